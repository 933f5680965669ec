// @ts-check
import { svg } from "../shared/elements.js";
import { whole } from "../shared/numbers.js";

/** @import {CalibrationDot} from "./types.js" */

const WIDTH = 380;
const HEIGHT = 220;
const LEFT = 82;
const BOTTOM = 36;
const MARGIN = 1.25;
/** @type {Record<CalibrationDot["leg"], string>} */
const SHAPES = { up: "M0 -7L6.5 5H-6.5Z", down: "M0 7L6.5 -5H-6.5Z", "": "M0 -7L7 0L0 7L-7 0Z" };

/**
 * Reading minus known force: what the readings do not agree about, far too small to see in a plain curve.
 * @param {CalibrationDot[]} dots
 */
export function createScatter(dots) {
  const most_n = Math.max(...dots.map((dot) => dot.force_n)) * 1.06;
  const off = dots.map((dot) => Math.abs(dot.off_n));
  const mostOff_n = Math.max(0.05, ...off) * MARGIN;
  const middle = (HEIGHT - BOTTOM) / 2;
  const x = (/** @type {number} */ force_n) => LEFT + (force_n / most_n) * (WIDTH - LEFT - 12);
  const y = (/** @type {number} */ off_n) => middle - (off_n / mostOff_n) * (middle - 8);
  const label =
    `${dots.length} readings under load; the largest is ${Math.max(...off).toFixed(3)} newtons ` +
    "off a straight line";
  const levels = [-1, 0, 1].flatMap((share) => {
    const off_n = (share * mostOff_n) / MARGIN;
    const d = `M${LEFT} ${y(off_n)}H${WIDTH - 12}`;
    const digits = Math.abs(off_n).toFixed(mostOff_n < 0.2 ? 3 : 2);
    const sign = off_n > 0 ? "+" : off_n < 0 ? "−" : "";
    return [
      svg("path", { class: share ? "c-grid" : "c-zero", d }),
      text(`${sign}${digits} N`, LEFT - 8, y(off_n) + 5, "end"),
    ];
  });
  const forces = [0, 0.5, 1].map((share) => {
    const force_n = (share * most_n) / 1.06;
    return text(`${whole(force_n)} N`, x(force_n), HEIGHT - 12, share === 1 ? "end" : "middle");
  });
  const marks = dots.map((dot, index) => {
    const newest = index === dots.length - 1 ? " newest" : "";
    const transform = `translate(${x(dot.force_n)} ${y(dot.off_n)})`;
    return svg("path", { class: `c-dot ${dot.leg || "check"}${newest}`, d: SHAPES[dot.leg], transform });
  });
  const words = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "cal-scatter", role: "img", "aria-label": label };
  return svg("svg", words, ...levels, ...forces, ...marks);
}

/**
 * @param {string} said
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 */
function text(said, x, y, anchor) {
  return svg("text", { x, y, "text-anchor": anchor, text: said });
}
