// @ts-check
// One input of the form with its name, its unit, a hint, and room for what is wrong.
import { el } from "../shared/elements.js";
import { ENDS } from "./document.js";

/** @import {Field} from "./types.js" */

const END_TITLES = { low: "at least", high: "at most" };

/**
 * @typedef {{
 *   element: HTMLElement,
 *   read: (into: Record<string, string>) => void,
 *   write: (from: Record<string, string>) => void,
 *   refuse: (text: string) => void,
 * }} Input
 */

/**
 * An input for a key.
 * @param {Field} field
 * @param {string} key where its text stands among what is typed.
 * @param {string} id of its element, also where a mistake is put.
 * @returns {Input}
 */
export function createInput(field, key, id) {
  if (field.kind === "pair") return createPair(field, key, id);
  const control = controlFor(field, id);
  const { hint, wrong } = below(field.words, id);
  const label = el("label", { for: id, text: titleOf(field) });
  return {
    element: el("div", { class: "field tg-field" }, label, control, hint, wrong),
    read(into) {
      into[key] = control.value;
    },
    write(from) {
      control.value = from[key] ?? "";
    },
    refuse: refusal(wrong, [control]),
  };
}

/**
 * A tick for a key that is true or not there.
 * @param {Field} field
 * @param {string} id
 */
export function createTick(field, id) {
  const box = el("input", { type: "checkbox", id, "aria-describedby": `${id}-hint` });
  const label = el("label", { class: "tick", for: id }, box, el("span", { text: field.title }));
  const hint = el("small", { id: `${id}-hint`, text: field.words });
  return { element: el("div", { class: "field tg-field" }, label, hint), box };
}

/**
 * @param {Field} field
 * @param {string} key
 * @param {string} id
 * @returns {Input}
 */
function createPair(field, key, id) {
  const { hint, wrong } = below(field.words, id);
  const inputs = ENDS.map((end) => {
    const name = `${titleOf(field)}, ${END_TITLES[end]}`;
    return el("input", { ...numeric(), id: end === "low" ? id : `${id}-high`, "aria-label": name });
  });
  for (const each of inputs) each.setAttribute("aria-describedby", `${id}-hint ${id}-wrong`);
  const row = el("div", { class: "tg-pair" }, inputs[0], el("span", { text: "to" }), inputs[1]);
  return {
    element: el(
      "div",
      { class: "field tg-field", role: "group", "aria-label": titleOf(field) },
      el("label", { for: id, text: titleOf(field) }),
      row,
      hint,
      wrong,
    ),
    read(into) {
      ENDS.forEach((end, k) => (into[`${key}.${end}`] = inputs[k].value));
    },
    write(from) {
      ENDS.forEach((end, k) => (inputs[k].value = from[`${key}.${end}`] ?? ""));
    },
    refuse: refusal(wrong, inputs),
  };
}

/**
 * @param {Field} field
 * @param {string} id
 */
function controlFor(field, id) {
  const told = { id, "aria-describedby": `${id}-hint ${id}-wrong` };
  if (field.kind === "choice") {
    const options = field.choices.map(({ value, words }) => el("option", { value, text: words }));
    return el("select", { class: "d-select tg-select", ...told }, ...options);
  }
  if (field.kind === "texts") return el("textarea", { class: "cal-input tg-lines", rows: 4, ...told });
  const isText = field.kind === "text";
  return el("input", { ...(isText ? { class: "cal-input", autocomplete: "off" } : numeric()), ...told });
}

function numeric() {
  return { class: "cal-input tg-number", inputmode: "decimal", autocomplete: "off" };
}

/**
 * @param {string} words
 * @param {string} id
 */
function below(words, id) {
  const hint = el("small", { id: `${id}-hint`, text: words });
  return { hint, wrong: el("small", { id: `${id}-wrong`, class: "tg-wrong" }) };
}

/**
 * @param {HTMLElement} wrong
 * @param {Element[]} controls
 */
function refusal(wrong, controls) {
  return (/** @type {string} */ text) => {
    if (wrong.textContent !== text) wrong.textContent = text;
    for (const each of controls) {
      if (text) each.setAttribute("aria-invalid", "true");
      else each.removeAttribute("aria-invalid");
    }
  };
}

/** @param {Field} field */
function titleOf({ title, unit }) {
  return unit ? `${title} (${unit})` : title;
}
