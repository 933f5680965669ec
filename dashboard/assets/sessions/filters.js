// @ts-check
// The filters above the list of sessions: a plain form, whose answers stand in the address.
import { el } from "../shared/elements.js";

/** @typedef {[id: string, name: string]} Choice */
/** @typedef {{choices: {[name: string]: Choice[]}, asked: {[name: string]: string}}} Filters */

const LABELS = { learner: "Learner", class: "Class", protocol: "Protocol" };

/** @param {HTMLElement} host */
export function mount(host) {
  /** @type {Filters} */
  const { choices, asked } = JSON.parse(String(host.dataset.choices));
  const fields = Object.entries(LABELS).map(([name, label]) => {
    const known = choices[name] || [];
    const chosen = asked[name] || "";
    if (!known.length && !chosen) return null;
    const all = [["", "All"], ...withChosen(known, chosen)];
    const options = all.map(([value, text]) =>
      el("option", { value, text, selected: value === chosen, dir: "auto" }),
    );
    return field(label, el("select", { name }, ...options));
  });
  const from = field("From", el("input", { type: "date", name: "from", value: asked.from || "" }));
  const to = field("To", el("input", { type: "date", name: "to", value: asked.to || "" }));
  const show = el("button", { class: "act quiet", type: "submit", text: "Show" });
  const clear = el("a", { class: "act quiet", href: "/sessions", text: "Clear" });
  const form = el(
    "form",
    { class: "filters", action: "/sessions", method: "get" },
    ...fields,
    from,
    to,
    show,
  );
  if (Object.keys(asked).length) form.append(clear);
  form.addEventListener("submit", () => {
    // What is empty would stand in the address for nothing.
    for (const each of form.elements) {
      if ((each instanceof HTMLInputElement || each instanceof HTMLSelectElement) && !each.value) {
        each.disabled = true;
      }
    }
  });
  host.append(form);
}

/**
 * What is chosen stays a choice, though it may be gone from the list.
 * @param {Choice[]} known
 * @param {string} chosen
 * @returns {Choice[]}
 */
export function withChosen(known, chosen) {
  return !chosen || known.some(([id]) => id === chosen) ? known : [...known, [chosen, "no name"]];
}

/**
 * @param {string} label
 * @param {HTMLElement} input
 */
function field(label, input) {
  return el("label", { class: "field" }, el("span", { text: label }), input);
}
