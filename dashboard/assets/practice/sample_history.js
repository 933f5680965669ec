// @ts-check
/** @import {TraceFrame} from "../shared/types.js" */

export const KEPT = 1 << 16;

/** The newest samples of a station; the oldest are overwritten. Samples are numbered from 0 on. */
export function createSampleHistory() {
  const t = new Float64Array(KEPT);
  const f = new Float32Array(KEPT);
  const epoch = new Float64Array(KEPT);
  let count = 0;
  return {
    /** @param {Omit<TraceFrame, "kind">} frame */
    push(frame) {
      // A new time axis began.
      if (frame.n && count && frame.t0_s < t[(count - 1) % KEPT] - 1) count = 0;
      for (let k = 0; k < frame.n; k += 1) {
        const place = count % KEPT;
        t[place] = frame.t0_s + frame.dt_s[k];
        f[place] = frame.force_n[k];
        epoch[place] = frame.epoch_ms + 1000 * frame.dt_s[k];
        count += 1;
      }
    },
    get count() {
      return count;
    },
    get oldest() {
      return Math.max(0, count - KEPT);
    },
    t: (/** @type {number} */ i) => t[i % KEPT],
    f: (/** @type {number} */ i) => f[i % KEPT],
    epoch: (/** @type {number} */ i) => epoch[i % KEPT],
    /**
     * Number of the first sample at a time or later.
     * @param {number} since_s
     */
    first(since_s) {
      let low = Math.max(0, count - KEPT);
      let high = count;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (t[middle % KEPT] < since_s) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

/** @typedef {ReturnType<typeof createSampleHistory>} SampleHistory */
