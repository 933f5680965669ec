// @ts-check
// The form of a protocol: what it is, one press level by level, the set, what is scored.
import { el } from "../shared/elements.js";
import { documentOf, keyOf, typedOf } from "./document.js";
import { createInput, createTick } from "./inputs.js";
import { mistakeText, placeOf } from "./mistakes.js";

/** @import {Document, Field, Form, Mistake, Typed} from "./types.js" */
/** @import {Input} from "./inputs.js" */

const PARTS = /** @type {const} */ ([
  ["press", "One press"],
  ["set", "The set"],
  ["score", "The score"],
  ["about", "What it is"],
]);

/**
 * @param {Form} form
 * @param {{isNew: boolean, changed: () => void}} options `isNew`: its short name may be chosen.
 */
export function createEditor(form, { isNew, changed }) {
  /** @type {Map<string, Input>} */
  const inputs = new Map();
  /** @type {Map<string, HTMLInputElement>} */
  const ticks = new Map();
  let version = "";
  const levels = el("div", { class: "tg-levels" });
  /** @type {Map<string, Input>[]} */
  let levelInputs = [];
  const addLevel = el("button", { type: "button", class: "act quiet", text: "Add a level" });
  const points = el("div", { class: "cal-grid", role: "group", "aria-label": "Points" });
  const elsewhere = el("div", { class: "problem tg-elsewhere" });

  const sections = PARTS.map(([part, title]) => {
    const fields = form.fields.filter((field) => field.part === part && !field.of_level);
    const grid = el("div", { class: "cal-grid" });
    for (const field of fields) {
      if (field.path === "version") continue;
      if (field.path === "weights") fillPoints(field);
      else if (field.kind === "flag") {
        const { element, box } = createTick(field, idOf(field.path));
        ticks.set(field.path, box);
        grid.append(element);
      } else {
        const input = createInput(field, field.path, idOf(field.path));
        inputs.set(field.path, input);
        grid.append(input.element);
      }
    }
    const inside = part === "press" ? [levels, addLevel] : part === "score" ? [points] : [];
    return el("section", { class: "tg-part" }, el("h2", { text: title }), ...inside, grid);
  });
  if (!isNew) {
    const name = sections.flatMap((each) => [...each.querySelectorAll(`#${idOf("id")}`)]);
    for (const each of name) each.setAttribute("readonly", "");
  }
  const element = el("form", { class: "tg-form", novalidate: true }, elsewhere, ...sections);
  element.addEventListener("submit", (event) => event.preventDefault());
  element.addEventListener("input", changed);
  addLevel.addEventListener("click", () => {
    const typed = read();
    const last = typed.levels[typed.levels.length - 1];
    writeLevels([...typed.levels, { ...last, force_n: "" }]);
    document.getElementById(idOf(pathInLevel(typed.levels.length, "force_n")))?.focus();
    changed();
  });

  /** @param {Field} field */
  function fillPoints(field) {
    for (const { name, title, points: usual } of form.criteria) {
      const path = `weights.${name}`;
      const words = usual === null ? "Not in the usual score." : `Usually ${usual}.`;
      const input = createInput({ ...field, path, kind: "number", title, words }, path, idOf(path));
      inputs.set(path, input);
      points.append(input.element);
    }
    points.prepend(el("p", { class: "lead tg-wide", text: field.words }));
  }

  /** @param {Record<string, string>[]} typed */
  function writeLevels(typed) {
    if (typed.length !== levelInputs.length) {
      levelInputs = typed.map(() => new Map());
      levels.replaceChildren(...typed.map((_, k) => createLevel(k, typed.length)));
    }
    typed.forEach((own, k) => levelInputs[k].forEach((input) => input.write(own)));
    addLevel.hidden = typed.length >= form.most_levels;
  }

  /**
   * @param {number} k
   * @param {number} count
   */
  function createLevel(k, count) {
    const grid = el("div", { class: "cal-grid" });
    for (const field of form.fields.filter((each) => each.of_level)) {
      const key = keyOf(field);
      const input = createInput(field, key, idOf(pathInLevel(k, key)));
      levelInputs[k].set(key, input);
      grid.append(input.element);
    }
    if (count === 1) return grid;
    const name = `Level ${k + 1}`;
    const remove = el("button", {
      type: "button",
      class: "link",
      text: "Remove",
      "aria-label": `Remove ${name}`,
    });
    remove.addEventListener("click", () => {
      writeLevels(read().levels.filter((_, at) => at !== k));
      addLevel.focus();
      changed();
    });
    const head = el("legend", {}, name, k ? ", without letting go" : "");
    return el("fieldset", { class: "plain tg-level" }, head, grid, remove);
  }

  /** @returns {Typed} */
  function read() {
    /** @type {Typed} */
    const typed = { values: { version }, flags: {}, levels: levelInputs.map(() => ({})) };
    for (const input of inputs.values()) input.read(typed.values);
    for (const [path, box] of ticks) typed.flags[path] = box.checked;
    levelInputs.forEach((level, k) => level.forEach((input) => input.read(typed.levels[k])));
    return typed;
  }

  return {
    element,
    /** @returns {Document} */
    document: () => documentOf(read(), form),
    /** @param {Document} said */
    write(said) {
      const typed = typedOf(said, form);
      version = typed.values.version;
      for (const input of inputs.values()) input.write(typed.values);
      for (const [path, box] of ticks) box.checked = typed.flags[path];
      writeLevels(typed.levels);
    },
    /**
     * Put each mistake beside its input; those without one stand at the top.
     * @param {Mistake[]} mistakes
     */
    refuse(mistakes) {
      /** @type {Map<string, string[]>} */
      const told = new Map();
      for (const mistake of mistakes) {
        const place = placeOf(mistake.path, form, levelInputs.length);
        const key = inputAt(place) ? place : "";
        told.set(key, [...(told.get(key) ?? []), mistakeText(mistake, form)]);
      }
      const textAt = (/** @type {string} */ place) => (told.get(place) ?? []).join(" ");
      for (const [path, input] of inputs) input.refuse(textAt(path));
      levelInputs.forEach((level, k) =>
        level.forEach((input, key) => input.refuse(textAt(pathInLevel(k, key)))),
      );
      elsewhere.replaceChildren(...(told.get("") ?? []).map((text) => el("p", { text })));
    },
  };

  /** @param {string} place */
  function inputAt(place) {
    const inLevel = /^target\.level\[(\d+)\]\.(\w+)$/.exec(place);
    return inLevel ? levelInputs[Number(inLevel[1])]?.get(inLevel[2]) : inputs.get(place);
  }
}

/** @param {string} path */
function idOf(path) {
  return `tg-${path.replaceAll(/[^a-z0-9_]+/g, "-")}`;
}

/**
 * @param {number} k
 * @param {string} key
 */
function pathInLevel(k, key) {
  return `target.level[${k}].${key}`;
}
