// @ts-check
// Before a calibration begins: the sensor, the weights, the place, the plan.
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { createCheckCard } from "./check_card.js";
import { DECIMAL, field, radio } from "./fields.js";
import { rememberTyped, typedBefore } from "./form_memory.js";
import { mistakesOf, setupOf } from "./mistakes.js";
import { createSensorCard } from "./sensor_card.js";
import { createWeightRow, massesOf, readWeight } from "./weights.js";

/** @import {CalibrationState} from "./types.js" */
/** @import {Act} from "./page.js" */
/** @import {Mistake} from "./mistakes.js" */
/** @import {Weight} from "./weights.js" */

const WEIGHTS_LEAD =
  "Enter at least three weights to stack, and one extra weight for the check (at least 1/5 of the full stack). " +
  "The full stack should be what you will press with most.";
const LAST_LEAD =
  "The first 15 minutes are warm-up: plug the pad in, leave it empty, and read on. The result is made by you and " +
  "not accredited.";

/**
 * @param {CalibrationState} state
 * @param {Act} act
 */
export function createForm({ station }, act) {
  const kept = typedBefore();
  const list = el("ul", { class: "weights" });
  const add = (/** @type {Weight} */ weight) => {
    const row = createWeightRow(weight, () => list.children.length > 1 && row.remove());
    list.append(row);
    return row;
  };
  kept.weights.forEach(add);
  const addButton = el("button", { class: "act quiet", type: "button", text: "Add a weight" });
  addButton.addEventListener("click", () => add({ kg: "" }).querySelector("input")?.focus());
  const place = el(
    "div",
    { class: "cal-grid" },
    field(
      "latitude_deg",
      "Latitude in degrees",
      kept.latitude_deg,
      "South is negative. Any map shows it.",
      DECIMAL,
    ),
    field("height_m", "Height above the sea in m", kept.height_m, "", DECIMAL),
  );
  const gravity = field(
    "gravity_m_per_s2",
    "Gravity in m/s²",
    kept.gravity_m_per_s2,
    "Between 9.76 and 9.84.",
    DECIMAL,
  );
  const given = el("div", { class: "cal-grid" }, gravity);
  const fullHint = "1023 for a 10-bit divider; empty without one.";
  const scale = field("full_scale_raw", "Reading at full supply", kept.full_scale_raw, fullHint, DECIMAL);
  const problem = el("div", { class: "problem cal-mistakes", role: "alert", id: "cal-form-problem" });
  const begin = el("button", { class: "act big", type: "submit", text: "Begin" });
  const form = el(
    "form",
    { class: "cal-form", novalidate: true },
    el(
      "section",
      {},
      el("h2", { text: "Your weights" }),
      el("p", { class: "lead", text: WEIGHTS_LEAD }),
      list,
      addButton,
    ),
    choices(
      "Gravity here",
      radio("how", "place", kept.how, "From the place", "It is 0.5 % less at the equator than at the poles."),
      radio("how", "given", kept.how, "I know it", "From a survey, or an institute near by."),
    ),
    sensorSection(kept.range_n, kept.law, scale),
    whoSection(kept),
    choices(
      "How much",
      radio(
        "plan",
        "full",
        kept.plan,
        "Full, about 45 minutes",
        "Six loads up and down, three times, and the edges. Can earn grade R, for assessment.",
      ),
      radio(
        "plan",
        "short",
        kept.plan,
        "Short, about 25 minutes",
        "Three loads up and down (six for a resistor), once. Earns grade T, for training, at most.",
      ),
    ),
    problem,
    begin,
    el("p", { class: "lead", text: LAST_LEAD }),
  );
  form.querySelector("fieldset")?.append(place, given);

  const input = (/** @type {string} */ name) =>
    /** @type {HTMLInputElement | RadioNodeList} */ (form.elements.namedItem(name));
  const value = (/** @type {string} */ name) => (input(name).value || "").trim();
  const follow = () => {
    place.hidden = value("how") !== "place";
    given.hidden = !place.hidden;
    scale.hidden = value("law") !== "power";
  };
  form.addEventListener("change", follow);
  follow();

  const refuse = (/** @type {Mistake[]} */ mistakes) => {
    for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
    problem.replaceChildren(...mistakes.map(({ text }) => el("p", { text })));
    const wrong = mistakes.map(({ name, row }) => {
      const within = row === undefined ? form : list.children[row];
      return within.querySelector(`[name="${name}"]`);
    });
    for (const one of wrong) one?.setAttribute("aria-invalid", "true");
    if (wrong[0] instanceof HTMLElement) wrong[0].focus();
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const rows = [...list.children].map(readWeight);
    const mistakes = mistakesOf(value, rows);
    refuse(mistakes);
    if (mistakes.length) return;
    const weights = rows.filter((one) => one.kg);
    rememberTyped(form, weights);
    begin.disabled = true;
    const reply = await act("begin", { ...setupOf(value), masses: massesOf(weights) });
    begin.disabled = false;
    if (!reply.ok) refuse([{ name: "", text: sentence(reply.problem) }]);
  });

  const check = createCheckCard(station.id);
  const sensor = createSensorCard(act);
  let shown = "";
  return {
    element: el("div", { class: "cal-before" }, sensor.element, check.element, form),
    /** @param {CalibrationState} state */
    show(state) {
      const { begun, passport, damage } = state;
      const key = JSON.stringify([state.station, begun, passport && passport.sha256, damage]);
      if (key === shown) return;
      shown = key;
      const mayBegin = sensor.show(state);
      form.hidden = !mayBegin;
      check.offer(Boolean(mayBegin && passport));
    },
  };
}

/**
 * @param {string} legend
 * @param {...Element} radios
 */
function choices(legend, ...radios) {
  const parts = [el("legend", { text: legend }), el("div", { class: "choices" }, ...radios)];
  return el("fieldset", { class: "plain" }, ...parts);
}

/**
 * @param {string | undefined} range_n
 * @param {string} law
 * @param {Element} scale
 */
function sensorSection(range_n, law, scale) {
  const kind = el(
    "select",
    { class: "d-select", name: "law" },
    el("option", { value: "polynomial", text: "load cell", selected: law === "polynomial" }),
    el("option", { value: "power", text: "force-sensing resistor", selected: law === "power" }),
  );
  const hint = "20 kg printed on a load cell are 196 N.";
  const range = field("range_n", "Largest force it is made for, in N", range_n, hint, DECIMAL);
  const label = el("label", { class: "field" }, el("span", { text: "Kind" }), kind);
  const grid = el("div", { class: "cal-grid" }, range, label, scale);
  return el("section", {}, el("h2", { text: "The sensor" }), grid);
}

/** @param {import("./form_memory.js").Typed} kept */
function whoSection(kept) {
  const grid = el(
    "div",
    { class: "cal-grid" },
    field("person", "Who places the weights", kept.person, "", { required: true }),
    field("place", "Room and town", kept.place, ""),
    field("laboratory", "School", kept.laboratory, ""),
    field("temperature_degc", "Room temperature in °C", "", "If you have a thermometer.", DECIMAL),
  );
  return el("section", {}, el("h2", { text: "Who and where" }), grid);
}
