// @ts-check
// The exam of whoever is logged in as a student, above the form: where to sit, that it is done, that marks are out.
import { ask } from "../shared/ask.js";
import { el, put } from "../shared/elements.js";
import { examLine } from "./exam_line_text.js";

/** @import {OwnExams} from "../exams/types.js" */
/** @import {End, Reply} from "../shared/types.js" */

const LOOK_MS = 5000;

/**
 * @param {Element} place where it stands first.
 * @returns {End}
 */
export function createExamLine(place) {
  const text = el("p");
  const link = el("a", { class: "link", href: "/exams", text: "Your exams" });
  const line = el(
    "section",
    { class: "exam-line", role: "status", hidden: true, "aria-label": "Your exam" },
    text,
    link,
  );
  let timer = 0;
  let hasEnded = false;
  place.prepend(line);
  async function look() {
    /** @type {Reply<OwnExams>} */
    const reply = await ask("exams/own");
    if (hasEnded) return;
    if (reply.ok) {
      const told = examLine(reply.data.exams);
      line.hidden = !told;
      put(text, told);
    }
    timer = setTimeout(look, LOOK_MS);
  }
  async function begin() {
    const me = await ask("me");
    if (me.ok && me.data.role === "student" && !hasEnded) await look();
  }
  void begin();
  return () => {
    hasEnded = true;
    clearTimeout(timer);
    line.remove();
  };
}
