// @ts-check
import { highestForce } from "../shared/levels.js";
import { isKnown, scoreText, whole } from "../shared/numbers.js";
import { drawSymbol } from "../shared/symbols.js";
import { aboutOf, flagsOf, titleOf } from "./tile_texts.js";
import { shortened } from "./shortened.js";
import { rowsHeight, sizesIn } from "./text_sizes.js";

/** @import {Palette} from "../shared/canvas.js" */
/** @import {StationState} from "./station_state.js" */
/** @import {LeastSizes} from "./text_sizes.js" */
/** @import {WallView} from "./wall_view.js" */

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
 * @param {{least: LeastSizes, view: WallView}} how
 */
export function drawTile(ctx, palette, station, box, how) {
  const to = pen(ctx, palette, station, box, how);
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
 * @param {{least: LeastSizes, view: WallView}} how
 */
function pen(ctx, palette, station, { x, y, w, h }, { least, view }) {
  const sizes = sizesIn({ w, h }, least);
  const { padding, barW, name, small, state } = sizes;
  const barX = x + w - padding - barW;
  const { tone } = station.sign;
  const spare = Math.max(0, h - 2 * padding - rowsHeight(sizes)) / 3;
  const aboutY = y + padding + name * 1.15 + spare * 0.25;
  const stateY = aboutY + small * 1.2 + spare * 1.5 + (state * 1.15) / 2;
  return {
    ...{ ctx, palette, station, view, x, y, w, h, barX, aboutY, stateY, ...sizes },
    top: y + padding,
    base: y + h - padding,
    left: x + padding,
    textW: barX - x - padding * 2,
    least: least.secondary,
    flags: view.isProjector ? [] : flagsOf(station),
    colour: tone === "lost" || tone === "none" ? palette.soft : palette[tone],
  };
}

/** @typedef {ReturnType<typeof pen>} Pen */

/** @param {Pen} to */
function drawCard({ ctx, palette, flags, x, y, w, h }) {
  const isFramed = flags.length > 0;
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
 * Force against the band, at the right, its number below: the band at the same height in every tile.
 * @param {Pen} to
 */
function drawBand(to) {
  const { ctx, palette, station, view, barX, barW, top, small, colour } = to;
  const { protocol, sign, force_n } = station;
  const base = to.base - small * 1.35;
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
  // Whoever trains by feel sees the projector too.
  const isHidden = view.isProjector && protocol.feedback === "none";
  if (!isKnown(force_n) || sign.tone === "lost" || isHidden) return;
  ctx.fillStyle = colour;
  ctx.fillRect(barX + barW * 0.32, at(force_n), barW * 0.36, base - at(force_n));
  const dot = Math.max(7, Math.min(barW, base - top) * 0.26);
  const dotY = Math.max(top + dot, Math.min(base - dot, at(force_n)));
  drawSymbol(ctx, sign.tone === "none" ? "dot" : sign.symbol, barX + barW / 2, dotY, dot);
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  write(to, `${whole(force_n)} N`, barX + barW, to.base - small * 0.5, small, 650, palette.ink, barW * 1.3);
}

/** @param {Pen} to */
function drawNames(to) {
  const { ctx, palette, station, view, flags, left, top, name, small, aboutY, textW } = to;
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  write(to, titleOf(station.info, view), left, top, name, 650, palette.ink, textW);
  /* Why somebody should go there stands in the place of what the pad is: small tiles have no third line. */
  if (!flags.length) {
    write(to, aboutOf(station.info, view), left, aboutY, small, 400, palette.soft, textW);
    return;
  }
  const isCall = station.needs[0].kind === "calls_for_help";
  if (isCall) {
    ctx.fillStyle = palette.above;
    ctx.beginPath();
    ctx.roundRect(left - small * 0.2, aboutY - small * 0.12, textW + small * 0.2, small * 1.25, small * 0.25);
    ctx.fill();
  }
  write(to, flags.join(" · "), left, aboutY, small, 650, isCall ? palette.card : palette.above, textW);
}

/** @param {Pen} to */
function drawState(to) {
  const { ctx, palette, station, left, textW, state, stateY, colour } = to;
  ctx.fillStyle = colour;
  drawSymbol(ctx, station.sign.symbol, left + state * 0.42, stateY, state * 0.38);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const after = state * 1.15;
  const { word } = station.sign;
  write(to, word, left + after, stateY + state * 0.04, state, 650, palette.ink, textW - after, state);
}

/**
 * The ring of seconds held, or of rest left.
 * @param {Pen} to
 * @returns {number} where it ends, in CSS pixels.
 */
function drawSeconds(to) {
  const { ctx, palette, station, left, base, small, textW } = to;
  const { sign, phase, held_s, rest_left_s } = station;
  const { hold_s, hold_min_s, rest_s } = station.protocol;
  const r = small * 0.62;
  const isCounting = sign.tone !== "lost" && (phase === "holding" || phase === "releasing");
  const isResting = !isCounting && rest_left_s > 0;
  const restShare = isResting ? rest_left_s / rest_s : 0;
  const share = isCounting ? held_s / Math.max(hold_s, hold_min_s) : restShare;
  const rest = isResting ? `${Math.ceil(rest_left_s)} s` : "";
  const text = isCounting ? `${Math.floor(held_s)} s` : rest;
  if (!text) return left;
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
  ctx.textAlign = "left";
  write(to, text, at, base - r, small, 600, palette.ink, textW * 0.5);
  return at + ctx.measureText(text).width + small * 0.6;
}

/**
 * @param {Pen} to
 * @param {number} taken
 */
function drawScore(to, taken) {
  const { ctx, palette, station, barX, padding, base, small } = to;
  const { last_score, last_expanded } = station.info;
  if (!isKnown(last_score)) return;
  const score = scoreText(last_score, last_expanded);
  const right = barX - padding;
  const middle = base - small * 0.62;
  ctx.textAlign = "right";
  write(to, score, right, middle, small, 650, palette.ink, right - taken);
  const edge = right - ctx.measureText(score).width - small * 0.5;
  const label = ["last score", "score"].find((words) => ctx.measureText(words).width <= edge - taken);
  if (label) write(to, label, edge, middle, small, 400, palette.soft, edge - taken);
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
 * @param {number} [least] size.
 */
function write({ ctx, palette, ...to }, text, x, y, size, weight, fill, room, least = to.least) {
  ctx.font = `${weight} ${size}px ${palette.font}`;
  ctx.fillStyle = fill;
  const fits = Math.min(1, room / Math.max(1, ctx.measureText(text).width));
  if (fits < 1) ctx.font = `${weight} ${Math.max(least, size * fits)}px ${palette.font}`;
  ctx.fillText(
    shortened(text, room, (part) => ctx.measureText(part).width),
    x,
    y,
  );
}
