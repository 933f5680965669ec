// @ts-check
import { createCanvas, palette } from "../shared/canvas.js";
import { counters, isWatched, tellDrawn } from "../shared/drawn.js";
import { plain, whole } from "../shared/numbers.js";
import { drawSymbol } from "../shared/symbols.js";
import { between, gaugeLayout, gaugeScale, upperLabel } from "./gauge_scale.js";
import { createSampleHistory } from "./sample_history.js";
import { tracePath } from "./trace_path.js";

/** @import {Protocol, TraceFrame, Zone} from "../shared/types.js" */
/** @import {Symbol} from "../shared/symbols.js" */
/** @import {SampleHistory} from "./sample_history.js" */

const WINDOW_S = 10;
const NEWEST_S = 0.8;
const NUMBER_MS = 100;
const OTHER_LEVEL_ALPHA = 0.35;
const LADDER_W = 12;
/** @type {Partial<Record<Zone, Symbol>>} */
const SYMBOLS = { below: "down", above: "up", over: "stop" };

/** @typedef {"trace" | "bar"} Display */
/** @typedef {{protocol: Protocol, zone: Zone, isStale: boolean, display: Display}} GaugeState */

/**
 * Force against the band, ten seconds of it: frames are stored when they come and drawn once a screen refresh.
 * @param {Element} host
 */
export function createGauge(host) {
  const samples = createSampleHistory();
  /** @type {Omit<GaugeState, "protocol"> & {protocol: Protocol | null}} */
  const state = { protocol: null, zone: "none", isStale: true, display: "trace" };
  let drawnUpTo = 0;
  let number = "";
  let numbered_ms = 0;

  const paint = (
    /** @type {CanvasRenderingContext2D} */ ctx,
    /** @type {number} */ W,
    /** @type {number} */ H,
  ) => {
    const { protocol } = state;
    if (protocol) draw(pen(ctx, W, H, { ...state, protocol }));
    const { count } = samples;
    if (count <= drawnUpTo) return;
    const fresh = [];
    const from = Math.max(drawnUpTo, samples.oldest);
    if (isWatched()) for (let i = from; i < count; i += 1) fresh.push(samples.epoch(i));
    drawnUpTo = count;
    tellDrawn(fresh);
  };

  const draw = (/** @type {Pen} */ to) => {
    drawBand(to);
    const force_n = samples.count ? samples.f(samples.count - 1) : NaN;
    if (!Number.isFinite(force_n)) return;
    if (to.isBar) drawBar(to, force_n);
    else drawTrace(to, samples);
    const dotY = between(to.radius * 1.6, to.y(force_n), to.height - to.radius * 1.2);
    drawDot(to, dotY);
    if (to.isStale) return;
    if (performance.now() - numbered_ms > NUMBER_MS) {
      numbered_ms = performance.now();
      number = whole(force_n);
    }
    drawNumber(to, number, force_n);
  };

  const { ask, stop } = createCanvas(host, "Force of the last ten seconds against the target band", paint);
  return {
    samples,
    stop,
    ask,
    /** @param {TraceFrame} frame */
    push(frame) {
      const before = samples.count;
      samples.push(frame);
      if (samples.count < before) drawnUpTo = 0;
      counters.samples += frame.n;
      ask();
    },
    /** @param {Partial<GaugeState>} changes */
    set(changes) {
      Object.assign(state, changes);
      ask();
    },
  };
}

/**
 * All that a part of the drawing needs.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} width
 * @param {number} height
 * @param {GaugeState} state
 */
function pen(ctx, width, height, { protocol, zone, isStale, display }) {
  const colours = palette();
  const isOut = !isStale && zone !== "in" && zone !== "none";
  const isBar = display === "bar";
  return {
    ...{ ctx, width, height, protocol, zone, isStale, isBar, isOut, colours },
    ...gaugeScale(protocol, height),
    ...gaugeLayout(width, height, isBar),
    colour: isStale ? colours.soft : zone === "none" ? colours.ink : colours[zone],
  };
}

/** @typedef {ReturnType<typeof pen>} Pen */

/** @param {Pen} to */
function drawBand(to) {
  const { ctx, width, protocol, isBar, colours, zero, y, left, right, small } = to;
  const high = y(protocol.high_n);
  const low = y(protocol.low_n);
  const ceiling = y(protocol.ceiling_n);
  ctx.fillStyle = colours.band;
  ctx.fillRect(left, high, right - left, low - high);
  ctx.fillStyle = colours["band-edge"];
  ctx.fillRect(left, high - 1, right - left, 2);
  ctx.fillRect(left, low - 1, right - left, 2);
  drawLadder(to);
  ctx.fillStyle = colours.line;
  ctx.fillRect(0, zero, width, 1);
  ctx.setLineDash([10, 8]);
  line(ctx, colours.above, 1.5, 0, ceiling, width, ceiling);
  ctx.setLineDash([]);
  ctx.font = `500 ${small}px ${colours.font}`;
  ctx.textAlign = "left";
  ctx.fillStyle = colours.soft;
  const label = (
    /** @type {string} */ text,
    /** @type {number} */ at,
    /** @type {CanvasTextBaseline} */ base,
  ) => {
    ctx.textBaseline = base;
    ctx.fillText(text, isBar ? left : 30, at);
  };
  const upper = upperLabel(high, ceiling, small);
  label(`${plain(protocol.high_n)} N`, upper.at, upper.base);
  label(`${plain(protocol.low_n)} N`, low + 7, "top");
  if (isBar) return;
  label("0 N", zero - 4, "bottom");
  label(`stop ${plain(protocol.ceiling_n)} N`, ceiling - 6, "bottom");
}

/**
 * All levels of the press as a ladder beside the band: where it was before, and where it goes next.
 * @param {Pen} to
 */
function drawLadder({ ctx, protocol, isBar, colours, y, left }) {
  const levels = protocol.levels ?? [];
  if (levels.length < 2) return;
  ctx.fillStyle = colours["band-edge"];
  for (const { force_n, low_n, high_n } of levels) {
    ctx.globalAlpha = force_n === protocol.force_n ? 1 : OTHER_LEVEL_ALPHA;
    ctx.fillRect(left + (isBar ? -2 : 0.6) * LADDER_W, y(high_n), LADDER_W, y(low_n) - y(high_n));
  }
  ctx.globalAlpha = 1;
}

/**
 * @param {Pen} to
 * @param {number} force_n
 */
function drawBar({ ctx, x, zero, y, radius, colour }, force_n) {
  ctx.lineCap = "butt";
  line(ctx, colour, Math.max(6, radius * 0.4), x, zero, x, y(force_n));
}

/**
 * @param {Pen} to
 * @param {SampleHistory} samples
 */
function drawTrace({ ctx, x, y, isStale, isOut, colours, colour }, samples) {
  const now_s = samples.t(samples.count - 1);
  ctx.strokeStyle = colours.soft;
  ctx.globalAlpha = isStale ? 0.4 : 1;
  ctx.lineWidth = 2;
  ctx.lineJoin = "round";
  const xOf = (/** @type {number} */ t_s) => x * (1 - (now_s - t_s) / WINDOW_S);
  tracePath(ctx, samples, samples.first(now_s - WINDOW_S), WINDOW_S / x, xOf, y);
  ctx.stroke();
  ctx.globalAlpha = 1;
  if (!isOut) return;
  // What is past keeps its colour: only the newest stretch says that the force is outside now.
  ctx.strokeStyle = colour;
  ctx.lineWidth = 3.5;
  tracePath(ctx, samples, samples.first(now_s - NEWEST_S), WINDOW_S / x, xOf, y);
  ctx.stroke();
}

/**
 * The force now; outside the band with what is missing, or too much, as a line from the band to it.
 * @param {Pen} to
 * @param {number} dotY
 */
function drawDot({ ctx, x, y, protocol, zone, isStale, isOut, radius, colour }, dotY) {
  const edge = y(zone === "below" ? protocol.low_n : protocol.high_n);
  if (isOut) line(ctx, colour, Math.max(5, radius * 0.3), x, edge, x, dotY);
  ctx.fillStyle = colour;
  drawSymbol(ctx, isStale ? "hollow" : SYMBOLS[zone] || "dot", x, dotY, isOut ? radius * 1.2 : radius);
}

/**
 * @param {Pen} to
 * @param {string} number
 * @param {number} force_n
 */
function drawNumber({ ctx, x, y, height, protocol, radius, digits, colours }, number, force_n) {
  const at = between(digits * 0.6, y(force_n), height - digits * 0.6);
  ctx.font = `650 ${digits}px ${colours.font}`;
  ctx.textBaseline = "middle";
  // Digits stay in their columns.
  ctx.textAlign = "right";
  ctx.fillStyle = colours.ink;
  const edge = x + radius * 1.7 + ctx.measureText(protocol.ceiling_n * 1.5 >= 100 ? "000" : "00").width;
  ctx.fillText(number, edge, at);
  ctx.textAlign = "left";
  ctx.font = `500 ${digits * 0.45}px ${colours.font}`;
  ctx.fillStyle = colours.soft;
  ctx.fillText("N", edge + digits * 0.12, at + digits * 0.13);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} colour
 * @param {number} width
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 */
function line(ctx, colour, width, x0, y0, x1, y1) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
}
