// @ts-check
// What is typed into the form, and the protocol it says: one is made from the other, both ways.

/** @import {Document, Field, Form, Typed} from "./types.js" */

export const ENDS = /** @type {const} */ (["low", "high"]);

/** @param {Field} field */
export function keyOf(field) {
  return field.path.split(".").slice(-1)[0];
}

/**
 * What the inputs say for a protocol; a level has all its values, also those it shares.
 * @param {Document} document
 * @param {Form} form
 * @returns {Typed}
 */
export function typedOf(document, form) {
  /** @type {Typed} */
  const typed = { values: {}, flags: {}, levels: [] };
  for (const field of form.fields) {
    const value = at(document, field.path);
    if (field.kind === "flag") typed.flags[field.path] = value === true;
    else if (!field.of_level && field.path !== "weights") write(typed.values, field.path, field, value);
  }
  for (const { name } of form.criteria) {
    typed.values[`weights.${name}`] = textOf(at(document, `weights.${name}`));
  }
  const target = record(document.target);
  const levels = Array.isArray(target.level) && target.level.length ? target.level : [{}];
  for (const level of levels.slice(0, form.most_levels)) {
    /** @type {Record<string, string>} */
    const own = {};
    for (const field of form.fields.filter((each) => each.of_level)) {
      const key = keyOf(field);
      write(own, key, field, record(level)[key] ?? target[key]);
    }
    typed.levels.push(own);
  }
  return typed;
}

/**
 * The protocol that is typed; what is empty is left out, what is no number stays as it was typed.
 * @param {Typed} typed
 * @param {Form} form
 * @returns {Document}
 */
export function documentOf(typed, form) {
  /** @type {Document} */
  const document = { target: {} };
  for (const field of form.fields) {
    if (field.of_level || field.path === "weights") continue;
    if (field.kind === "flag") {
      if (typed.flags[field.path]) document[field.path] = true;
    } else put(document, field.path, read(typed.values, field.path, field));
  }
  /** @type {Document} */
  const weights = {};
  for (const { name } of form.criteria) put(weights, name, numberOf(typed.values[`weights.${name}`]));
  document.weights = weights;
  const levels = typed.levels.map((own) => {
    /** @type {Document} */
    const level = {};
    for (const field of form.fields.filter((each) => each.of_level)) {
      put(level, keyOf(field), read(own, keyOf(field), field));
    }
    return level;
  });
  const target = record(document.target);
  document.target = levels.length === 1 ? { ...levels[0], ...target } : { ...target, level: levels };
  return document;
}

/**
 * A number as people type it: with a comma too. What is none stays a text, and is told as a mistake.
 * @param {string | undefined} text
 * @returns {number | string | undefined}
 */
export function numberOf(text) {
  const typed = String(text ?? "").trim();
  if (!typed) return undefined;
  const value = Number(typed.replace(",", "."));
  return Number.isFinite(value) ? value : typed;
}

/**
 * @param {Record<string, string>} values
 * @param {string} path
 * @param {Field} field
 * @param {unknown} value
 */
function write(values, path, field, value) {
  if (field.kind === "pair") {
    const pair = Array.isArray(value) ? value : [];
    ENDS.forEach((end, k) => (values[`${path}.${end}`] = textOf(pair[k])));
  } else if (field.kind === "texts") {
    values[path] = Array.isArray(value) ? value.map(textOf).join("\n") : "";
  } else {
    values[path] = value === undefined && field.choices.length ? field.choices[0].value : textOf(value);
  }
}

/**
 * @param {Record<string, string>} values
 * @param {string} path
 * @param {Field} field
 */
function read(values, path, field) {
  if (field.kind === "pair") {
    const pair = ENDS.map((end) => numberOf(values[`${path}.${end}`]));
    return pair.every((each) => each === undefined) ? undefined : pair.map((each) => each ?? "");
  }
  const text = (values[path] ?? "").trim();
  if (field.kind === "texts") {
    const lines = text.split("\n").map((line) => line.trim());
    return lines.filter(Boolean);
  }
  if (field.kind === "number" || field.kind === "whole") return numberOf(text);
  return text || undefined;
}

/**
 * @param {Document} document
 * @param {string} path
 * @param {unknown} value
 */
function put(document, path, value) {
  if (value === undefined) return;
  const [head, rest] = path.split(".", 2);
  if (rest === undefined) document[head] = value;
  else document[head] = { ...record(document[head]), [rest]: value };
}

/**
 * @param {Document} document
 * @param {string} path
 */
function at(document, path) {
  const [head, rest] = path.split(".", 2);
  return rest === undefined ? document[head] : record(document[head])[rest];
}

/**
 * @param {unknown} value
 * @returns {Document}
 */
function record(value) {
  return value && typeof value === "object" && !Array.isArray(value) ? /** @type {Document} */ (value) : {};
}

/** @param {unknown} value */
function textOf(value) {
  return value === undefined || value === null ? "" : String(value);
}
