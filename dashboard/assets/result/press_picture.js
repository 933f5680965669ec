// @ts-check
import { svg } from "../shared/elements.js";
import { plain, quantity } from "../shared/numbers.js";
import { countedEnd } from "./lost_time.js";

/** @import {Hold, Protocol} from "../shared/types.js" */
/** @import {Cut, LostTime} from "./lost_time.js" */

export const HEIGHT = 220;
export const LEFT = 48;
export const TOP = 10;
export const BASE = HEIGHT - 34;
const SHORT_S = 0.05;
// Of a letter of 13 px, on the wide side.
const LETTER = 7;

/**
 * Force over time of one press: the band, the plateau, and below the axis what was lost where.
 * @param {HTMLElement} figure filled to its width.
 * @param {Cut} cut
 * @param {Hold} hold
 * @param {Protocol} protocol
 * @param {LostTime} lost
 */
export function drawPress(figure, cut, hold, protocol, lost) {
  const width = Math.max(260, figure.clientWidth);
  const right = width - 8;
  const t0 = cut.t[0];
  const lasts_s = Math.max(0.1, cut.t[cut.t.length - 1] - t0);
  const most_n = Math.max(protocol.high_n * 1.15, cut.f.reduce((a, b) => Math.max(a, b), 0) * 1.06);
  const x = (/** @type {number} */ t_s) => LEFT + ((t_s - t0) / lasts_s) * (right - LEFT);
  const y = (/** @type {number} */ force_n) => BASE - (Math.max(0, force_n) / most_n) * (BASE - TOP);
  const start = x(hold.plateau_start_s);
  const end = x(hold.plateau_end_s);
  const counted = x(countedEnd(hold, protocol));
  const isLonger = countedEnd(hold, protocol) < hold.plateau_end_s - SHORT_S;
  const first =
    hold.hold_s <= protocol.hold_s + SHORT_S ? "" : `; only the first ${plain(protocol.hold_s)} s are scored`;
  const picture = createTrace(
    width,
    `Force over time. ${insideText(lost)}`,
    rect("t-plateau", start, TOP, end, BASE),
    isLonger && rect("t-counted", counted, BASE - 6, counted + 1.5, BASE + 14),
    rect("t-band", LEFT, y(protocol.high_n), right, y(protocol.low_n)),
    svg("line", { class: "t-axis", x1: LEFT, x2: right, y1: BASE, y2: BASE }),
    svg("path", { class: "t-line", d: pathOf(cut, x, y) }),
    ...createMarks(lost, x),
    label(plain(protocol.high_n), LEFT - 6, y(protocol.high_n) + 4, "end"),
    label(plain(protocol.low_n), LEFT - 6, y(protocol.low_n) + 4, "end"),
    label("N", LEFT - 6, TOP + 8, "end"),
    caption(`you held ${quantity(hold.hold_s, "s")}${first}`, (start + end) / 2, width),
  );
  figure.replaceChildren(picture);
}

/**
 * The frame of a picture of force over time.
 * @param {number} width
 * @param {string} spoken what a screen reader says of it.
 * @param {Parameters<typeof svg>[2][]} parts
 */
export function createTrace(width, spoken, ...parts) {
  const size = { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT };
  return svg("svg", { class: "trace-svg", ...size, role: "img", "aria-label": spoken }, ...parts);
}

/**
 * @param {Cut} cut
 * @param {(t_s: number) => number} x
 * @param {(force_n: number) => number} y
 */
export function pathOf(cut, x, y) {
  const step = (/** @type {number} */ t_s, /** @type {number} */ i) =>
    `${i ? "L" : "M"}${x(t_s).toFixed(1)} ${y(cut.f[i]).toFixed(1)}`;
  return cut.t.map(step).join("");
}

/**
 * Below the axis, what was lost where.
 * @param {LostTime} lost
 * @param {(t_s: number) => number} x
 */
export function createMarks({ stretches }, x) {
  return stretches.map(({ from_s, to_s, side }) => {
    const top = side === "above" ? BASE + 3 : BASE + 9;
    return rect(`t-lost t-${side}`, x(from_s), top, Math.max(x(to_s), x(from_s) + 1.5), top + 5);
  });
}

/**
 * @param {string} kind
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 */
export function rect(kind, x0, y0, x1, y1) {
  return svg("rect", {
    class: kind,
    x: x0,
    y: y0,
    width: Math.max(0, x1 - x0),
    height: Math.max(0, y1 - y0),
  });
}

/** @param {LostTime} lost */
function insideText({ stretches, sides }) {
  if (!stretches.length) return "Inside the band all the time.";
  return `Outside the band for ${quantity(sides.below + sides.above, "s")}.`;
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {"end" | "middle"} anchor
 */
export function label(text, x, y, anchor) {
  return svg("text", { x, y, "text-anchor": anchor, text });
}

/**
 * Under the press where there is room, else as far aside as keeps it whole.
 * @param {string} text
 * @param {number} x
 * @param {number} width
 */
function caption(text, x, width) {
  const half = (text.length * LETTER) / 2;
  return label(text, Math.max(half, Math.min(x, width - half)), HEIGHT - 4, "middle");
}
