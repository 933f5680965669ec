// @ts-check
/** @import {Protocol} from "../shared/types.js" */

const REST_SHARE = 0.06;
const MOST_HOLD = 2.4;

/**
 * One press of a protocol as places on a picture: pressing in, the shortest and the longest hold, letting go.
 * @param {Protocol} p
 * @param {number} width
 * @param {number} base y of no force.
 * @param {number} top y of a little more than the ceiling.
 */
export function pressShape(p, width, base, top) {
  const most_n = p.ceiling_n * 1.06;
  const into_s = p.force_n / meanRate(p.loading_min_n_per_s, p.loading_max_n_per_s, p.force_n / 3);
  const away_s = p.force_n / meanRate(p.release_min_n_per_s, p.release_max_n_per_s, p.force_n);
  // A long hold would squeeze its ramps to nothing: at most this much of the width is hold.
  const squeeze = Math.min(1, (MOST_HOLD * (into_s + away_s)) / p.hold_max_s);
  const unit = (width * (1 - 2 * REST_SHARE)) / (into_s + p.hold_max_s * squeeze + away_s);
  const begins = width * REST_SHARE;
  const reached = begins + into_s * unit;
  const ends = reached + p.hold_max_s * squeeze * unit;
  return {
    into_s,
    away_s,
    total_s: into_s + p.hold_max_s + away_s,
    begins,
    reached,
    mayEnd: reached + p.hold_min_s * squeeze * unit,
    ends,
    isOver: ends + away_s * unit,
    y: (/** @type {number} */ force_n) => base - (force_n / most_n) * (base - top),
  };
}

/**
 * @param {number | undefined} least
 * @param {number | undefined} most
 * @param {number} usual where the protocol sets no limits; under the root, like the others.
 */
function meanRate(least, most, usual) {
  return Math.sqrt((least ?? NaN) * (most ?? NaN) || usual);
}
