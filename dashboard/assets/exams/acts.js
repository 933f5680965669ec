// @ts-check
// What an instructor can do with an exam at the step it is at.
import { el } from "../shared/elements.js";
import { askFirst } from "../shared/question.js";
import { needsMark, stepOf } from "./exam_state.js";

/** @import {Exam, SeatChecks} from "./types.js" */

/**
 * @param {{
 *   begin: (reason: string) => void,
 *   resume: () => void,
 *   end: () => void,
 *   release: () => void,
 *   withdraw: (reason: string) => void,
 * }} on
 */
export function createActs(on) {
  const button = (/** @type {string} */ text, /** @type {() => void} */ onclick, isQuiet = false) =>
    el("button", { type: "button", class: isQuiet ? "act quiet" : "act", text, onclick });
  const reason = el("input", { class: "cal-input", id: "ex-reason", autocomplete: "off", maxlength: 200 });
  const why = el(
    "label",
    { class: "field ex-reason", for: "ex-reason" },
    el("span", { text: "A pad is not quite as it should be. Why you begin all the same:" }),
    reason,
  );
  const begin = button("Begin", beginIt);
  const resume = button("Resume", on.resume);
  const more = button("Begin the next at each pad", beginIt, true);
  const end = button("End the exam", endIt, true);
  const release = button("Release the marks", on.release);
  const back = el("input", { class: "cal-input", id: "ex-back", autocomplete: "off", maxlength: 200 });
  const withdraw = button("Take the marks back", () => on.withdraw(back.value.trim()), true);
  const fold = el(
    "details",
    { class: "tg-more" },
    el("summary", { text: "Take the marks back" }),
    el("label", { class: "field ex-reason", for: "ex-back" }, el("span", { text: "Why" }), back),
    withdraw,
  );
  const row = el("div", { class: "ex-acts" }, begin, resume, more, end, release);
  let open = 0;

  /** @param {(reason: string) => void} begins told why, where a pad is not quite as it should be. */
  function withReason(begins) {
    const told = reason.value.trim();
    const isOpen = !why.hidden && !told;
    reason.ariaInvalid = String(isOpen);
    if (isOpen) reason.focus();
    else begins(told);
  }
  function beginIt() {
    withReason(on.begin);
  }
  async function endIt() {
    const question = open
      ? `${open} of the students have not pressed all. What is missing counts 0. End the exam?`
      : "End the exam? Nobody can press in it afterwards.";
    if (await askFirst(question, "End the exam")) on.end();
  }

  return {
    withReason,
    element: el("div", { class: "ex-do" }, why, row, fold),
    /**
     * @param {Exam} exam
     * @param {SeatChecks[]} checked
     * @param {boolean} mayBegin the student who is looked at can press next.
     */
    show({ about, learners }, checked, mayBegin) {
      const step = stepOf(about);
      open = about.learners - about.done;
      begin.hidden = step !== "plan";
      begin.disabled = !learners.some((each) => each.station);
      resume.hidden = step !== "interrupted";
      more.hidden = step !== "run" || !learners.some(waits);
      const isUnsure = checked.some(({ checks }) => checks.some(({ state }) => state === "unsure"));
      why.hidden = !isUnsure || (begin.hidden && more.hidden && !mayBegin);
      end.hidden = step !== "run" && step !== "interrupted";
      release.hidden = step !== "mark";
      release.disabled = learners.some(needsMark);
      fold.hidden = step !== "over";
    },
  };
}

/** @param {Exam["learners"][number]} learner */
function waits({ station, attempts }) {
  return station !== "" && ["waiting", "interrupted"].includes(attempts[0].state);
}
