// @ts-check
/** @import {Hold, Protocol, Trace} from "../shared/types.js" */

const LEAD_S = 1.5;

/** @typedef {{below: number, above: number}} SecondsOutside */
/** @typedef {{from_s: number, to_s: number, side: "below" | "above"}} Stretch */
/** @typedef {{stretches: Stretch[], sides: SecondsOutside}} LostTime */
/** @typedef {{t: number[], f: number[]}} Cut */

/**
 * Samples of one press out of a longer trace, with a little before and after it.
 * @param {Trace} trace
 * @param {Hold} hold its first.
 * @param {Hold} [last] its last, where it has several.
 * @returns {Cut}
 */
export function cutHold(trace, hold, last = hold) {
  const from_s = hold.onset_s - LEAD_S;
  const to_s = (last.release_s ?? last.plateau_end_s) + LEAD_S;
  /** @type {Cut} */
  const cut = { t: [], f: [] };
  trace.t.forEach((t_s, i) => {
    const force_n = trace.f[i];
    if (t_s < from_s || t_s > to_s || force_n === null || !Number.isFinite(force_n)) return;
    cut.t.push(t_s);
    cut.f.push(force_n);
  });
  return cut;
}

/**
 * When the seconds end that count for the score: a hold may be longer than asked for.
 * @param {Hold} hold
 * @param {Protocol} protocol
 */
export function countedEnd(hold, protocol) {
  return Math.min(hold.plateau_end_s, hold.plateau_start_s + protocol.hold_s);
}

/**
 * Where the seconds that count left the band: for marking only, scores come from the hub.
 * @param {Cut} cut
 * @param {Hold} hold
 * @param {Protocol} protocol
 * @returns {LostTime}
 */
export function lostTime(cut, hold, protocol) {
  const end_s = countedEnd(hold, protocol);
  /** @type {LostTime} */
  const lost = { stretches: [], sides: { below: 0, above: 0 } };
  /** @type {Stretch | null} */
  let open = null;
  cut.t.forEach((t_s, i) => {
    const counts = t_s >= hold.plateau_start_s && t_s <= end_s;
    const side = counts ? sideOf(cut.f[i], protocol) : null;
    if (open && side !== open.side) {
      open.to_s = t_s;
      lost.sides[open.side] += open.to_s - open.from_s;
      lost.stretches.push(open);
      open = null;
    }
    if (side && !open) open = { from_s: t_s, to_s: t_s, side };
  });
  return lost;
}

/**
 * @param {number} force_n
 * @param {Protocol} protocol
 * @returns {"below" | "above" | null}
 */
function sideOf(force_n, protocol) {
  if (force_n < protocol.low_n) return "below";
  return force_n > protocol.high_n ? "above" : null;
}
