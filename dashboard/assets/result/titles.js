// @ts-check
import { isKnown } from "../shared/numbers.js";

/** @type {Record<string, {title: string}> | null} */
let criteria = null;

/**
 * What a criterion is called; the page carries the titles of all (dashboard/shell.py).
 * @param {string} name
 */
export function titleOf(name) {
  criteria ??= JSON.parse(document.getElementById("criteria")?.textContent || "{}");
  return criteria?.[name]?.title ?? name;
}

/**
 * Why a score is neither passed nor failed.
 * @param {unknown} expanded error of the score, where it is known.
 */
export function borderlineText(expanded) {
  return isKnown(expanded)
    ? "Borderline: the pass mark lies within the error of the sensor. Repeat."
    : "Neither passed nor failed: nobody knows the error of this sensor. Calibrate it.";
}
