// @ts-check
// One of several, each with its words under it: large enough for a thumb, chosen by arrow keys too.
import { el } from "../shared/elements.js";

/**
 * @param {string} legend
 * @param {string} name of its inputs; once on a page.
 * @param {{value: number | string, name: string, words: string}[]} options
 * @param {{isShort?: boolean}} [how] `isShort`: their words are left to a screen reader.
 */
export function createChoice(legend, name, options, { isShort = false } = {}) {
  const inputs = options.map(({ value }) =>
    el("input", { type: "radio", name, value, id: `${name}-${value}` }),
  );
  const cards = options.map(({ value, name: title, words }, k) => {
    const number = typeof value === "number" && !isShort ? el("b", { text: String(value) }) : "";
    const told = el("small", { class: isShort ? "sr" : "", text: words });
    return el(
      "label",
      { class: "ex-option", for: `${name}-${value}` },
      inputs[k],
      el("span", {}, number, el("span", { class: "ex-option-name", text: title }), told),
    );
  });
  const element = el(
    "fieldset",
    { class: isShort ? "plain ex-choice ex-short" : "plain ex-choice" },
    el("legend", { text: legend }),
    el("div", { class: "ex-options" }, ...cards),
  );
  return {
    element,
    /** What is chosen; empty while nothing is. */
    value: () => inputs.find((each) => each.checked)?.value ?? "",
    /** @param {number | string | null} value */
    choose(value) {
      for (const each of inputs) each.checked = each.value === String(value);
    },
    focus: () => inputs[0].focus(),
  };
}
