// @ts-check
import { el } from "./elements.js";

/**
 * Colours of theme.css by name, and its font.
 * @typedef {Record<"ink" | "soft" | "line" | "page" | "card" | "band" | "band-edge" | "below" | "in" | "above"
 *   | "over" | "font", string>} Palette
 */

/** @type {(keyof Palette)[]} */
const NAMES = ["ink", "soft", "line", "page", "card", "band", "band-edge", "below", "in", "above", "font"];

/** @type {Palette | null} */
let known = null;
/** @type {Set<() => void>} */
const canvases = new Set();

/** The colours of the scheme that is chosen now; read again when light and dark change. */
export function palette() {
  if (!known) {
    const style = getComputedStyle(document.documentElement);
    const entries = NAMES.map((name) => [name, style.getPropertyValue(`--sh-${name}`).trim()]);
    const read = /** @type {Palette} */ (Object.fromEntries(entries));
    known = { ...read, over: read.above };
    watchScheme();
  }
  return known;
}

let isWatched = false;
function watchScheme() {
  if (isWatched) return;
  isWatched = true;
  const changed = () => {
    known = null;
    for (const ask of canvases) ask();
  };
  const where = { attributes: true, attributeFilter: ["data-mantine-color-scheme"] };
  new MutationObserver(changed).observe(document.documentElement, where);
}

/**
 * A canvas that follows the size of its host, the pixel density and the colour scheme.
 * @param {Element} host
 * @param {string} label
 * @param {(ctx: CanvasRenderingContext2D, width: number, height: number) => void} paint in CSS pixels.
 */
export function createCanvas(host, label, paint) {
  const canvas = el("canvas", { role: "img", "aria-label": label });
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  let width = 0;
  let height = 0;
  let asked = 0;
  const frame = () => {
    asked = 0;
    if (!width || !height) return;
    const density = window.devicePixelRatio || 1;
    const w = Math.round(width * density);
    const h = Math.round(height * density);
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    ctx.setTransform(density, 0, 0, density, 0, 0);
    ctx.clearRect(0, 0, width, height);
    paint(ctx, width, height);
  };
  const ask = () => {
    if (!asked) asked = requestAnimationFrame(frame);
  };
  const size = new ResizeObserver(([entry]) => {
    ({ width, height } = entry.contentRect);
    ask();
  });
  host.append(canvas);
  size.observe(host);
  canvases.add(ask);
  return {
    /** Paint at the next refresh of the screen. */
    ask,
    stop() {
      size.disconnect();
      canvases.delete(ask);
      cancelAnimationFrame(asked);
      canvas.remove();
    },
  };
}
