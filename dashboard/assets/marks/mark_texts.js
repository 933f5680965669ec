// @ts-check
// What is said of marks, and which of them are shown; no element is touched here.
import { plain, scoreText } from "../shared/numbers.js";

/** @import {Mark, MarkChange, MarkFilter, MarkItem, MarksFile, Outcome} from "./types.js" */

/** @type {Record<Outcome, string>} */
export const OUTCOMES = {
  pass: "Passed",
  repeat: "To be repeated",
  fail: "Below the pass mark",
  void: "Void",
  missing: "Missing",
};
export const RESULTS = [
  ["", "Every result"],
  ...Object.entries(OUTCOMES),
  ["changed", "Changed by an instructor"],
  ["contested", "With a note to answer"],
];
export const FORMATS = [
  ["canvas", "Canvas: fill in its own export"],
  ["canvas-new", "Canvas: a new file"],
  ["canvas-rubric", "Canvas: the rubric, without marks"],
  ["moodle", "Moodle"],
  ["xlsx", "Excel, all marks"],
  ["csv", "CSV, all marks"],
];
const HAS_POINTS = ["pass", "repeat", "fail"];

/** @param {{points: number | null, half_width: number | null}} mark */
export function markText({ points, half_width }) {
  return scoreText(points, half_width);
}

/** @param {Mark} mark */
export function resultText({ outcome, reason, contested }) {
  const told = reason ? `${OUTCOMES[outcome]}: ${reason}` : OUTCOMES[outcome];
  return contested ? `${told}. A note waits for an answer` : told;
}

/** What an instructor made of a mark, beside it; empty where it counts as it was measured.
 * @param {Mark} mark
 */
export function changedText({ overridden, measured_points, measured_outcome }) {
  if (!overridden) return "";
  const before = measured_points === null ? OUTCOMES[measured_outcome].toLowerCase() : plain(measured_points);
  return `changed, measured ${before}`;
}

/**
 * The title of an item without its day, which is told beside it.
 * @param {MarkItem} item
 */
export function titleText({ title, day }) {
  return day && title.endsWith(` ${day}`) ? title.slice(0, -day.length - 1) : title;
}

/** @param {string} outcome */
export function hasPoints(outcome) {
  return HAS_POINTS.includes(outcome);
}

/** @param {MarkChange} change */
export function changeText({ kind, points, outcome, old_points, old_outcome, who }) {
  if (kind === "contest") return `${who} wrote a note`;
  if (kind === "answer") return `${who} answered`;
  const [before, after] = [valueText(old_points, old_outcome), valueText(points, outcome)];
  return kind === "withdrawn"
    ? `${who} took the change back: ${before} became ${after}`
    : `${who} changed ${before} to ${after}`;
}

/**
 * @param {number | null} points
 * @param {Outcome} outcome
 */
function valueText(points, outcome) {
  const word = OUTCOMES[outcome].toLowerCase();
  return points === null ? word : `${plain(points)} (${word})`;
}

/**
 * The marks that are wanted, in their order.
 * @param {Mark[]} marks
 * @param {Map<string, MarkItem>} items by id.
 * @param {MarkFilter} wanted
 */
export function shownMarks(marks, items, wanted) {
  return marks.filter((mark) => {
    const item = items.get(mark.item_id);
    const day = item?.day || "";
    return (
      (!wanted.learner || mark.learner_id === wanted.learner) &&
      (!wanted.protocol || item?.protocol === wanted.protocol) &&
      (!wanted.from || day >= wanted.from) &&
      (!wanted.to || day <= wanted.to) &&
      fits(mark, wanted.result)
    );
  });
}

/**
 * @param {Mark} mark
 * @param {string} result
 */
function fits(mark, result) {
  if (result === "changed") return mark.overridden;
  if (result === "contested") return mark.contested;
  return !result || mark.outcome === result;
}

/**
 * @param {number} shown
 * @param {number} found
 * @param {number} all
 */
export function countText(shown, found, all) {
  if (found === 0) return "No mark fits this choice.";
  const of = found === all ? `${all} marks` : `${found} of ${all} marks`;
  return shown < found ? `${of}, the newest ${shown} are shown` : of;
}

/** @param {MarksFile} file */
export function fileText({ name, rows, left_out }) {
  const told = rows ? `${name} is made, with ${rows} rows.` : `${name} is made.`;
  return left_out.length ? `${told} Not in it:` : told;
}

/** Learners of a gradebook by name, each once.
 * @param {Mark[]} marks
 * @returns {[string, string][]} ids and names.
 */
export function learnersOf(marks) {
  const names = new Map(marks.map((each) => [each.learner_id, each.name]));
  return [...names].sort(([, one], [, other]) => one.localeCompare(other));
}
