// @ts-check
/** @import {Level, Protocol} from "../shared/types.js" */

const REST_SHARE = 0.06;
const MOST_HOLD = 2.4;

/**
 * One press of a protocol as places on a picture: pressing in, the shortest and the longest hold, letting go.
 * Of several levels the first and the last place count; `steps` has all.
 * @param {Protocol} p
 * @param {number} width
 * @param {number} base y of no force.
 * @param {number} top y of a little more than the ceiling.
 */
export function pressShape(p, width, base, top) {
  const most_n = p.ceiling_n * 1.06;
  const levels = p.levels?.length ? p.levels : [p];
  const ways_s = levels.map((level, k) => wayInto_s(level, k ? levels[k - 1].force_n : 0));
  const last_n = levels[levels.length - 1].force_n;
  const into_s = ways_s.reduce((a, b) => a + b, 0);
  const hold_s = levels.reduce((sum, level) => sum + level.hold_max_s, 0);
  const away_s = last_n / meanRate(p.release_min_n_per_s, p.release_max_n_per_s, last_n);
  // A long hold would squeeze its ramps to nothing: at most this much of the width is hold.
  const squeeze = Math.min(1, (MOST_HOLD * (into_s + away_s)) / hold_s);
  const unit = (width * (1 - 2 * REST_SHARE)) / (into_s + hold_s * squeeze + away_s);
  let at = width * REST_SHARE;
  const steps = levels.map((level, k) => {
    const begins = at;
    const reached = begins + ways_s[k] * unit;
    at = reached + level.hold_max_s * squeeze * unit;
    return { level, begins, reached, mayEnd: reached + level.hold_min_s * squeeze * unit, ends: at };
  });
  const [first] = steps;
  const { mayEnd, ends } = steps[steps.length - 1];
  return {
    steps,
    into_s,
    away_s,
    total_s: into_s + hold_s + away_s,
    ...{ begins: first.begins, reached: first.reached, mayEnd, ends },
    isOver: ends + away_s * unit,
    y: (/** @type {number} */ force_n) => base - (force_n / most_n) * (base - top),
  };
}

/**
 * @param {Level | Protocol} level
 * @param {number} from_n
 */
function wayInto_s({ force_n, loading_min_n_per_s, loading_max_n_per_s }, from_n) {
  return Math.abs(force_n - from_n) / meanRate(loading_min_n_per_s, loading_max_n_per_s, force_n / 3);
}

/**
 * @param {number | undefined} least
 * @param {number | undefined} most
 * @param {number} usual where the protocol sets no limits; under the root, like the others.
 */
function meanRate(least, most, usual) {
  return Math.sqrt((least ?? NaN) * (most ?? NaN) || usual);
}
