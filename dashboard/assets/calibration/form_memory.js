// @ts-check
// What was typed last time, kept in this browser.

/** @import {Weight} from "./weights.js" */

/**
 * @typedef {"plan" | "how" | "law" | "latitude_deg" | "height_m" | "gravity_m_per_s2" | "full_scale_raw" | "range_n"
 *   | "person" | "place" | "laboratory"} FieldName
 */

/** @typedef {Partial<Record<FieldName, string>> & {plan: string, how: string, law: string, weights: Weight[]}} Typed */

const KEY = "steadyhold-calibration";

/** @type {Weight[]} */
const NO_WEIGHTS = [{ kg: "" }, { kg: "" }, { kg: "" }, { kg: "", check: true }];

/** @returns {Typed} */
export function typedBefore() {
  const first = { weights: NO_WEIGHTS, plan: "full", how: "place", law: "polynomial" };
  try {
    return { ...first, ...JSON.parse(localStorage.getItem(KEY) || "{}") };
  } catch {
    return first;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Weight[]} weights
 */
export function rememberTyped(form, weights) {
  const typed = { ...Object.fromEntries(new FormData(form)), weights: weights.length ? weights : NO_WEIGHTS };
  try {
    localStorage.setItem(KEY, JSON.stringify(typed));
  } catch {
    // A private window forgets.
  }
}
