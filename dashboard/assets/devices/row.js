// @ts-check
import { el, put } from "../shared/elements.js";
import { isKnown, whole } from "../shared/numbers.js";
import { createChoices, mayBeAsked, mayBeGiven } from "./row_choices.js";
import { factsOf, isHeard, linkText, stateText, titleText } from "./row_texts.js";
import { createSensorTest } from "./sensor_test.js";

/** @import {DeviceList, DeviceRow} from "./types.js" */
/** @import {Act} from "./row_choices.js" */

const PRESSED_N = 2;
const FULL_N = 15;

/**
 * A row of the Devices page: made once, then only what changed is written, so that a choice being made is
 * never disturbed.
 * @param {Act} act
 */
export function createRow(act) {
  const title = el("h2");
  const mark = el("span", { class: "d-mark" });
  const word = el("b", { class: "d-word" });
  const bar = el("i");
  const track = el("div", { class: "d-bar", "aria-hidden": "true" }, bar);
  const state = el("p", { class: "d-state" });
  const facts = el("dl", { class: "d-facts" });
  const choices = el("div", { class: "d-choice" });
  const sensorTest = createSensorTest();
  const head = el("div", { class: "d-head" }, title, mark, word);
  const element = el("li", { class: "device" }, head, track, state, facts, choices, sensorTest.element);
  let shown = "";
  let offered = "";

  const showPress = (/** @type {DeviceRow} */ row, /** @type {number} */ force_n) => {
    const isLive = isKnown(force_n);
    const isPressed = isLive ? Math.abs(force_n) > PRESSED_N : row.pressed;
    const share = isLive ? Math.min(1, Math.abs(force_n) / FULL_N) : row.bar_frac;
    element.classList.toggle("pressed", isPressed);
    bar.style.width = `${Math.round(100 * (isPressed || !isLive ? share : 0))}%`;
    const pressed = isLive ? `pressed · ${whole(force_n)} N` : "pressed";
    put(word, isPressed ? pressed : "");
    return isPressed;
  };
  const showTexts = (/** @type {DeviceRow} */ row, /** @type {DeviceList} */ { stations }) => {
    const rows = factsOf(row);
    const texts = [titleText(row, stations), linkText(row), stateText(row, stations), isHeard(row), rows];
    const key = JSON.stringify(texts);
    if (key === shown) return;
    shown = key;
    title.textContent = titleText(row, stations);
    mark.textContent = linkText(row);
    state.textContent = stateText(row, stations);
    track.hidden = !isHeard(row);
    facts.replaceChildren(
      ...rows.map(([name, value]) => el("div", {}, el("dt", { text: name }), el("dd", { text: value }))),
    );
  };
  const offerChoices = (/** @type {DeviceRow} */ row, /** @type {DeviceList} */ list) => {
    const places = list.stations.map((one) => [one.id, one.name, one.assigned]);
    const what = [mayBeGiven(row, list.stations), mayBeAsked(row), row.station, row.state, places];
    const key = JSON.stringify(what);
    if (key === offered || choices.contains(document.activeElement)) return;
    offered = key;
    choices.replaceChildren(...createChoices(row, list, act));
  };

  return {
    element,
    /**
     * @param {DeviceRow} row
     * @param {DeviceList} list
     * @param {number} force_n of the live wall; NaN where it does not know it.
     * @returns {boolean} whether it is pressed.
     */
    show(row, list, force_n) {
      showTexts(row, list);
      offerChoices(row, list);
      sensorTest.show(row);
      return showPress(row, force_n);
    },
  };
}
