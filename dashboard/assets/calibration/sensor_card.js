// @ts-check
import { el, linked } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { day } from "./day.js";

/** @import {CalibrationState, CalibrationStation, Passport} from "./types.js" */
/** @import {Act} from "./page.js" */

const DEMONSTRATION =
  "This pad is simulated: nobody can put weights on it. Write your stations into steadyhold.toml " +
  "and start steadyhold run.";
const BUSY = "A set is under way on this pad. It can be calibrated when the set is over.";

/**
 * Which sensor a pad has, what it was calibrated to, and what keeps it from being calibrated now.
 * @param {Act} act
 */
export function createSensorCard(act) {
  const element = el("div", { class: "cal-sensor" });
  return {
    element,
    /**
     * @param {CalibrationState} state
     * @returns {boolean} whether a calibration may begin.
     */
    show({ station, begun, passport, damage }) {
      const obstacle = obstacleOf(station);
      const limit = (/** @type {string} */ why) =>
        why && el("p", { class: "problem", text: `Practice only: ${why}.` });
      const isHere = station.demonstration || station.link.state === "streaming";
      const parts = [
        isHere && createTitle(station),
        obstacle && el("p", { class: "cal-obstacle" }, ...linked(obstacle)),
        !obstacle && begun && createBegun(begun, () => act("resume")),
        isHere && limit(station.unnamed),
        isHere && limit(damage),
        passport && createPassportLine(passport, Boolean(damage)),
      ];
      element.replaceChildren(...parts.filter((part) => part instanceof Node));
      return !obstacle;
    },
  };
}

/** @param {CalibrationStation} station */
function obstacleOf(station) {
  if (station.demonstration) return DEMONSTRATION;
  if (station.link.state !== "streaming") return absence(station);
  return station.busy ? BUSY : "";
}

/** @param {CalibrationStation} station */
function absence({ name, link }) {
  // Where the hub itself sends people to Devices it has said it all; other advice of it is for a terminal.
  if (/\b(choose|open)\b[^;]*\bDevices\b/.test(link.reason)) return sentence(link.reason);
  const why = link.reason && `: ${link.reason.split("; ")[0]}`;
  return `${name} has no pad now${why}. Plug it in, or choose one on Devices.`;
}

/** @param {CalibrationStation} station */
function createTitle(station) {
  const mark = (/** @type {string} */ text) => el("span", { class: "d-mark", text });
  return el(
    "p",
    { class: "cal-which" },
    el("b", { text: station.title }),
    " ",
    station.identity && mark(station.identity),
    " ",
    station.simulated && mark("simulated"),
  );
}

/**
 * @param {NonNullable<CalibrationState["begun"]>} begun
 * @param {() => void} resume
 */
function createBegun({ begun_utc, person, done, steps }, resume) {
  const what = `${day(begun_utc)}, by ${person}: ${done} of ${steps} steps are done.`;
  const words = el(
    "div",
    {},
    el("h2", { text: "A calibration of this sensor was begun" }),
    el("p", { text: `${what} If you begin anew below, it is set aside.` }),
  );
  const button = el("button", { class: "act", type: "button", text: "Go on with it", onclick: resume });
  return el("div", { class: "card cal-begun" }, words, button);
}

/**
 * @param {Passport} passport
 * @param {boolean} isOlder a newer one is damaged.
 */
function createPassportLine({ sha256, grade_message, due_utc }, isOlder) {
  const grade = `${grade_message[0].toLowerCase()}${grade_message.slice(1)}`;
  const due = due_utc ? `, to be renewed by ${day(due_utc)}` : "";
  const href = `/api/passports/${sha256}/certificate`;
  const link = el("a", { href, target: "_blank", text: "See the certificate" });
  const claim = isOlder ? "The newest that is whole" : "It has a passport";
  return el("p", { class: "cal-has" }, `${claim}: ${grade}${due}. `, link);
}
