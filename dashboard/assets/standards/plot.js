// @ts-check
import { el, svg } from "../shared/elements.js";
import { plain } from "../shared/numbers.js";
import { gathered, ticks } from "./plot_geometry.js";

/** @import {Plot} from "./types.js" */

const LEFT = 58;
const RIGHT = 12;
const TOP = 14;
const BOTTOM = 46;
const NARROWEST = 280;
const WIDEST = 760;
const SHAPE = 0.6;
const DOT = 5;
const APART = 6;
const HOW_MANY = "A number in a dot says how many lie there.";

/**
 * Points with levels, bands and a line, sharp at the width it is drawn for; below it what a number in a dot means.
 * @param {Plot} plot
 * @param {number} room px
 */
export function drawPlot(plot, room) {
  const width = Math.max(NARROWEST, Math.min(WIDEST, room));
  const height = Math.max(260, Math.round(width * SHAPE));
  const x = scale(plot.x, LEFT, width - RIGHT);
  const y = scale(plot.y, height - BOTTOM, TOP);
  const inside = (/** @type {number} */ at) => at >= plot.y.low && at <= plot.y.high;
  const bands = plot.bands.map((band) =>
    svg("rect", {
      class: `st-band ${band.kind}`,
      x: LEFT,
      width: width - RIGHT - LEFT,
      y: y(Math.min(band.high, plot.y.high)),
      height: Math.max(1, y(Math.max(band.low, plot.y.low)) - y(Math.min(band.high, plot.y.high))),
    }),
  );
  const uprights = ticks(plot.x.low, plot.x.high).map((at) =>
    text(plain(at).replace("-", "−"), x(at), height - BOTTOM + 20, "middle"),
  );
  const grid = ticks(plot.y.low, plot.y.high).flatMap((at) => [
    svg("path", { class: "st-grid", d: `M${LEFT} ${y(at)}H${width - RIGHT}` }),
    text(plain(at).replace("-", "−"), LEFT - 8, y(at) + 5, "end"),
  ]);
  const levels = plot.levels
    .filter((level) => inside(level.at))
    .flatMap((level) => [
      svg("path", { class: `st-level ${level.kind}`, d: `M${LEFT} ${y(level.at)}H${width - RIGHT}` }),
      text(level.text, width - RIGHT - 4, y(level.at) - 6, "end", "st-told"),
    ]);
  const line = plot.line && [
    svg("path", {
      class: "st-line",
      d: `M${x(plot.line.from[0])} ${y(plot.line.from[1])}L${x(plot.line.to[0])} ${y(plot.line.to[1])}`,
    }),
  ];
  const upright = plot.upright && [
    svg("path", { class: "st-level limit", d: `M${x(plot.upright.at)} ${TOP}V${height - BOTTOM}` }),
    text(plot.upright.text, x(plot.upright.at) + 6, TOP + 12, "start", "st-told"),
  ];
  const places = plot.x.values.map((at, index) => ({ x: x(at), y: y(plot.y.values[index]) }));
  const dots = gathered(places, APART).sort((one, other) => one.count - other.count);
  const names = [
    text(plot.x.name, (LEFT + width - RIGHT) / 2, height - 6, "middle"),
    svg("text", {
      class: "st-axis",
      x: 0,
      y: 0,
      transform: `translate(13 ${(TOP + height - BOTTOM) / 2}) rotate(-90)`,
      "text-anchor": "middle",
      text: plot.y.name,
    }),
  ];
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, class: "st-plot", role: "img", "aria-label": plot.label },
    ...bands,
    ...grid,
    ...uprights,
    ...(line ?? []),
    ...dots.flatMap(dot),
    ...levels,
    ...(upright ?? []),
    ...names,
  );
  const isGathered = dots.some((each) => each.count > 1);
  return [picture, ...(isGathered ? [el("p", { class: "st-words", text: HOW_MANY })] : [])];
}

/** @param {{x: number, y: number, count: number}} one */
function dot({ x, y, count }) {
  const said = String(count);
  if (count === 1) return [svg("circle", { class: "st-dot", cx: x, cy: y, r: DOT })];
  return [
    svg("circle", { class: "st-dot many", cx: x, cy: y, r: DOT + 1 + 3 * said.length }),
    text(said, x, y + 4, "middle", "st-count"),
  ];
}

/**
 * @param {{low: number, high: number}} span
 * @param {number} from px of the low end.
 * @param {number} to px of the high end.
 */
function scale({ low, high }, from, to) {
  const share = (to - from) / (high - low || 1);
  return (/** @type {number} */ value) => Math.round((from + (value - low) * share) * 10) / 10;
}

/**
 * @param {string} said
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 * @param {string} [kind]
 */
function text(said, x, y, anchor, kind = "st-axis") {
  return svg("text", { class: kind, x, y, "text-anchor": anchor, text: said });
}
