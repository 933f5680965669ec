// @ts-check
// The second factor of whoever is logged in: set up by scanning, ended with a code.
import { ask } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { textField } from "../shared/text_field.js";
import { hiddenLogin, passwordField } from "./password_field.js";

const OFF =
  "Off: your password alone lets you in. With it on you also type a code that an app on your phone shows.";
const ON = "On: you log in with your password and a code of your authenticator app.";
const SCAN =
  "Scan this with an authenticator app, or type what stands below it there. Then type the code it shows.";

function codeField() {
  const field = textField("The six digits it shows", "factor-code");
  field.input.inputMode = "numeric";
  field.input.autocomplete = "one-time-code";
  field.input.required = true;
  field.input.maxLength = 7;
  return field;
}

/**
 * The card; it asks the hub itself whether there is one.
 * @param {string} login empty where it is not known.
 */
export function createSecondFactor(login) {
  const lead = el("p", { class: "lead" });
  const problem = el("p", { class: "problem", role: "alert" });
  const body = el("div");
  const element = el(
    "section",
    { class: "card accounts-card", "aria-labelledby": "factor-title" },
    el("h2", { id: "factor-title", text: "Second factor" }),
    lead,
    body,
    problem,
  );

  /**
   * @param {string} act
   * @param {string} path
   * @param {{secret?: string}} also
   */
  const form = (act, path, also) => {
    const password = passwordField("Your password", "factor-password", "current-password");
    const code = codeField();
    const save = el("button", { class: "act", type: "submit", text: act });
    const made = el("form", { class: "class-new" }, hiddenLogin(login), password.element, code.element, save);
    made.addEventListener("submit", async (event) => {
      event.preventDefault();
      save.disabled = true;
      const said = { password: password.input.value, code: code.input.value, ...also };
      const reply = await ask(path, said);
      save.disabled = false;
      problem.textContent = sentence(reply.problem);
      if (reply.ok) await show();
    });
    return made;
  };
  const setUp = async () => {
    const { ok, data, problem: why } = await ask("me/second-factor/new", {});
    problem.textContent = sentence(why);
    if (!ok) return;
    lead.textContent = SCAN;
    const picture = el("img", { class: "factor-qr", src: data.qr, alt: "Code for an authenticator app" });
    const secret = el("code", { class: "factor-secret", text: data.secret });
    body.replaceChildren(picture, secret, form("Switch it on", "me/second-factor", { secret: data.secret }));
  };
  const show = async () => {
    const { ok, data } = await ask("me/second-factor");
    if (!ok) return;
    lead.textContent = data.is_on ? ON : OFF;
    const begin = el("button", { class: "act quiet", type: "button", text: "Set it up", onclick: setUp });
    body.replaceChildren(data.is_on ? form("Switch it off", "me/second-factor/end", {}) : begin);
  };
  void show();
  return element;
}
