// @ts-check
import { isKnown } from "../shared/numbers.js";

/** @import {CalibrationStep} from "./types.js" */

const LONG_STEP_S = 20;

/**
 * What the sensor reads: newtons where it is calibrated already, else counts.
 * @param {Pick<CalibrationStep, "reading_n" | "reading_raw">} bench
 * @returns {[string, string]} number and unit.
 */
export function readingText({ reading_n, reading_raw }) {
  if (isKnown(reading_n)) return [`${reading_n < -0.005 ? "−" : ""}${Math.abs(reading_n).toFixed(2)}`, "N"];
  if (!isKnown(reading_raw)) return ["–", ""];
  return [Number(reading_raw.toFixed(0)).toLocaleString("en-GB").replaceAll(",", " "), "counts"];
}

/**
 * Numbers stay with their units when a line is broken.
 * @param {string} text
 */
export function unbroken(text) {
  return text.replace(/(\d) (k?g)\b/g, "$1\u00a0$2").replace(/ \+ /g, "\u00a0+ ");
}

/**
 * How calm the reading is, and how long the step lasts.
 * @param {Pick<CalibrationStep, "paused" | "finished" | "status" | "waited_frac" | "step_s">} bench
 * @param {boolean} isCalm
 */
export function stateText(bench, isCalm) {
  if (bench.paused || bench.finished) return "";
  if (!isCalm) return `◌ ${bench.status === "waiting for the sensor" ? bench.status : "moving"}`;
  return `● ${timeLeft(bench) || (bench.status === "settling" ? "still" : bench.status) || "still"}`;
}

/** @param {Pick<CalibrationStep, "waited_frac" | "step_s">} bench */
function timeLeft({ waited_frac, step_s }) {
  if (!waited_frac || step_s < LONG_STEP_S) return "";
  const left_s = (1 - waited_frac) * step_s;
  return left_s > 90 ? `${Math.ceil(left_s / 60)} minutes left` : `${Math.ceil(left_s)} s left`;
}
