// @ts-check
import { ask } from "../shared/ask.js";

/**
 * An element that the page surely has.
 * @template {HTMLElement} [Kind=HTMLElement]
 * @param {string} id
 * @returns {Kind}
 */
export function byId(id) {
  return /** @type {Kind} */ (document.getElementById(id));
}

/** @param {string} text what is wrong, or nothing. */
export function sayProblem(text) {
  byId("problem").textContent = text;
}

/**
 * What stands in the fields of a form, by their names.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export function fieldsOf(form) {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

/**
 * Answer a form by asking the hub; while it thinks the button cannot be pressed twice.
 * @param {HTMLFormElement} form
 * @param {(fields: Record<string, string>) => Promise<string>} send answers what is wrong, or nothing.
 */
export function onSend(form, send) {
  const [button] = form.getElementsByTagName("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    sayProblem("");
    sayProblem(await send(fieldsOf(form)));
    button.disabled = false;
  });
  button.disabled = false;
}

/**
 * Ask to come in, and go where the hub says; answers what is wrong.
 * @param {string} path below /api/.
 * @param {Record<string, string>} said
 * @param {(home: string) => string} where the page to go to.
 * @param {() => void} showCode asks for a code as well, where the account needs one.
 */
export async function comeIn(path, said, where = (home) => home, showCode = () => undefined) {
  const answer = await ask(path, said);
  if (!answer.ok) return answer.problem;
  if (answer.data.needs_code) {
    showCode();
    return "Type the six digits that your authenticator app shows now.";
  }
  location.assign(where(answer.data.home));
  return "";
}
