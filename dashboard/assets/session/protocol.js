// @ts-check
import { isKnown } from "../shared/numbers.js";

/** @import {Level, Protocol} from "../shared/types.js" */

/**
 * A protocol with the fields of its target beside its own, and the edges of its band.
 * @param {Partial<Protocol> & {target?: Level, then?: Level[]} | null} given
 * @returns {Protocol}
 */
export function flatProtocol(given) {
  const row = { ...given, ...given?.target };
  if (isKnown(row.band_frac) && isKnown(row.force_n)) {
    row.low_n ??= row.force_n * (1 - row.band_frac);
    row.high_n ??= row.force_n * (1 + row.band_frac);
  }
  if (given?.target) row.levels = [given.target, ...(given.then ?? [])];
  return /** @type {Protocol} */ (row);
}
