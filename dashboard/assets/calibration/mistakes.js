// @ts-check
// What is wrong with the form, all of it at once, in the order of the page.
import { typedNumber } from "./fields.js";

/** @import {Weight} from "./weights.js" */

/**
 * @typedef {{name: string, text: string, row?: number}} Mistake `row` is that of a weight.
 * @typedef {(name: string) => string} Value
 */

const FEWEST = 3;
const NUMBERS = {
  latitude_deg: "The latitude",
  height_m: "The height",
  gravity_m_per_s2: "Gravity",
  range_n: "The largest force",
  full_scale_raw: "The reading at full supply",
  temperature_degc: "The temperature",
};
const TEXTS = ["person", "place", "laboratory", "law", "plan"];

/**
 * What is typed, as the hub wants it.
 * @param {Value} value
 */
export function setupOf(value) {
  /** @type {Record<string, string | number | null>} */
  const setup = {};
  const unasked = unaskedOf(value);
  for (const name of Object.keys(NUMBERS)) setup[name] = unasked.has(name) ? null : typedNumber(value(name));
  for (const name of TEXTS) setup[name] = value(name);
  return setup;
}

/**
 * @param {Value} value
 * @param {Weight[]} rows every row of the form; empty ones count as not there.
 * @returns {Mistake[]}
 */
export function mistakesOf(value, rows) {
  return [...weightMistakes(rows), ...placeMistakes(value), ...numberMistakes(value), ...lastMistakes(value)];
}

/** @param {Weight[]} rows */
function weightMistakes(rows) {
  /** @type {Mistake[]} */
  const found = [];
  const typed = rows.filter((one) => one.kg);
  rows.forEach(({ kg }, row) => {
    const mass_kg = typedNumber(kg);
    if (mass_kg !== null && !(mass_kg > 0)) {
      found.push({
        name: "kg",
        row,
        text: `Weight ${row + 1}: the mass is a number of kg, for example 0.5.`,
      });
    }
  });
  const stacked = typed.filter((one) => !one.check).length;
  const empty = rows.findIndex((one) => !one.kg);
  const row = empty < 0 ? 0 : empty;
  if (stacked < FEWEST) {
    found.push({
      name: "kg",
      row,
      text: `Enter at least three weights to stack; there are ${stacked || "none"}.`,
    });
  }
  if (stacked === typed.length) {
    found.push({ name: "kg", row, text: "Enter one extra weight and tick “Keep apart as check”." });
  }
  return found;
}

/** @param {Value} value */
function placeMistakes(value) {
  const isPlace = value("how") === "place";
  const name = isPlace ? "latitude_deg" : "gravity_m_per_s2";
  if (value(name)) return [];
  const text = isPlace
    ? "Write the latitude of the place, for example 52.1."
    : "Write the gravity here, for example 9.81.";
  return [{ name, text }];
}

/** @param {Value} value */
function numberMistakes(value) {
  const unasked = unaskedOf(value);
  return Object.entries(NUMBERS)
    .filter(([name]) => !unasked.has(name) && Number.isNaN(typedNumber(value(name))))
    .map(([name, label]) => ({ name, text: `${label} is a number, for example 52.1.` }));
}

/** @param {Value} value */
function lastMistakes(value) {
  /** @type {Mistake[]} */
  const found = [];
  if (!value("range_n")) {
    const text = "Write the largest force the sensor is made for: 20 kg printed on it are 196 N.";
    found.push({ name: "range_n", text });
  }
  if (!value("person")) {
    found.push({ name: "person", text: "Write who places the weights: the certificate names them." });
  }
  return found;
}

/**
 * Fields that are out of sight, so whatever stands in them is not meant.
 * @param {Value} value
 */
function unaskedOf(value) {
  const names = value("how") === "place" ? ["gravity_m_per_s2"] : ["latitude_deg", "height_m"];
  return new Set(value("law") === "power" ? names : [...names, "full_scale_raw"]);
}
