// @ts-check
// Something an instructor does for good, and says why.
import { ask } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {Standards, Told} from "./types.js" */

/**
 * A reason and a button.
 * @param {{id: string, act: string, path: string, body: () => Record<string, unknown>, most: number, told: Told}} about
 */
export function createReasoned({ id, act, path, body, most, told }) {
  const reason = el("input", {
    class: "class-input",
    id,
    autocomplete: "off",
    maxlength: most,
    required: true,
  });
  const label = el(
    "label",
    { class: "field", for: id },
    el("span", { text: "Why (for whoever looks later)" }),
    reason,
  );
  const button = el("button", { class: "act", text: act });
  const problem = el("p", { class: "problem", role: "alert" });
  const form = el("form", { class: "st-reasoned" }, label, button, problem);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    /** @type {Reply<Standards>} */
    const reply = await ask(path, { ...body(), reason: reason.value });
    button.disabled = false;
    problem.textContent = sentence(reply.problem);
    if (!reply.ok) return;
    reason.value = "";
    told(reply.data);
  });
  return form;
}
