// @ts-check
import { el } from "./elements.js";

/**
 * A line of text with its label.
 * @param {string} label
 * @param {string} id
 * @param {string} [type]
 */
export function textField(label, id, type = "text") {
  const input = el("input", { id, type, class: "class-input", autocomplete: "off", maxlength: 200 });
  return { input, element: el("label", { class: "field", for: id }, el("span", { text: label }), input) };
}
