// @ts-check
/** @import {TraceFrame} from "../shared/types.js" */

const KNOCK_SHARE = 0.3;
const SHORTEST_MS = 125;
const CALM_MS = 1500;

/**
 * A tap on the pad is "Again" too: the hands need not leave the work.
 * @param {() => void} again
 */
export function createKnock(again) {
  let from_ms = Infinity;
  let pressed_ms = 0;
  return {
    /**
     * Listen from soon on: the last press must be over.
     * @param {number} now_ms
     */
    listen(now_ms) {
      from_ms = now_ms + CALM_MS;
    },
    /** Not now. */
    ignore() {
      pressed_ms = 0;
    },
    /**
     * @param {TraceFrame} frame
     * @param {number} target_n
     * @param {number} now_ms
     */
    take(frame, target_n, now_ms) {
      if (!frame.n || now_ms < from_ms) {
        pressed_ms = 0;
        return;
      }
      const isHard = frame.force_n[frame.n - 1] > KNOCK_SHARE * target_n;
      if (isHard && !pressed_ms) pressed_ms = now_ms;
      else if (!isHard && pressed_ms) {
        const was_ms = pressed_ms;
        pressed_ms = 0;
        if (now_ms - was_ms <= SHORTEST_MS) return;
        from_ms = Infinity;
        again();
      }
    },
  };
}
