// @ts-check
import { el, svg } from "../shared/elements.js";
import { highestForce } from "../shared/levels.js";
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
  const levels = p.levels?.length ? p.levels : [p];
  const asked = levels.map(({ force_n, low_n, high_n }) => {
    const share = Math.round((100 * (high_n - low_n)) / 2 / force_n);
    return `${plain(force_n)} N ± ${share} %`;
  });
  const numbers = `${asked.join(", then ")}, ${times(p.repetitions)}, ${plain(p.rest_s)} s rest`;
  const byFeel = "Force hidden: it stays hidden until you let go.";
  host.replaceChildren(
    el("h2", { text: p.name }),
    el("p", { class: "lead", text: p.purpose || "" }),
    picture,
    el("p", { class: "preview-line", text: numbers }),
    el("p", { class: "blind-note", text: weightText(highestForce(p)) }),
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
 * The picture of that shape.
 * @param {Protocol} p
 * @param {number} width
 */
export function draw(p, width) {
  const shape = pressShape(p, width, BASE, TOP);
  const { steps, y } = shape;
  const last = steps[steps.length - 1].level;
  const line = (/** @type {string} */ kind, /** @type {string} */ d) => svg("path", { class: kind, d });
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${HEIGHT}`, class: "shape-svg", role: "img", "aria-label": shapeText(shape) },
    ...bands(shape, width),
    line("s-ceiling", `M0 ${y(p.ceiling_n)}H${width}`),
    line("t-axis", `M0 ${BASE}H${width}`),
    line("s-press", `M0 ${BASE}H${shape.begins}`),
    ...steps.flatMap(({ level, begins, reached, mayEnd, ends }, k) => [
      line(
        "s-press",
        `M${begins} ${k ? y(steps[k - 1].level.force_n) : BASE}L${reached} ${y(level.force_n)}H${mayEnd}`,
      ),
      line("s-maybe", `M${mayEnd} ${y(level.force_n)}H${ends}`),
      steps.length > 1
        ? label(`${plain(level.force_n)} N`, (reached + ends) / 2, y(level.high_n) - 5, "middle", "s-big")
        : label(`${plain(level.force_n)} N`, 4, y(level.force_n) + 5, "start", "s-big"),
    ]),
    line("s-press", `M${shape.ends} ${y(last.force_n)}L${shape.isOver} ${BASE}H${width}`),
    label(`stop ${plain(p.ceiling_n)} N`, width - 4, y(p.ceiling_n) - 6, "end", ""),
    ...holdLabels(shape),
  );
}

/**
 * How long to hold, below each level; once for all where that is the same.
 * @param {ReturnType<typeof pressShape>} shape
 */
function holdLabels({ steps, reached, ends }) {
  const texts = steps.map(({ level }) => span(level.hold_min_s, level.hold_max_s, "s"));
  const each = steps.length > 1 ? " each" : "";
  if (new Set(texts).size === 1) {
    return [label(`hold ${texts[0]}${each}`, (reached + ends) / 2, BASE + 22, "middle", "s-big")];
  }
  return steps.map((step, k) =>
    label(texts[k], (step.reached + step.ends) / 2, BASE + 22, "middle", "s-big"),
  );
}

/**
 * The band of each level while it is held; of a single one from edge to edge.
 * @param {ReturnType<typeof pressShape>} shape
 * @param {number} width
 */
function bands({ steps, y }, width) {
  return steps.map(({ level, reached, ends }) => {
    const [x, w] = steps.length > 1 ? [reached, ends - reached] : [0, width];
    const top = y(level.high_n);
    return svg("rect", { class: "t-band", x, y: top, width: w, height: y(level.low_n) - top });
  });
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

/** @param {ReturnType<typeof pressShape>} shape */
function shapeText({ steps, into_s, away_s, total_s }) {
  const holds = steps.map(
    ({ level }) =>
      `hold ${span(level.hold_min_s, level.hold_max_s, "seconds")} ` +
      `between ${plain(level.low_n)} and ${plain(level.high_n)} newtons`,
  );
  return (
    `Press in over about ${Math.round(into_s)} seconds, ${holds.join(", then ")}, ` +
    `let go over about ${Math.max(1, Math.round(away_s))} seconds. ${Math.round(total_s)} seconds in all.`
  );
}
