// @ts-check
// The form of a new exam: for which class, what is pressed, how often, and when it is passed.
import { el, put } from "../shared/elements.js";
import { textField } from "../shared/text_field.js";
import { createChoice } from "./choice.js";
import { FEWEST_RELIABLE, USUAL_PASS_MARK, ruleRemarks, ruleText } from "./exam_texts.js";

/** @import {Protocol} from "../shared/types.js" */
/** @import {Classes} from "./types.js" */
/** @import {Rule} from "./exam_texts.js" */

const USUAL_CHECKLIST = [
  "Consent asked",
  "Scale agreed",
  "Check-in asked while pressing",
  "Answers a cue within 2 s",
  "Retest recorded",
];
const MOST_PRESSES = 30;

/** @typedef {{class_id: string, protocol: string, title: string, repetitions: number, rule: Rule["kind"], pass_mark: number, needed?: number, minutes: number, checklist: string[]}} Wanted */

/**
 * @param {(wanted: Wanted) => Promise<boolean>} make true where it was made.
 */
export function createNewExam(make) {
  const classes = el("select", { class: "d-select", id: "exam-class" });
  const protocols = el("select", { class: "d-select", id: "exam-protocol" });
  const title = textField("Title", "exam-title");
  const repetitions = numberField("Presses", "exam-repetitions", FEWEST_RELIABLE, 1, MOST_PRESSES);
  const mark = numberField("Pass mark (0 to 100)", "exam-mark", USUAL_PASS_MARK, 0, 100);
  const needed = numberField(
    "Presses that must reach it",
    "exam-needed",
    FEWEST_RELIABLE - 2,
    1,
    MOST_PRESSES,
  );
  const minutes = numberField("Minutes each (empty: no limit)", "exam-minutes", "", 1, 240);
  const kind = createChoice("When it is passed", "exam-kind", [
    { value: "mean", name: "By the mean", words: "The mean of all presses reaches the pass mark." },
    {
      value: "n_of_m",
      name: "By how many",
      words: "So many of the presses reach the pass mark, each by itself.",
    },
  ]);
  const checklist = el("textarea", { class: "cal-input", id: "exam-checklist", rows: 5 });
  checklist.value = USUAL_CHECKLIST.join("\n");
  const rule = el("p", { class: "ex-rule" });
  const remarks = el("ul", { class: "ex-remarks" });
  const submit = el("button", { type: "submit", class: "act", text: "Make the exam" });
  const form = el(
    "form",
    { class: "ex-new", novalidate: true },
    el(
      "div",
      { class: "cal-grid" },
      labelled("Class", classes),
      labelled("What is pressed", protocols),
      title.element,
      repetitions.element,
    ),
    kind.element,
    el("div", { class: "cal-grid" }, mark.element, needed.element, minutes.element),
    el("div", { class: "ex-said", role: "status" }, rule, remarks),
    el(
      "label",
      { class: "field", for: "exam-checklist" },
      el("span", { text: "What you look at yourself, a line each" }),
      checklist,
    ),
    el("p", {
      class: "lead",
      text: "The exam keeps its own copy of the protocol: blind, and nothing of it changes while the exam lasts.",
    }),
    submit,
  );
  const element = el("details", { class: "class-fold ex-fold" }, el("summary", { text: "New exam" }), form);

  /** @returns {Rule} */
  function typedRule() {
    const isMean = kind.value() !== "n_of_m";
    return {
      kind: isMean ? "mean" : "n_of_m",
      pass_mark: Number(mark.input.value),
      needed: isMean ? 0 : Number(needed.input.value),
    };
  }
  function follow() {
    const typed = typedRule();
    const count = Number(repetitions.input.value);
    needed.element.hidden = typed.kind === "mean";
    put(rule, ruleText(typed, count));
    remarks.replaceChildren(...ruleRemarks(typed, count).map((text) => el("li", { text })));
    submit.disabled = typed.kind === "n_of_m" && typed.needed > count;
  }
  kind.choose("mean");
  follow();
  form.addEventListener("input", follow);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    const { kind: how, pass_mark, needed: least } = typedRule();
    await make({
      class_id: classes.value,
      protocol: protocols.value,
      title: title.input.value.trim(),
      repetitions: Number(repetitions.input.value),
      ...{ rule: how, pass_mark, ...(how === "n_of_m" ? { needed: least } : {}) },
      minutes: Number(minutes.input.value),
      checklist: checklist.value
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
    });
    submit.disabled = false;
  });
  return {
    element,
    /**
     * @param {Classes["classes"]} taught
     * @param {Protocol[]} known
     */
    offer(taught, known) {
      classes.replaceChildren(
        ...taught
          .filter((each) => !each.ended_utc)
          .map((each) =>
            el("option", { value: each.id, text: each.term ? `${each.title}, ${each.term}` : each.title }),
          ),
      );
      protocols.replaceChildren(...known.map(({ id, name }) => el("option", { value: id, text: name })));
    },
  };
}

/**
 * @param {string} text
 * @param {HTMLElement} input
 */
function labelled(text, input) {
  return el("label", { class: "field", for: input.id }, el("span", { text }), input);
}

/**
 * @param {string} label
 * @param {string} id
 * @param {number | string} value
 * @param {number} min
 * @param {number} max
 */
function numberField(label, id, value, min, max) {
  const input = el("input", {
    id,
    class: "cal-input",
    type: "number",
    inputmode: "numeric",
    value,
    min,
    max,
  });
  return { input, element: labelled(label, input) };
}
