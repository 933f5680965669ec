// @ts-check
// The form of an instructor who writes a correction beside the measured hours.
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { addedSeconds } from "./hours_texts.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {HoursAnswer} from "./types.js" */

const MOST_WORDS = 500;
const LEAD =
  "What is measured stays as it is. A correction stands beside it for good, with your name and the reason; a wrong " +
  "one is set right by another.";
const NO_TIME = "Write how long it was: hours, minutes or both.";

/** @param {() => Promise<void>} again shows the sheet as it is now. */
export function createCorrection(again) {
  let learner = "";
  const whose = el("summary", { dir: "auto" });
  const number = (/** @type {string} */ id, /** @type {number} */ max) =>
    el("input", { id, class: "class-input", type: "number", min: 0, max, step: 1, inputmode: "numeric" });
  const day = el("input", { id: "hours-day", class: "class-input", type: "date", required: true });
  const hours = number("hours-hours", 24);
  const minutes = number("hours-minutes", 59);
  const sign = el(
    "select",
    { id: "hours-sign", class: "d-select" },
    el("option", { value: "more", text: "Add" }),
    el("option", { value: "less", text: "Take away" }),
  );
  const reason = el("textarea", {
    id: "hours-reason",
    class: "class-input mark-reason",
    rows: 2,
    maxlength: MOST_WORDS,
  });
  const field = (/** @type {string} */ label, /** @type {HTMLElement} */ input) =>
    el("label", { class: "field", for: input.id }, el("span", { text: label }), input);
  const save = el("button", { class: "act", type: "submit", text: "Write the correction" });
  const problem = el("p", { class: "problem", role: "alert" });
  const told = el("p", { class: "answer", role: "status" });
  const form = el(
    "form",
    { class: "hours-correct", novalidate: true },
    el(
      "div",
      { class: "hours-pair" },
      field("Day of the practice", day),
      field("What to do", sign),
      field("Hours", hours),
      field("Minutes", minutes),
    ),
    field("Reason, which stands on the sheet", reason),
    save,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    told.textContent = "";
    const added_s = addedSeconds(hours.value, minutes.value, sign.value === "less");
    if (Number.isNaN(added_s)) {
      problem.textContent = NO_TIME;
      return;
    }
    save.disabled = true;
    const body = { day: day.value, added_s, reason: reason.value };
    /** @type {Reply<HoursAnswer>} */
    const reply = await ask(at("learners", learner, "hours", "correct"), body);
    save.disabled = false;
    problem.textContent = sentence(reply.problem);
    if (!reply.ok) return;
    form.reset();
    told.textContent = "The correction is written.";
    await again();
  });
  return {
    element: el(
      "details",
      { class: "class-fold hours-fold" },
      whose,
      el("p", { class: "lead", text: LEAD }),
      form,
      problem,
      told,
    ),
    /**
     * @param {string} id of the learner whose hours are corrected from now on.
     * @param {string} name
     */
    show(id, name) {
      if (id === learner) return;
      // What was typed for one must not be written for another.
      form.reset();
      problem.textContent = told.textContent = "";
      learner = id;
      whose.textContent = `Write a correction for ${name || "this learner"}`;
    },
  };
}
