// @ts-check
// The exam of whoever is logged in as a student, above the form: where to sit, that it is done, that marks are out.
import { ask } from "../shared/ask.js";
import { el, put } from "../shared/elements.js";
import { examLine } from "./exam_line_text.js";

/** @import {OwnExams} from "../exams/types.js" */
/** @import {Reply} from "../shared/types.js" */

const LOOK_MS = 5000;

/** @param {HTMLElement} host */
export function mount(host) {
  const text = el("p");
  const link = el("a", { class: "link", href: "/exams", text: "Your exams" });
  const box = { class: "exam-line", role: "status", hidden: true, "aria-label": "Your exam" };
  const line = el("section", box, text, link);
  let timer = 0;
  let hasEnded = false;
  host.append(line);
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
  void look();
  return () => {
    hasEnded = true;
    clearTimeout(timer);
  };
}
