// @ts-check
// Mistakes of a protocol as sentences, each beside the input it is about.
import { keyOf } from "./document.js";

/** @import {Form, Mistake} from "./types.js" */

/**
 * The input a mistake is about: its path as the form has it, empty where it is of the whole.
 * @param {string} path
 * @param {Form} form
 * @param {number} levels how many there are.
 */
export function placeOf(path, form, levels) {
  const inLevel = /^target\.level\[(\d+)\]\.(\w+)$/.exec(path);
  const key = inLevel ? inLevel[2] : path.replace(/^target\./, "");
  const field = form.fields.find((each) => keyOf(each) === key);
  if (field?.of_level) {
    return `target.level[${inLevel ? Math.min(Number(inLevel[1]), levels - 1) : 0}].${key}`;
  }
  if (path.startsWith("weights.")) {
    return form.criteria.some(({ name }) => path === `weights.${name}`) ? path : "weights";
  }
  return form.fields.some((each) => each.path === path) ? path : "";
}

/**
 * A mistake in words that name the input as the form does.
 * @param {Mistake} mistake
 * @param {Form} form
 */
export function mistakeText({ path, reason }, form) {
  const told = plainReason(reason, form);
  const name = titleOf(path, form);
  if (!name) return path ? `${path} ${told}.` : `The text ${told}.`;
  if (told === "is missing") return `${name}: write something here.`;
  return `${name} ${told}.`.replace(/\.\.$/, ".");
}

/**
 * @param {string} path
 * @param {Form} form
 */
function titleOf(path, form) {
  const criterion = form.criteria.find(({ name }) => path === `weights.${name}`);
  if (criterion) return criterion.title;
  const key = path.replace(/^target\.(level\[\d+\]\.)?/, "");
  return form.fields.find((field) => keyOf(field) === key)?.title ?? "";
}

/**
 * Names of keys within a sentence as the form calls them; nothing of code.
 * @param {string} reason
 * @param {Form} form
 */
function plainReason(reason, form) {
  let told = reason.replace(/, not ''$/, "").replace(" [low, high]", ", the lower first");
  for (const { name, title } of form.criteria) {
    told = told.replaceAll(`leave weights.${name} out`, `leave the points of “${title}” empty`);
  }
  for (const field of form.fields) {
    if (keyOf(field).includes("_")) told = told.replaceAll(keyOf(field), field.title.toLowerCase());
  }
  return told.replaceAll(" [", " from ").replaceAll(/from ([\d.]+), ([\d.]+)\]/g, "from $1 to $2");
}
