// @ts-check
// The form in which somebody changes what they log in with, knowing what it was.
import { ask } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";

/** @typedef {{input: HTMLInputElement, element: HTMLElement}} Field */

/**
 * @param {{path: string, title: string, lead: string, done: string, act: string, old: Field,
 *   fresh: Field, before: HTMLElement | null}} about `before` stands in the form before its fields.
 */
export function createOwnSecret({ path, title, lead, done, act, old, fresh, before }) {
  const problem = el("p", { class: "problem", role: "alert" });
  const answer = el("p", { class: "answer", role: "status" });
  const save = el("button", { class: "act", type: "submit", text: act });
  const form = el("form", { class: "class-new" }, before, old.element, fresh.element, save);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    save.disabled = true;
    const reply = await ask(path, { old: old.input.value, new: fresh.input.value });
    save.disabled = false;
    problem.textContent = sentence(reply.problem);
    answer.textContent = reply.ok ? done : "";
    if (reply.ok) form.reset();
  });
  return el(
    "section",
    { class: "card accounts-card", "aria-labelledby": "own-title" },
    el("h2", { id: "own-title", text: title }),
    el("p", { class: "lead", text: lead }),
    form,
    problem,
    answer,
  );
}
