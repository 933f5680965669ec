// @ts-check
import { el, svg } from "../shared/elements.js";
import { isKnown, plain, span, times } from "../shared/numbers.js";
import { pressShape } from "./shape_geometry.js";

/** @import {Protocol} from "../shared/types.js" */

const HEIGHT = 190;
const BASE = HEIGHT - 30;
const TOP = 12;

/**
 * The shape of one press of a protocol: press in, hold in the band, let go.
 * @param {HTMLElement} host its `data-protocol` is the protocol as JSON, its target beside the rest; with
 *   `data-bare` the picture is all.
 */
export function mount(host) {
  /** @type {Protocol | null} */
  const p = JSON.parse(host.dataset.protocol || "null");
  if (!p || !isKnown(p.force_n) || !isKnown(p.hold_max_s)) return;
  const picture = draw(p, Math.max(280, Math.min(560, host.clientWidth || 480)));
  if (host.dataset.bare) {
    host.replaceChildren(picture);
    return;
  }
  const share = Math.round((100 * (p.high_n - p.low_n)) / 2 / p.force_n);
  const numbers = `${plain(p.force_n)} N ± ${share} %, ${times(p.repetitions)}, ${plain(p.rest_s)} s rest`;
  const byFeel = "Force hidden: it stays hidden until you let go.";
  host.replaceChildren(
    el("h2", { text: p.name }),
    el("p", { class: "lead", text: p.purpose || "" }),
    picture,
    el("p", { class: "preview-line", text: numbers }),
    el("p", { class: "blind-note", text: weightText(p.force_n) }),
  );
  if (p.feedback === "none") host.append(el("p", { class: "blind-note", text: byFeel }));
}

/**
 * What a force is like, for whoever thinks in kilograms.
 * @param {number} force_n
 */
export function weightText(force_n) {
  return `${plain(force_n)} N is about the weight of ${plain(Math.round(force_n) / 10)} kg.`;
}

/**
 * @param {Protocol} p
 * @param {number} width
 */
function draw(p, width) {
  const shape = pressShape(p, width, BASE, TOP);
  const { y } = shape;
  const line = (/** @type {string} */ kind, /** @type {string} */ d) => svg("path", { class: kind, d });
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${HEIGHT}`, class: "shape-svg", role: "img", "aria-label": inWords(p, shape) },
    svg("rect", { class: "t-band", x: 0, y: y(p.high_n), width, height: y(p.low_n) - y(p.high_n) }),
    line("s-ceiling", `M0 ${y(p.ceiling_n)}H${width}`),
    line("t-axis", `M0 ${BASE}H${width}`),
    line("s-press", `M0 ${BASE}H${shape.begins}L${shape.reached} ${y(p.force_n)}H${shape.mayEnd}`),
    line("s-maybe", `M${shape.mayEnd} ${y(p.force_n)}H${shape.ends}`),
    line("s-press", `M${shape.ends} ${y(p.force_n)}L${shape.isOver} ${BASE}H${width}`),
    label(`${plain(p.force_n)} N`, 4, y(p.force_n) + 5, "start", "s-big"),
    label(`stop ${plain(p.ceiling_n)} N`, width - 4, y(p.ceiling_n) - 6, "end", ""),
    label(
      `hold ${span(p.hold_min_s, p.hold_max_s, "s")}`,
      (shape.reached + shape.ends) / 2,
      BASE + 22,
      "middle",
      "s-big",
    ),
  );
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 * @param {string} kind
 */
function label(text, x, y, anchor, kind) {
  return svg("text", { x, y, "text-anchor": anchor, class: kind, text });
}

/**
 * @param {Protocol} p
 * @param {ReturnType<typeof pressShape>} shape
 */
function inWords(p, { into_s, away_s, total_s }) {
  return (
    `Press in over about ${Math.round(into_s)} seconds, hold ${span(p.hold_min_s, p.hold_max_s, "seconds")} ` +
    `between ${plain(p.low_n)} and ${plain(p.high_n)} newtons, ` +
    `let go over about ${Math.max(1, Math.round(away_s))} seconds. ${Math.round(total_s)} seconds in all.`
  );
}
