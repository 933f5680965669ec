// @ts-check

const VALUES = 8;
const STALE_S = 2;

/**
 * Force of a running station as the wall knows it, 20 times a second; NaN where it does not.
 * @param {{ids: string[], tiles: Float32Array | null}} wall
 * @param {string} station
 */
export function liveForce({ ids, tiles }, station) {
  const index = ids.indexOf(station);
  if (index < 0 || !tiles || tiles.length < VALUES * (index + 1)) return NaN;
  return tiles[VALUES * index + 7] > STALE_S ? NaN : tiles[VALUES * index + 1];
}
