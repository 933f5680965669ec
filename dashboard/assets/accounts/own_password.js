// @ts-check
// Another password of whoever is logged in.
import { ask } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { hiddenLogin, passwordField } from "./password_field.js";

const LEAD =
  "At least 12 characters; four words in a row are easy to keep. You are logged out everywhere else.";
const DONE = "Your password is changed.";

/**
 * The form in which somebody changes the own password.
 * @param {string} login empty where it is not known.
 */
export function createOwnPassword(login) {
  const old = passwordField("The password of now", "own-old", "current-password");
  const fresh = passwordField("The new one", "own-new", "new-password");
  const problem = el("p", { class: "problem", role: "alert" });
  const answer = el("p", { class: "answer", role: "status" });
  const save = el("button", { class: "act", type: "submit", text: "Change my password" });
  const form = el("form", { class: "class-new" }, hiddenLogin(login), old.element, fresh.element, save);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    save.disabled = true;
    const reply = await ask("me/password", { old: old.input.value, new: fresh.input.value });
    save.disabled = false;
    problem.textContent = sentence(reply.problem);
    answer.textContent = reply.ok ? DONE : "";
    if (reply.ok) form.reset();
  });
  return el(
    "section",
    { class: "card accounts-card", "aria-labelledby": "own-title" },
    el("h2", { id: "own-title", text: "My password" }),
    el("p", { class: "lead", text: LEAD }),
    form,
    problem,
    answer,
  );
}
