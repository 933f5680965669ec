// @ts-check
import { leastSizes, smallestTile } from "./text_sizes.js";

const TILE_SHAPE = 1.9;
const MANY = 20;

/**
 * Room between tiles, in CSS pixels.
 * @param {number} n tiles.
 */
export function gapOf(n) {
  return n > MANY ? 8 : 12;
}

/**
 * Columns and rows that leave the tiles largest at a pleasant shape, and never too narrow for their text.
 * @param {number} n tiles.
 * @param {number} width
 * @param {number} height
 * @param {number} screenH height of the whole screen, which the size of the text follows.
 */
export function bestGrid(n, width, height, screenH) {
  const smallest = smallestTile(leastSizes(n, screenH));
  const gap = gapOf(n);
  let best = { columns: 1, rows: n, fit: 0, isWhole: false };
  for (let columns = 1; columns <= n; columns += 1) {
    const rows = Math.ceil(n / columns);
    const w = (width - gap * (columns - 1)) / columns;
    if (columns > 1 && w < smallest.w) break;
    const h = (height - gap * (rows - 1)) / rows;
    const isWhole = h >= smallest.h;
    const fit = Math.min(w / TILE_SHAPE, h) * (1 - 0.05 * (columns * rows - n));
    // Where no grid fits the screen the page is longer than it, and shortest with most columns.
    const isBetter = isWhole ? fit > best.fit : !best.isWhole;
    if (isBetter) best = { columns, rows, fit: isWhole ? fit : 0, isWhole };
  }
  return best;
}

/**
 * Height that the tiles need at least.
 * @param {number} n tiles.
 * @param {number} width
 * @param {number} height
 * @param {number} screenH
 */
export function leastHeight(n, width, height, screenH) {
  const { rows } = bestGrid(n, width, height, screenH);
  const { h } = smallestTile(leastSizes(n, screenH));
  return Math.ceil(rows * h + (rows - 1) * gapOf(n));
}

/**
 * Where each tile stands: row by row, in the order of the stations, whatever they do.
 * @param {number} n tiles.
 * @param {number} width
 * @param {number} height
 * @param {number} screenH
 */
export function tileBoxes(n, width, height, screenH) {
  const { columns, rows } = bestGrid(n, width, height, screenH);
  const gap = gapOf(n);
  const w = (width - gap * (columns - 1)) / columns;
  const h = (height - gap * (rows - 1)) / rows;
  return Array.from({ length: n }, (_, index) => ({
    x: (index % columns) * (w + gap),
    y: Math.floor(index / columns) * (h + gap),
    w,
    h,
  }));
}
