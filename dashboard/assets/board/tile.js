// @ts-check
import { highestForce } from "../shared/levels.js";
import { isKnown, scoreText } from "../shared/numbers.js";
import { drawSymbol } from "../shared/symbols.js";
import { trustOf } from "./station_state.js";
import { shortened } from "./shortened.js";

/** @import {Palette} from "../shared/canvas.js" */
/** @import {StationState} from "./station_state.js" */

// Of the height of the screen: what can be read from the back of a room.
const LEAST_SHARE = 0.015;

/**
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {{x: number, y: number, w: number, h: number}} Box
 */

/**
 * One station on the board: name, state, force against its band, seconds, last score.
 * @param {Context} ctx
 * @param {Palette} palette
 * @param {StationState} station
 * @param {Box} box
 */
export function drawTile(ctx, palette, station, box) {
  const to = pen(ctx, palette, station, box);
  drawCard(to);
  drawBand(to);
  drawNames(to);
  drawState(to);
  drawScore(to, drawSeconds(to));
}

/**
 * @param {Context} ctx
 * @param {Palette} palette
 * @param {StationState} station
 * @param {Box} box
 */
function pen(ctx, palette, station, { x, y, w, h }) {
  const padding = Math.max(14, h * 0.07);
  const barW = Math.max(26, Math.min(w * 0.13, h * 0.3));
  const barX = x + w - padding - barW;
  const { tone } = station.sign;
  return {
    ...{ ctx, palette, station, x, y, w, h, padding, barW, barX },
    top: y + padding,
    base: y + h - padding,
    left: x + padding,
    textW: barX - x - padding * 2,
    small: Math.max(14, h * 0.085),
    colour: tone === "lost" || tone === "none" ? palette.soft : palette[tone],
  };
}

/** @typedef {ReturnType<typeof pen>} Pen */

/** @param {Pen} to */
function drawCard({ ctx, palette, station, x, y, w, h }) {
  const isFramed = station.needs.length > 0;
  ctx.fillStyle = palette.card;
  ctx.beginPath();
  ctx.roundRect(x, y, w, h, 12);
  ctx.fill();
  ctx.lineWidth = isFramed ? Math.max(4, h * 0.018) : 1;
  ctx.strokeStyle = isFramed ? palette.above : palette.line;
  ctx.beginPath();
  ctx.roundRect(x + ctx.lineWidth / 2, y + ctx.lineWidth / 2, w - ctx.lineWidth, h - ctx.lineWidth, 12);
  ctx.stroke();
}

/**
 * Force against the band, at the right: the band at the same height in every tile.
 * @param {Pen} to
 */
function drawBand({ ctx, palette, station, barX, barW, top, base, colour }) {
  const { protocol, sign, force_n } = station;
  const perNewton = (base - top) / (highestForce(protocol) * 1.7);
  const at = (/** @type {number} */ force) => Math.max(top, Math.min(base, base - perNewton * force));
  const high = at(protocol.high_n);
  const low = at(protocol.low_n);
  ctx.strokeStyle = palette.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(barX + 0.5, top + 0.5, barW - 1, base - top - 1);
  ctx.fillStyle = palette.band;
  ctx.fillRect(barX, high, barW, low - high);
  ctx.fillStyle = palette["band-edge"];
  ctx.fillRect(barX, high - 1, barW, 2);
  ctx.fillRect(barX, low - 1, barW, 2);
  if (!Number.isFinite(force_n) || sign.tone === "lost") return;
  ctx.fillStyle = colour;
  ctx.fillRect(barX + barW * 0.32, at(force_n), barW * 0.36, base - at(force_n));
  const dot = Math.max(7, barW * 0.26);
  const dotY = Math.max(top + dot, Math.min(base - dot, at(force_n)));
  drawSymbol(ctx, sign.tone === "none" ? "dot" : sign.symbol, barX + barW / 2, dotY, dot);
}

/** @param {Pen} to */
function drawNames(to) {
  const { ctx, palette, station, left, top, w, h, small, textW } = to;
  const { info } = station;
  const name = Math.max(17, Math.min(h * 0.13, w * 0.07));
  const pad = info.learner_name ? info.name : "";
  const feel = info.protocol.feedback === "none" ? "by feel" : "";
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  write(to, info.learner_name || info.name, left, top, name, 650, palette.ink, textW);
  /* Why somebody should go there stands in the place of what the pad is: small tiles have no third line. */
  const flags = station.needs.map(({ word }) => word).filter((word) => word !== station.sign.word);
  const about = [pad, info.protocol.name, feel, trustOf(info)].filter(Boolean).join(" · ");
  if (flags.length) write(to, flags.join(" · "), left, top + name * 1.22, small, 650, palette.above, textW);
  else write(to, about, left, top + name * 1.22, small * 0.92, 400, palette.soft, textW);
}

/** @param {Pen} to */
function drawState(to) {
  const { ctx, palette, station, left, y, w, h, textW, colour } = to;
  const big = Math.max(22, Math.min(h * 0.2, w * 0.092));
  const middle = y + h * 0.55;
  ctx.fillStyle = colour;
  drawSymbol(ctx, station.sign.symbol, left + big * 0.42, middle, big * 0.38);
  ctx.textBaseline = "middle";
  const after = big * 1.15;
  write(to, station.sign.word, left + after, middle + big * 0.04, big, 650, palette.ink, textW - after);
}

/**
 * The ring of seconds held, or of rest left.
 * @param {Pen} to
 * @returns {number} where it ends, in CSS pixels.
 */
function drawSeconds(to) {
  const { ctx, palette, station, left, base, h, small, textW } = to;
  const { sign, phase, held_s, rest_left_s } = station;
  const { hold_s, hold_min_s, rest_s } = station.protocol;
  const r = Math.max(11, h * 0.085);
  const isCounting = sign.tone !== "lost" && (phase === "holding" || phase === "releasing");
  const isResting = !isCounting && rest_left_s > 0;
  const restShare = isResting ? rest_left_s / rest_s : 0;
  const share = isCounting ? held_s / Math.max(hold_s, hold_min_s) : restShare;
  const rest = isResting ? `${Math.ceil(rest_left_s)} s` : "";
  const text = isCounting ? `${Math.floor(held_s)} s` : rest;
  const arc = (/** @type {string} */ colour, /** @type {number} */ filled) => {
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.arc(left + r, base - r, r * 0.83, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * filled);
    ctx.stroke();
  };
  ctx.lineWidth = r * 0.34;
  arc(palette.line, 1);
  if (share > 0) arc(isCounting ? palette["band-edge"] : palette.soft, Math.min(1, share));
  const at = left + r * 2.5;
  write(to, text, at, base - r + 1, small * 1.15, 600, palette.ink, textW * 0.45);
  return text ? at + ctx.measureText(text).width + small * 0.6 : at;
}

/**
 * @param {Pen} to
 * @param {number} taken
 */
function drawScore(to, taken) {
  const { ctx, palette, station, barX, padding, base, h, small, textW } = to;
  const { last_score, last_expanded } = station.info;
  if (!isKnown(last_score)) return;
  const score = scoreText(last_score, last_expanded);
  const right = barX - padding * 1.2;
  const middle = base - Math.max(11, h * 0.085) + 1;
  ctx.textAlign = "right";
  write(to, score, right, middle, small * 1.15, 650, palette.ink, textW * 0.3);
  const edge = right - ctx.measureText(score).width - small * 0.5;
  write(to, "last score", edge, middle, small * 0.92, 400, palette.soft, edge - taken);
}

/**
 * A text that is made smaller where it does not fit, and cut where it could no longer be read from afar.
 * @param {Pen} to
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {number} weight
 * @param {string} fill
 * @param {number} room
 */
function write({ ctx, palette }, text, x, y, size, weight, fill, room) {
  ctx.font = `${weight} ${size}px ${palette.font}`;
  ctx.fillStyle = fill;
  const fits = Math.min(1, room / Math.max(1, ctx.measureText(text).width));
  const least = Math.min(size, LEAST_SHARE * window.innerHeight);
  if (fits < 1) ctx.font = `${weight} ${Math.max(least, size * fits)}px ${palette.font}`;
  ctx.fillText(
    shortened(text, room, (part) => ctx.measureText(part).width),
    x,
    y,
  );
}
