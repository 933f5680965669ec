// @ts-check
// Who is logged in in this browser, and the way out.
import { ask } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";

/**
 * @param {string} role
 * @param {string} login empty where it is not known.
 */
export function createWhoIAm(role, login) {
  const problem = el("p", { class: "problem", role: "alert" });
  const leave = async (/** @type {string} */ path) => {
    const reply = await ask(path, {});
    problem.textContent = sentence(reply.problem);
    if (reply.ok) location.assign(reply.data.home);
  };
  const button = (/** @type {string} */ text, /** @type {string} */ path) =>
    el("button", { class: "act quiet", type: "button", text, onclick: () => leave(path) });
  const who = login ? `You are ${login}, logged in as ${role}.` : `You are logged in as ${role}.`;
  return el(
    "section",
    { class: "accounts-me" },
    el("p", { class: "preview-line", text: who }),
    el(
      "div",
      { class: "question-acts" },
      button("Log out", "logout"),
      button("Log out everywhere", "logout-all"),
    ),
    problem,
  );
}
