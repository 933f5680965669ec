// @ts-check
// The examiner's own mark of one attempt, entered while watching; the score shows only afterwards.
import { el } from "../shared/elements.js";
import { createChoice } from "./choice.js";
import { CHECKED, GLOBAL, SUPERVISION } from "./rating_words.js";

/**
 * @typedef {{global_rating: number, checklist: number[], supervision: number | null}} Typed
 * @typedef {{mark: (typed: Typed) => Promise<boolean>, noMark: (reason: string) => Promise<boolean>}} Keep
 */

/**
 * @param {string} name of its inputs; once on a page.
 * @param {string[]} checklist what the examiner looks at.
 * @param {Keep} keep
 */
export function createMarkForm(name, checklist, keep) {
  const overall = createChoice("Overall", `${name}-global`, GLOBAL);
  const items = checklist.map((title, k) =>
    createChoice(title, `${name}-item-${k}`, CHECKED, { isShort: true }),
  );
  const supervision = createChoice("How much help it took", `${name}-supervision`, SUPERVISION);
  const problem = el("p", { class: "problem", role: "alert" });
  const save = el("button", { type: "submit", class: "act", text: "Save my mark" });
  const form = el(
    "form",
    { class: "ex-mark", novalidate: true },
    overall.element,
    ...items.map((each) => each.element),
    supervision.element,
    problem,
    el("div", { class: "ex-acts" }, save),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const missing = [overall, ...items, supervision].find((each) => !each.value());
    problem.textContent = missing ? `“${legendOf(missing)}” is still open.` : "";
    if (missing) {
      missing.focus();
      return;
    }
    save.disabled = true;
    await keep.mark({
      global_rating: Number(overall.value()),
      checklist: items.map((each) => Number(each.value())),
      supervision: Number(supervision.value()),
    });
    save.disabled = false;
  });
  const reason = el("input", {
    class: "cal-input",
    id: `${name}-reason`,
    autocomplete: "off",
    maxlength: 200,
  });
  const without = el("button", {
    type: "submit",
    class: "act quiet",
    text: "Show the score without my mark",
  });
  const refuse = el(
    "form",
    { class: "ex-mark", novalidate: true },
    el(
      "label",
      { class: "field", for: `${name}-reason` },
      el("span", { text: "Why (it stays with the mark)" }),
      reason,
    ),
    el("div", { class: "ex-acts" }, without),
  );
  refuse.addEventListener("submit", async (event) => {
    event.preventDefault();
    without.disabled = true;
    await keep.noMark(reason.value.trim());
    without.disabled = false;
  });
  const fold = el(
    "details",
    { class: "tg-more" },
    el("summary", { text: "I could not watch this one" }),
    refuse,
  );
  return { element: el("div", { class: "ex-marking" }, form, fold) };
}

/** @param {ReturnType<typeof createChoice>} choice */
function legendOf({ element }) {
  return element.querySelector("legend")?.textContent ?? "";
}
