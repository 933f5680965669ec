// @ts-check
// Parts of the form before a calibration.
import { el } from "../shared/elements.js";

/** @import {Attributes} from "../shared/elements.js" */

export const DECIMAL = { inputmode: "decimal" };

/**
 * @param {string} name
 * @param {string} label
 * @param {string | undefined} value
 * @param {string} hint
 * @param {Attributes} [more]
 */
export function field(name, label, value, hint, more = {}) {
  const words = { name, value: value || "", id: `cal-${name}`, autocomplete: "off", class: "cal-input" };
  const input = el("input", { ...words, ...more });
  const small = hint && el("small", { text: hint });
  return el("label", { class: "field" }, el("span", { text: label }), input, small);
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} chosen
 * @param {string} title
 * @param {string} text
 */
export function radio(name, value, chosen, title, text) {
  const input = el("input", { type: "radio", name, value, checked: chosen === value });
  const words = el("span", {}, el("b", { text: title }), el("small", { text }));
  return el("label", { class: "choice" }, input, words);
}

/**
 * A number as people type it: null where nothing is typed, NaN where it is none.
 * @param {string | undefined} text
 */
export function typedNumber(text) {
  const typed = String(text || "")
    .trim()
    .replace(",", ".");
  return typed === "" ? null : Number(typed);
}
