// @ts-check
// For whom a protocol is changed: the whole school, or one class.
import { el } from "../shared/elements.js";

/** @import {Classes} from "./types.js" */

/**
 * Nothing where there is no class; choosing one opens the page for it.
 * @param {Classes["classes"]} classes
 * @param {string} chosen id of the class; empty for the school.
 */
export function createClassChooser(classes, chosen) {
  if (!classes.length) return null;
  const open = classes.filter((each) => !each.ended_utc || each.id === chosen);
  const every = [["", "The whole school"], ...open.map((each) => [each.id, titleOf(each)])];
  const options = every.map(([value, text]) => el("option", { value, text, selected: value === chosen }));
  const select = el("select", { class: "d-select tg-select", id: "tg-class" }, ...options);
  select.addEventListener("change", () => {
    const query = new URLSearchParams(location.search);
    if (select.value) query.set("class_id", select.value);
    else query.delete("class_id");
    location.search = query.toString();
  });
  return el("label", { class: "field", for: "tg-class" }, el("span", { text: "For" }), select);
}

/** @param {Classes["classes"][number]} one */
export function titleOf({ title, term }) {
  return term ? `${title}, ${term}` : title;
}
