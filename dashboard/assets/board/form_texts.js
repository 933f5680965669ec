// @ts-check
// What came of an act on several stations, in words.
import { sentence } from "../shared/numbers.js";

/** @import {StationInfo} from "../shared/types.js" */

/**
 * Those that could not, each with the reason.
 * @param {Record<string, string> | undefined} refused
 */
export function refusedMessage(refused) {
  const reasons = Object.values(refused || {});
  return reasons.length ? `Not: ${reasons.map(sentence).join(" ")}` : "";
}

/**
 * @param {StationInfo[]} asked
 * @param {Record<string, string> | undefined} refused
 * @param {"began" | "ended"} verb
 * @param {string} then what is to be known once somebody did.
 */
export function doneMessage(asked, refused, verb, then) {
  const count = asked.length - Object.keys(refused || {}).length;
  const many = count === asked.length && count > 1 ? `All ${count} sets` : `${count} sets`;
  const done = count ? `${count === 1 ? "1 set" : many} ${verb}. ${then}` : "";
  return [done, refusedMessage(refused)].filter(Boolean).join(" ");
}

/**
 * The question before sets of people are ended; empty where none is under way.
 * @param {StationInfo[]} infos
 */
export function wouldEnd(infos) {
  const busy = infos.filter((one) => one.session);
  if (!busy.length) return "";
  const names = busy.map((one) => one.learner_name || one.name);
  const who =
    names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
  return `End the ${busy.length === 1 ? "set" : "sets"} of ${who}? What was done so far is kept.`;
}
