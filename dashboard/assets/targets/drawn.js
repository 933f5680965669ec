// @ts-check
// The picture of what is typed, as soon as it can be drawn and before anybody has checked it.

/** @import {Level, Protocol} from "../shared/types.js" */
/** @import {Document} from "./types.js" */

/**
 * The protocol as the picture of a press wants it; null while a number it needs is not there.
 * @param {Document} document as the form makes it: each level with all its values.
 * @returns {Protocol | null}
 */
export function drawnOf(document) {
  const target = /** @type {Document} */ (document.target ?? {});
  const written = Array.isArray(target.level) ? target.level : [target];
  const levels = written.map(levelOf);
  const release = pairOf(target.release_n_per_s);
  const ceiling_n = target.ceiling_n;
  if (!release || !isPositive(ceiling_n) || levels.some((each) => each === null)) return null;
  const [first] = /** @type {Level[]} */ (levels);
  // A press that leaves its own picture is no help; the last that fitted stays.
  if (levels.some((each) => each && each.force_n > ceiling_n)) return null;
  const drawn = {
    ...{ id: String(document.id ?? ""), name: String(document.name ?? ""), ...first, ceiling_n, levels },
    ...{ release_min_n_per_s: release[0], release_max_n_per_s: release[1] },
  };
  return /** @type {Protocol} */ (/** @type {unknown} */ (drawn));
}

/** @param {Document} level */
function levelOf(level) {
  const { force_n, band_pct, hold_s } = level;
  const window_s = pairOf(level.hold_window_s);
  const loading = pairOf(level.loading_n_per_s);
  if (!isPositive(force_n) || !isPositive(band_pct) || !window_s || !loading) return null;
  if (!(band_pct < 100)) return null;
  const half_n = (force_n * band_pct) / 100;
  return {
    ...{ force_n, hold_s, band_frac: band_pct / 100, low_n: force_n - half_n, high_n: force_n + half_n },
    ...{ hold_min_s: window_s[0], hold_max_s: window_s[1] },
    ...{ loading_min_n_per_s: loading[0], loading_max_n_per_s: loading[1] },
  };
}

/**
 * @param {unknown} value
 * @returns {value is number}
 */
function isPositive(value) {
  return typeof value === "number" && value > 0;
}

/**
 * @param {unknown} value
 * @returns {[number, number] | null}
 */
function pairOf(value) {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [low, high] = value;
  return typeof low === "number" && isPositive(high) && 0 <= low && low < high ? [low, high] : null;
}
