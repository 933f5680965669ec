// @ts-check
import { highestForce } from "../shared/levels.js";

/** @import {Protocol} from "../shared/types.js" */

// Shares of the height: zero, and the target. The highest target stands here whatever the protocol.
const ZERO_AT = 0.94;
const TARGET_AT = 0.4;
const TOP_AT = 0.03;
const BOTTOM_AT = 0.985;

/**
 * Where a force stands on a gauge of this height, in CSS pixels from its top.
 * @param {Pick<Protocol, "force_n"> & Partial<Pick<Protocol, "levels">>} protocol
 * @param {number} height
 */
export function gaugeScale(protocol, height) {
  const zero = height * ZERO_AT;
  const perNewton = (height * (ZERO_AT - TARGET_AT)) / highestForce(protocol);
  return {
    zero,
    y: (/** @type {number} */ force_n) =>
      between(height * TOP_AT, zero - perNewton * force_n, height * BOTTOM_AT),
  };
}

/**
 * Sizes and places on a gauge, in CSS pixels: the band reaches from `left` to `right`, the dot stands at `x`.
 * @param {number} width
 * @param {number} height
 * @param {boolean} isBar a bar beside the band instead of a trace that leads to the dot.
 */
export function gaugeLayout(width, height, isBar) {
  const radius = between(19, Math.min(width, height) * 0.045, 44);
  const digits = between(34, height * 0.11, 120);
  const small = between(13, height * 0.032, 22);
  if (isBar) {
    const right = width * 0.5;
    const left = right - Math.min(width * 0.22, 190);
    return { left, right, radius, digits, small, x: right + Math.min(width * 0.13, 110) };
  }
  const x = Math.max(width * 0.6, width - radius * 2.2 - digits * 2.6);
  return { left: 0, right: width, radius, digits, small, x };
}

/**
 * Where the number of the band's upper edge stands: above it, or within the band where a ceiling close above would
 * strike it through.
 * @param {number} high
 * @param {number} ceiling
 * @param {number} small size of its letters.
 * @returns {{at: number, base: CanvasTextBaseline}}
 */
export function upperLabel(high, ceiling, small) {
  return high - ceiling > small + 12 ? { at: high - 6, base: "bottom" } : { at: high + 7, base: "top" };
}

/**
 * @param {number} least
 * @param {number} value
 * @param {number} most
 */
export function between(least, value, most) {
  return Math.max(least, Math.min(most, value));
}
