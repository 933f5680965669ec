// @ts-check
import { el } from "../shared/elements.js";

/** @import {Figure} from "./types.js" */

/** @param {Figure[]} figures */
export function figureTable(figures) {
  const rows = figures.map(({ name, value, words }) =>
    el(
      "tr",
      {},
      el("th", { scope: "row", text: name }),
      el("td", { class: "st-value", text: value }),
      el("td", { class: "st-words", text: words }),
    ),
  );
  return el("table", { class: "st-figures" }, el("tbody", {}, ...rows));
}

/**
 * Sentences, one below the other.
 * @param {string} kind
 * @param {string[]} said
 */
export function sentences(kind, said) {
  return el("ul", { class: kind, hidden: !said.length }, ...said.map((each) => el("li", { text: each })));
}
