// @ts-check
/** @import {Frame} from "./types.js" */

/**
 * A binary message of the live socket, docs/live.md: kind 1 is the trace of one station, kind 2 the wall.
 * @param {ArrayBuffer} buffer
 * @returns {Frame}
 */
export function readFrame(buffer) {
  const view = new DataView(buffer);
  const n = view.getUint16(2, true);
  if (view.getUint8(0) === 1) {
    return {
      kind: 1,
      n,
      t0_s: view.getFloat64(8, true),
      epoch_ms: view.getFloat64(16, true),
      dt_s: new Float32Array(buffer, 24, n),
      force_n: new Float32Array(buffer, 24 + 4 * n, n),
    };
  }
  return { kind: 2, n, epoch_ms: view.getFloat64(8, true), tiles: new Float32Array(buffer, 16, 8 * n) };
}
