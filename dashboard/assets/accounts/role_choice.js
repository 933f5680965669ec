// @ts-check
import { el } from "../shared/elements.js";

const ROLES = [
  ["instructor", "instructor: may do everything"],
  ["researcher", "researcher: reads sessions, without names"],
  ["partner", "partner: reads protocols and certificates"],
];

/**
 * The roles an account can have; students have none, they join with the code of their class.
 * @param {string} id
 * @param {string} chosen
 */
export function roleChoice(id, chosen) {
  const options = ROLES.map(([value, text]) => el("option", { value, text, selected: value === chosen }));
  const select = el("select", { class: "d-select", id }, ...options);
  return { select, element: el("label", { class: "field", for: id }, el("span", { text: "Role" }), select) };
}
