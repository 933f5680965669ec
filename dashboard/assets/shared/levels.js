// @ts-check
/** @import {Hold, Protocol} from "./types.js" */

/**
 * What is asked at one level of a press, in place of the numbers of the first.
 * @param {Protocol} protocol
 * @param {number | undefined} number from 1; a hold that answers no level has 0.
 * @returns {Protocol}
 */
export function atLevel(protocol, number) {
  const level = protocol.levels?.[(number ?? 1) - 1];
  return level ? { ...protocol, ...level } : protocol;
}

/**
 * The highest force a press is asked for: pictures keep their scale from level to level.
 * @param {Pick<Protocol, "force_n"> & Partial<Pick<Protocol, "levels">>} protocol
 */
export function highestForce({ force_n, levels = [] }) {
  return Math.max(force_n, ...levels.map((level) => level.force_n));
}

/**
 * The holds of each press together, in order; where a press has one level, each hold for itself.
 * @param {Hold[]} holds
 * @returns {Hold[][]}
 */
export function pressesOf(holds) {
  /** @type {Hold[][]} */
  const presses = [];
  for (const hold of holds) {
    const newest = presses[presses.length - 1];
    if (newest && newest[0].press === hold.press) newest.push(hold);
    else presses.push([hold]);
  }
  return presses.flatMap((press) => (worthOf(press) ? [press] : press.map((hold) => [hold])));
}

/**
 * What a press of several levels is worth; it stands beside the last of them.
 * @param {Hold[]} press
 */
export function worthOf(press) {
  return press.find((hold) => hold.press_score)?.press_score ?? null;
}
