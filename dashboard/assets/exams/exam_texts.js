// @ts-check
// What the pages of an exam say: its state, what came out, what of a rule is to be known.
import { OUTCOMES } from "../marks/mark_texts.js";
import { momentText } from "../shared/moments.js";
import { isKnown, plain, points, scoreText } from "../shared/numbers.js";

/** @import {Attempt, ChangedMark, ExamSummary, Outcome, Result} from "./types.js" */

/** @typedef {{kind: "mean" | "n_of_m", pass_mark: number, needed: number}} Rule */

export const USUAL_PASS_MARK = 75;
export const FEWEST_RELIABLE = 6;
const NO_SCORE = "No score";

/** @param {Outcome} outcome */
export function outcomeText(outcome) {
  return OUTCOMES[outcome];
}

/**
 * The rule that is being chosen, in one sentence.
 * @param {Rule} rule
 * @param {number} repetitions
 */
export function ruleText({ kind, pass_mark, needed }, repetitions) {
  const mark = plain(pass_mark);
  if (kind === "mean") return `Passes with a mean of ${mark} or more over ${pressesText(repetitions)}.`;
  return `Passes with at least ${needed} of ${pressesText(repetitions)} at ${mark} or more.`;
}

/**
 * What an instructor should know about a rule before the exam is made.
 * @param {Rule} rule
 * @param {number} repetitions
 */
export function ruleRemarks({ kind, pass_mark, needed }, repetitions) {
  return [
    "Whoever is within the error bar of the pass mark repeats; nobody fails by the width of an error bar.",
    pass_mark === USUAL_PASS_MARK && "75 is provisional: it is not validated for your school.",
    repetitions < FEWEST_RELIABLE &&
      `Fewer than ${FEWEST_RELIABLE} presses are not reliable enough for a mark.`,
    kind === "n_of_m" && needed > repetitions && `There are only ${pressesText(repetitions)}: ask for fewer.`,
  ].filter((each) => typeof each === "string");
}

/** @param {number} n */
export function pressesText(n) {
  return n === 1 ? "1 press" : `${n} presses`;
}

/**
 * How many began when somebody said so; whoever could not is named elsewhere.
 * @param {number} begun
 * @param {number} refused
 */
export function begunText(begun, refused) {
  if (begun) return begun === 1 ? "1 student began." : `${begun} students began.`;
  return refused ? "" : "Everybody who can press has begun already.";
}

/**
 * State of an exam in a list.
 * @param {Pick<ExamSummary, "state" | "interrupted" | "interrupted_utc" | "released">} about
 */
export function stateText({ state, interrupted, interrupted_utc, released }) {
  if (state === "planned") return "Not begun";
  if (interrupted) return interrupted_utc ? `Interrupted at ${clockText(interrupted_utc)}` : "Interrupted";
  if (state === "running") return "Under way";
  return released ? "Marks are out" : "Over, marks not out yet";
}

/**
 * Time of day where the page is read: 10:42.
 * @param {string} utc ISO 8601.
 */
export function clockText(utc) {
  const at = new Date(utc);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

/**
 * Minutes and seconds as one says them; empty where they are not limited.
 * @param {number | null} left_s
 */
export function leftText(left_s) {
  if (!isKnown(left_s)) return "";
  const whole_s = Math.max(0, Math.round(left_s));
  return whole_s < 60 ? `${whole_s} s left` : `${Math.floor(whole_s / 60)}:${two(whole_s % 60)} min left`;
}

/**
 * A score with its error bar; a dash where there is none.
 * @param {Result} result
 */
export function resultScoreText({ points: score, half_width }) {
  return scoreText(score, half_width);
}

/**
 * What counts of an attempt: the gradebook's mark where it was changed there, else what was measured.
 * @param {Result | null} result null as long as it is not to be seen.
 * @param {ChangedMark | null} changed
 * @returns {{score: string, outcome: Outcome} | null} null where nothing is to be seen.
 */
export function countingMark(result, changed) {
  if (changed) {
    const score = changed.points === null ? NO_SCORE : points(changed.points);
    return { score, outcome: changed.outcome };
  }
  return result && { score: measuredText(result), outcome: result.outcome };
}

/** @param {Result} result */
function measuredText(result) {
  return isKnown(result.points) ? resultScoreText(result) : NO_SCORE;
}

/**
 * Who changed a mark, when and why; what was measured stays beside it.
 * @param {ChangedMark} changed
 * @param {Result | null} result
 */
export function changedText({ who, at_utc, reason }, result) {
  const why = reason ? `: “${reason.replace(/\.$/, "")}”` : "";
  const told = `Changed in the gradebook by ${who}, ${momentText(at_utc)}${why}.`;
  if (!result) return told;
  return `${told} Measured: ${measuredText(result)}, ${outcomeText(result.outcome).toLowerCase()}.`;
}

/**
 * How many presses count, are missing, or do not count.
 * @param {Pick<Attempt, "pressed" | "missing" | "voids">} counted
 */
export function countsText({ pressed, missing, voids }) {
  return [
    `${pressesText(pressed)} counted`,
    missing ? `${missing} missing` : "",
    voids.length ? `${voids.length} not counted` : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

/** @param {number} n */
function two(n) {
  return String(n).padStart(2, "0");
}
