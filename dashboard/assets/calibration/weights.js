// @ts-check
import { el } from "../shared/elements.js";
import { DECIMAL, field, typedNumber } from "./fields.js";

const CLASSES = ["M1", "M2", "M3", "F2", "F1", "E2"];
const LETTERS = "abcdefghijkl";

/** @typedef {{kg: string, class?: string, limit_g?: string, certificate?: string, check?: boolean}} Weight */

/**
 * A row of the form for one weight.
 * @param {Weight} weight
 * @param {() => void} remove
 */
export function createWeightRow(weight, remove) {
  const how = el(
    "select",
    { class: "d-select", name: "class" },
    ...CLASSES.map((one) =>
      el("option", { value: one, text: `class ${one}`, selected: weight.class === one }),
    ),
    el("option", { value: "", text: "weighed on a scale", selected: weight.class === "" }),
  );
  const limit = field("limit_g", "Scale is right to ± g", weight.limit_g, "", DECIMAL);
  const follow = () => {
    limit.hidden = how.value !== "";
  };
  how.addEventListener("change", follow);
  follow();
  const check = el("input", { type: "checkbox", name: "check", checked: Boolean(weight.check) });
  const words = { class: "link", type: "button", "aria-label": "Remove this weight" };
  return el(
    "li",
    { class: "weight" },
    field("kg", "Mass in kg", weight.kg, "", { ...DECIMAL, required: true }),
    el("label", { class: "field" }, el("span", { text: "Class (how sure)" }), how),
    limit,
    field("certificate", "Certificate no.", weight.certificate, ""),
    el("label", { class: "tick" }, check, el("span", { text: "Keep apart as check" })),
    el("button", { ...words, text: "Remove", onclick: remove }),
  );
}

/**
 * What is typed into a row.
 * @param {Element} row
 * @returns {Weight}
 */
export function readWeight(row) {
  const entries = [...row.querySelectorAll("input, select")].map((one) => {
    const input = /** @type {HTMLInputElement} */ (one);
    return [input.name, input.type === "checkbox" ? input.checked : input.value.trim()];
  });
  return Object.fromEntries(entries);
}

/**
 * Weights as the hub wants them. Two of one mass get letters, so that an instruction names one of them.
 * @param {Weight[]} weights
 */
export function massesOf(weights) {
  return weights.map((one) => {
    const same = weights.filter(
      (other) => other.kg === one.kg && Boolean(other.check) === Boolean(one.check),
    );
    const name = `${one.kg.replace(",", ".")} kg${one.check ? " check" : ""}`;
    return {
      id: same.length > 1 ? `${name} ${LETTERS[same.indexOf(one)]}` : name,
      kg: one.kg,
      class: one.class,
      certificate: one.certificate,
      check: one.check,
      limit_kg: one.class ? "" : one.limit_g && String(Number(typedNumber(one.limit_g)) / 1000),
    };
  });
}
