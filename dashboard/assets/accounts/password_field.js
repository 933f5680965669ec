// @ts-check
import { el } from "../shared/elements.js";
import { textField } from "../shared/text_field.js";

/**
 * A password with its label; browsers offer to keep it, or to fill it in.
 * @param {string} label
 * @param {string} id
 * @param {AutoFill} autocomplete
 */
export function passwordField(label, id, autocomplete) {
  const field = textField(label, id, "password");
  field.input.autocomplete = autocomplete;
  field.input.required = true;
  field.input.maxLength = 1000;
  return field;
}

/**
 * Whose password a form is about, for browsers that keep passwords; nobody sees it.
 * @param {string} login
 */
export function hiddenLogin(login) {
  return el("input", { type: "text", autocomplete: "username", value: login, hidden: true, readonly: true });
}
