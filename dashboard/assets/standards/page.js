// @ts-check
// Standards: the pass marks in use, marks compared, and panels of judges.
import { ask } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { createCompare } from "./compare.js";
import { createPanel } from "./panel.js";
import { createPassMarks } from "./pass_marks.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {Standards} from "./types.js" */

/** @param {HTMLElement} host its `data-class` is the class the pass marks are of; empty for the whole school. */
export function mount(host) {
  let hasEnded = false;
  const classId = host.dataset.class ?? "";
  const problem = el("p", { class: "problem", role: "alert" });
  const parts = [createPassMarks, createCompare, createPanel].map((create) => create(classId, tell));
  host.append(problem, ...parts.map((each) => each.element));
  begin();
  return () => {
    hasEnded = true;
  };

  /** @param {Standards} standards */
  function tell(standards) {
    for (const each of parts) each.show(standards);
  }

  async function begin() {
    /** @type {Reply<Standards>} */
    const reply = await ask(`standards?class_id=${encodeURIComponent(classId)}`);
    if (hasEnded) return;
    problem.textContent = sentence(reply.problem);
    if (reply.ok) tell(reply.data);
  }
}
