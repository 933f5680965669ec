// @ts-check
/** @import {Network} from "./types.js" */

/** A word for each state: never a colour alone. */
export const MARKS = { ok: "Good", note: "Note", bad: "Stop" };

/**
 * The network in one sentence.
 * @param {Network} network
 */
export function headline({ findings, devices }) {
  const bad = findings.find(({ state }) => state === "bad");
  if (bad) return `Students cannot come in: ${bad.subject} ${bad.words}.`;
  if (devices) return "Phones come through: this network works.";
  return "Scan the code with one phone now. This line changes when it comes through.";
}
