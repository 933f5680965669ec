// @ts-check
// How large the text of a tile must be at least, so that it can be read from the back of the room.

const FEW = 12;
const MANY = 40;
const STATE_FEW = 0.03;
const STATE_MANY = 0.02;
const SECONDARY = 0.015;
// Rounding of a screen must not cost what was promised.
const SPARE = 1.02;
const SMALLEST_PX = 11;
// Width of "pressing in", of its symbol and of "88 N", in sizes of their text.
const WORD_EMS = 6.3;
const SYMBOL_EMS = 1.15;
const NUMBER_EMS = 2.8;
export const LEAST_PADDING = 6;

/**
 * Sizes in CSS pixels for so many stations on a screen of this height.
 * @param {number} n stations.
 * @param {number} screenH
 */
export function leastSizes(n, screenH) {
  const share = Math.max(0, Math.min(1, (n - FEW) / (MANY - FEW)));
  const state = STATE_FEW + share * (STATE_MANY - STATE_FEW);
  return {
    state: Math.max(SMALLEST_PX, SPARE * state * screenH),
    secondary: Math.max(SMALLEST_PX, SPARE * SECONDARY * screenH),
  };
}

/** @typedef {ReturnType<typeof leastSizes>} LeastSizes */

/**
 * The smallest tile that holds text of these sizes: four lines, and the bar beside them.
 * @param {LeastSizes} least
 */
export function smallestTile({ state, secondary }) {
  return {
    w: state * (WORD_EMS + SYMBOL_EMS) + secondary * NUMBER_EMS + 3 * LEAST_PADDING,
    h: rowsHeight({ name: secondary * 1.05, small: secondary, state }) + 2 * LEAST_PADDING,
  };
}

/**
 * Sizes within a tile: as large as it allows, never below the least.
 * @param {{w: number, h: number}} box
 * @param {LeastSizes} least
 */
export function sizesIn({ w, h }, least) {
  const small = Math.max(least.secondary, Math.min(h * 0.085, w * 0.06));
  const name = Math.max(least.secondary * 1.05, Math.min(h * 0.13, w * 0.07));
  const state = Math.max(least.state, Math.min(h * 0.2, w * 0.092));
  const padding = Math.max(LEAST_PADDING, Math.min(h * 0.07, w * 0.05));
  const barW = Math.max(small * NUMBER_EMS, Math.min(w * 0.13, h * 0.3));
  return { small, name, state, padding, barW };
}

/**
 * Name, what it is about, state, and the line of seconds and score.
 * @param {{name: number, small: number, state: number}} sizes
 */
export function rowsHeight({ name, small, state }) {
  return name * 1.15 + small * 1.2 + state * 1.15 + small * 1.25;
}
