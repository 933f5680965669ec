// @ts-check
// One attempt of a student in the panel: marks that were given, the form of one's own, the result, what can be done.
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { hasBegun } from "./exam_state.js";
import { CHECKED, GLOBAL, SUPERVISION } from "./rating_words.js";
import { createResultView, markLines } from "./result_view.js";

/** @import {End} from "../shared/types.js" */
/** @import {Attempt, ChangedMark, ExamSummary, ExaminersMark} from "./types.js" */

const NOT_YET = "Another examiner has given a mark. You see it once you have given yours.";
const STAGES = /** @type {const} */ ({ pad: "On the pad", person: "On a person" });

/**
 * @param {ExamSummary} about
 * @param {Attempt} attempt
 * @param {{own: string, changed: ChangedMark | null, isOnly: boolean, form: () => Element, steps: Element | false}} how
 *   `own`: id of who looks; `changed`: the gradebook's mark; `isOnly`: there is no attempt at another stage; `form`: of
 *   the own mark.
 * @returns {{element: HTMLElement, stop: End}}
 */
export function createAttemptPart({ class_id, checklist }, attempt, { own, changed, isOnly, form, steps }) {
  const { examiners, given: marked, result, sessions, stage, withheld } = attempt;
  const isMine = examiners.some(({ by }) => by === own);
  const isPerson = stage === "person";
  const mark = isPerson ? null : changed;
  const view = result && createResultView(attempt, result, sessions, { changed: mark, isPerson });
  const element = el(
    "section",
    { class: "ex-part" },
    !isOnly && el("h3", { text: STAGES[stage] }),
    ...examiners.map((each) => given(each, checklist, own)),
    marked > 0 && !examiners.length && el("p", { class: "lead", text: NOT_YET }),
    hasBegun(attempt) && !isMine && (examiners.length ? second(form()) : form()),
    ...(view ? [view.element] : markLines(null, mark)),
    !isPerson &&
      (view || mark) &&
      el("a", {
        class: "link",
        href: `/marks?class=${encodeURIComponent(class_id)}`,
        text: "Change this mark in the gradebook",
      }),
    !view && withheld && sessions.length > 0 && el("p", { class: "lead", text: sentence(withheld) }),
    steps,
  );
  return { element, stop: () => view?.stop() };
}

/** @param {Element} form */
function second(form) {
  return el("details", { class: "tg-more" }, el("summary", { text: "Give a mark of your own too" }), form);
}

/**
 * A mark that was given, in words.
 * @param {ExaminersMark} mark
 * @param {string[]} checklist
 * @param {string} own id of who looks.
 */
function given({ by, global_rating, checklist: ticks, supervision, no_mark, before_score }, checklist, own) {
  if (no_mark) return el("p", { class: "ex-given", text: `Without a mark of an examiner: ${no_mark}` });
  const whose = by === own ? "Your mark" : "Another examiner’s mark";
  const lines = checklist.map((title, k) => `${title}: ${nameOf(CHECKED, ticks[k])}`);
  return el(
    "div",
    { class: "ex-given" },
    el("p", {}, el("b", { text: `${whose}: ${global_rating}, ${nameOf(GLOBAL, global_rating)}` })),
    supervision !== null &&
      el("p", { text: `Help it took: ${supervision}, ${nameOf(SUPERVISION, supervision)}` }),
    lines.length > 0 && el("p", { class: "lead", text: lines.join(" · ") }),
    !before_score && el("p", { class: "lead", text: "Given after the score was seen." }),
  );
}

/**
 * @param {import("./rating_words.js").Anchor[]} anchors
 * @param {number | null | undefined} value
 */
function nameOf(anchors, value) {
  return anchors.find((each) => each.value === value)?.name.toLowerCase() ?? "–";
}
