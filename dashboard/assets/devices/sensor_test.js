// @ts-check
// The test of one sensor: ten seconds, hands off, then what came in words.
import { ask } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { figuresOf, mayBeTested } from "./sensor_test_texts.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {DeviceRow, SensorTested} from "./types.js" */

const TEST_S = 10;

/** Made once for a row; what a test found stays until the next one. */
export function createSensorTest() {
  const button = el("button", { class: "act quiet", type: "button", text: "Test it" });
  const clock = el("i");
  const track = el("div", { class: "d-clock", "aria-hidden": "true", hidden: true }, clock);
  const said = el("div", { class: "d-found", role: "status" });
  const element = el("div", { class: "d-test", hidden: true }, button, track, said);
  let id = "";
  let isUnderWay = false;

  const test = async () => {
    isUnderWay = true;
    button.disabled = true;
    track.hidden = false;
    said.replaceChildren(el("p", { text: `Hands off: listening for ${TEST_S} seconds…` }));
    /** @type {Reply<SensorTested>} */
    const reply = await ask("devices/test", { device: id, seconds: TEST_S });
    isUnderWay = false;
    button.disabled = false;
    button.textContent = "Test it again";
    track.hidden = true;
    said.replaceChildren(...(reply.ok ? resultOf(reply.data) : [el("p", { text: sentence(reply.problem) })]));
  };
  button.addEventListener("click", test);

  return {
    element,
    /** @param {DeviceRow} row */
    show(row) {
      id = row.id;
      element.hidden = !mayBeTested(row) && !isUnderWay && !said.hasChildNodes();
      button.hidden = !mayBeTested(row);
    },
  };
}

/** @param {SensorTested} found */
function resultOf({ test, words }) {
  const figures = figuresOf(test).map(([name, value]) =>
    el("div", {}, el("dt", { text: name }), el("dd", { text: value })),
  );
  return [...words.map((text) => el("p", { text })), el("dl", { class: "d-facts" }, ...figures)];
}
