// @ts-check
/** @import {SampleHistory} from "./sample_history.js" */

const GAP_S = 0.5;

/**
 * A path through the samples from one on; of those that share a screen column only the lowest and the highest.
 * Where no force is known, or nothing came, there is no line.
 * @param {Pick<CanvasRenderingContext2D, "beginPath" | "moveTo" | "lineTo">} ctx
 * @param {SampleHistory} samples
 * @param {number} from number of the first sample.
 * @param {number} column_s width of a screen column.
 * @param {(t_s: number) => number} x
 * @param {(force_n: number) => number} y
 */
export function tracePath(ctx, samples, from, column_s, x, y) {
  let column = NaN;
  let low = 0;
  let high = 0;
  let lowAt = 0;
  let highAt = 0;
  let isLifted = true;
  const to = (/** @type {number} */ i) => {
    if (isLifted) ctx.moveTo(x(samples.t(i)), y(samples.f(i)));
    else ctx.lineTo(x(samples.t(i)), y(samples.f(i)));
    isLifted = false;
  };
  const leaveColumn = () => {
    if (Number.isNaN(column)) return;
    to(Math.min(lowAt, highAt));
    if (lowAt !== highAt) to(Math.max(lowAt, highAt));
  };
  const lift = () => {
    leaveColumn();
    column = NaN;
    isLifted = true;
  };
  ctx.beginPath();
  for (let i = from; i < samples.count; i += 1) {
    const force_n = samples.f(i);
    if (i > from && samples.t(i) - samples.t(i - 1) > GAP_S) lift();
    if (!Number.isFinite(force_n)) {
      lift();
      continue;
    }
    // By its time: a column keeps its samples while it moves.
    const here = Math.floor(samples.t(i) / column_s);
    if (here !== column) {
      leaveColumn();
      column = here;
      low = high = force_n;
      lowAt = highAt = i;
    } else if (force_n < low) {
      low = force_n;
      lowAt = i;
    } else if (force_n > high) {
      high = force_n;
      highAt = i;
    }
  }
  leaveColumn();
  if (from < samples.count) to(samples.count - 1);
}
