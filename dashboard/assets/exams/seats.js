// @ts-check
// Who sits where, and whether each pad is ready: what was looked at, in words, with what to do.
import { el } from "../shared/elements.js";

/** @import {ExamLearner, SeatChecks, Station} from "./types.js" */

const STATES = /** @type {const} */ ({ good: "Ready", unsure: "Look at this", bad: "Not ready" });

/**
 * @param {{sit: (learner: string, station: string) => void, everybody: () => void, check: () => void}} acts
 */
export function createSeats(acts) {
  const body = el("tbody");
  const table = el(
    "table",
    { class: "rows ex-seats" },
    el("caption", { class: "sr", text: "Seats" }),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col", text: "Student" }),
        el("th", { scope: "col", text: "Pad" }),
        el("th", { scope: "col", text: "The pad" }),
      ),
    ),
    body,
  );
  const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    el("button", { type: "button", class: "act quiet", text, onclick });
  const element = el(
    "section",
    { class: "ex-part", "aria-label": "Seats and checks" },
    el("h2", { text: "Who sits where" }),
    el("p", {
      class: "lead",
      text:
        "Students can sit down by themselves: on Practice they choose a pad and wait for you. " +
        "“Seat everybody” leaves them there and gives the others a pad.",
    }),
    el(
      "div",
      { class: "ex-acts" },
      button("Seat everybody", acts.everybody),
      button("Check the pads again", acts.check),
    ),
    el("div", { class: "scroll" }, table),
  );
  let shown = "";
  return {
    element,
    /**
     * @param {ExamLearner[]} learners
     * @param {Station[]} stations
     * @param {SeatChecks[]} checked
     */
    show(learners, stations, checked) {
      const seats = learners.map(({ id, name, station, turn }) => ({ id, name, station, turn }));
      const seen = JSON.stringify([seats, stations, checked]);
      // Whoever chooses a pad is not interrupted; what is new is shown afterwards.
      if (seen === shown || element.contains(document.activeElement?.closest("select") ?? null)) return;
      shown = seen;
      body.replaceChildren(...seats.map((seat) => row(seat, stations, checked)));
    },
  };

  /**
   * @param {Pick<ExamLearner, "id" | "name" | "station" | "turn">} seat
   * @param {Station[]} stations
   * @param {SeatChecks[]} checked
   */
  function row({ id, name, station, turn }, stations, checked) {
    const none = { id: "", name: "No pad" };
    const options = [none, ...stations].map((each) =>
      el("option", { value: each.id, text: each.name, selected: each.id === station }),
    );
    const select = el("select", { class: "d-select", "aria-label": `Pad of ${name}` }, ...options);
    select.addEventListener("change", () => {
      select.blur();
      acts.sit(id, select.value);
    });
    const found = checked.find((each) => each.station === station);
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, name, turn > 1 && el("small", { text: `, turn ${turn}` })),
      el("td", {}, select),
      el("td", {}, found && turn <= 1 ? verdict(found) : ""),
    );
  }
}

/** @param {SeatChecks} found */
function verdict({ state, checks }) {
  const open = checks.filter((each) => each.state !== "good");
  return el(
    "div",
    { class: "ex-checks", "data-state": state },
    el("b", { text: STATES[state] }),
    open.length > 0 &&
      el("ul", {}, ...open.map((each) => el("li", { "data-state": each.state, text: each.text }))),
  );
}
