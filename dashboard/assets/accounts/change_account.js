// @ts-check
// A dialog about one account: another password, another role, logged out, removed.
import { el } from "../shared/elements.js";
import { askFirst } from "../shared/question.js";
import { hiddenLogin, passwordField } from "./password_field.js";
import { roleChoice } from "./role_choice.js";

/** @import {Account, Act} from "./types.js" */

/**
 * @param {Account} account
 * @param {Act} act
 */
export function changeAccount({ login, role }, act) {
  const title = el("h2", { id: "change-title", text: login });
  const box = el("dialog", { class: "question class-change", "aria-labelledby": "change-title" });
  const done = (/** @type {string} */ path, /** @type {object} */ more = {}) => {
    box.close();
    return act(`accounts/${path}`, { login, ...more });
  };
  const form = (/** @type {() => unknown} */ send, /** @type {HTMLElement[]} */ ...parts) => {
    const made = el("form", { class: "class-new" }, ...parts);
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      send();
    });
    return made;
  };
  const save = (/** @type {string} */ text) => el("button", { class: "act", type: "submit", text });
  const button = (/** @type {string} */ text, /** @type {() => unknown} */ onclick) =>
    el("button", { class: "act quiet", type: "button", text, onclick });
  const password = passwordField("New password", "change-password", "new-password");
  const roles = roleChoice("change-role", role);
  const remove = async () => {
    box.close();
    const question =
      `Remove the account ${login}? Nobody can log in with it any more. ` +
      "What was done with it stays in the log.";
    if (await askFirst(question, "Remove")) await act("accounts/end", { login });
  };
  box.append(
    title,
    form(
      () => done("password", { password: password.input.value }),
      hiddenLogin(login),
      password.element,
      save("Set the password"),
    ),
    form(() => done("role", { role: roles.select.value }), roles.element, save("Save the role")),
    el(
      "div",
      { class: "question-acts" },
      button("Log out everywhere", () => done("logout")),
      button("Remove", remove),
      button("Close", () => box.close()),
    ),
  );
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}
