// @ts-check
// What another protocol would change, gathered some sessions at a time.

/** @import {Preview, Previewed} from "./types.js" */

/**
 * @typedef {{of: number, sessions: Previewed[], next: string}} Gathered
 */

/** @returns {Gathered} */
export function nothingYet() {
  return { of: 0, sessions: [], next: "" };
}

/**
 * @param {Gathered} before
 * @param {Preview} answer
 * @returns {Gathered}
 */
export function gathered(before, { of, sessions, next }) {
  return { of, sessions: [...before.sessions, ...sessions], next };
}

/** @param {Gathered} now */
export function progressText({ of, sessions }) {
  return `Looked at ${sessions.length} of ${of} recorded sets…`;
}

/**
 * What came out, in one sentence or three.
 * @param {Gathered} now
 */
export function summaryText({ of, sessions }) {
  if (!of) return "No finished set of this protocol was recorded yet: nothing to compare.";
  const changed = sessions.filter((each) => each.changed);
  const looked = sessions.length;
  const sets = looked === 1 ? "result" : "results";
  const told = [`With these values ${changed.length} of ${looked} ${sets} would change.`];
  if (looked < of) told.push(`Only the newest ${looked} of ${of} were looked at.`);
  const gained = changed.filter(
    (each) => isPassed(each.now) && !isPassed(each.was) && each.was.outcome,
  ).length;
  const lost = changed.filter((each) => isPassed(each.was) && !isPassed(each.now) && each.now.outcome).length;
  if (gained) told.push(`${gained} would pass that did not.`);
  if (lost) told.push(`${lost} would no longer pass.`);
  const unread = sessions.filter((each) => each.trouble).length;
  if (unread) told.push(`${unread} could not be scored again.`);
  return told.join(" ");
}

/** @param {Previewed["was"]} outcome */
function isPassed({ outcome }) {
  return outcome === "pass";
}

/**
 * Words for an outcome beside a score; empty without a pass mark.
 * @param {Previewed["was"]} outcome where the error of a sensor is not known, nobody passes or fails.
 */
export function outcomeText({ outcome, expanded }) {
  if (outcome === "pass") return "passed";
  if (outcome === "below") return "below the pass mark";
  if (outcome !== "borderline") return "";
  return expanded === null ? "neither passed nor failed" : "borderline: repeat";
}
