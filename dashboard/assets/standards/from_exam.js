// @ts-check
// Marks out of an exam, in place of a paste: whoever chooses one finds its columns in the field of text.
import { ask, at } from "../shared/ask.js";
import { el, put } from "../shared/elements.js";
import { dayText } from "../shared/moments.js";
import { sentence } from "../shared/numbers.js";

/** @import {Exams} from "../exams/types.js" */
/** @import {Reply} from "../shared/types.js" */
/** @import {ExamColumns} from "./types.js" */

/**
 * @param {string} classId empty for the exams of every class.
 * @param {{
 *   kind: () => "agreement" | "cut",
 *   fill: (text: string) => void,
 *   problem: (words: string) => void,
 * }} on
 */
export function createFromExam(classId, { kind, fill, problem }) {
  let asked = 0;
  const select = el("select", { class: "d-select", id: "st-exam" });
  const words = el("small", { id: "st-exam-words", role: "status" });
  select.setAttribute("aria-describedby", words.id);
  const name = el("span", { text: "Take them from an exam" });
  const choice = el("label", { class: "field", for: select.id, hidden: true }, name, select);
  let protocol = "";
  select.addEventListener("change", take);
  return {
    elements: [choice, words],
    take,
    /** Id of what was pressed; empty where the marks are from no exam. */
    protocol: () => protocol,
    forget() {
      asked += 1;
      select.value = protocol = "";
      put(words, "");
    },
    async offer() {
      /** @type {Reply<Exams>} */
      const reply = await ask(`exams?class_id=${encodeURIComponent(classId)}`);
      if (!reply.ok) return;
      const out = reply.data.exams.filter((each) => each.released);
      const had = select.value;
      select.replaceChildren(
        el("option", { value: "", text: "No exam: paste them, or bring a file" }),
        ...out.map(({ id, title, made_utc }) =>
          el("option", { value: id, text: `${title}, ${dayText(made_utc)}`, selected: id === had }),
        ),
      );
      choice.hidden = !out.length;
    },
  };

  async function take() {
    const mine = (asked += 1);
    put(words, "");
    protocol = "";
    if (!select.value) return;
    /** @type {Reply<ExamColumns>} */
    const reply = await ask(at("standards", "exams", select.value));
    if (mine !== asked) return;
    problem(sentence(reply.problem));
    if (!reply.ok) return;
    protocol = reply.data.protocol;
    const columns = reply.data[kind()];
    fill(columns.text);
    put(words, columns.words);
  }
}
