// @ts-check

const SMALLEST_W = 300;
const TILE_SHAPE = 1.9;
export const GAP = 12;

/**
 * Columns and rows that leave the tiles largest at a pleasant shape.
 * @param {number} n tiles.
 * @param {number} width
 * @param {number} height
 */
export function bestGrid(n, width, height) {
  let best = { columns: 1, rows: n, fit: 0 };
  for (let columns = 1; columns <= n; columns += 1) {
    const rows = Math.ceil(n / columns);
    const w = width / columns;
    if (columns > 1 && w < SMALLEST_W) break;
    const fit = Math.min(w / TILE_SHAPE, height / rows) * (1 - 0.05 * (columns * rows - n));
    if (fit > best.fit) best = { columns, rows, fit };
  }
  return best;
}

/**
 * Where each tile stands: row by row, in the order of the stations, whatever they do.
 * @param {number} n tiles.
 * @param {number} width
 * @param {number} height
 */
export function tileBoxes(n, width, height) {
  const { columns, rows } = bestGrid(n, width, height);
  const w = (width - GAP * (columns - 1)) / columns;
  const h = (height - GAP * (rows - 1)) / rows;
  return Array.from({ length: n }, (_, index) => ({
    x: (index % columns) * (w + GAP),
    y: Math.floor(index / columns) * (h + GAP),
    w,
    h,
  }));
}
