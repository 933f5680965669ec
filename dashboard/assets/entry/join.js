// @ts-check
import { ask } from "../shared/ask.js";
import { byId, onSend, sayProblem } from "./form.js";
import { askedOf, codeIn } from "./place.js";

const LOOK_MS = 3000;
const NOT_LISTED = "I am not on the list";

const codeForm = /** @type {HTMLFormElement} */ (byId("code"));
const person = /** @type {HTMLFormElement} */ (byId("person"));
const learner = /** @type {HTMLSelectElement} */ (person.elements.namedItem("learner"));
const nameField = /** @type {HTMLInputElement} */ (person.elements.namedItem("name"));
const codeField = /** @type {HTMLInputElement} */ (codeForm.elements.namedItem("code"));
/** @type {Record<string, boolean>} */
let hasPin = {};

/** @param {{title: string, learners: {id: string, name: string, has_pin: boolean}[]}} found */
function showClass({ title, learners }) {
  byId("class").textContent = title;
  hasPin = Object.fromEntries(learners.map(({ id, has_pin }) => [id, has_pin]));
  const pick = new Option("Pick your name", "", true, true);
  pick.disabled = true;
  learner.replaceChildren(
    pick,
    ...learners.map(({ id, name }) => new Option(name, id)),
    new Option(NOT_LISTED, "new"),
  );
  codeForm.hidden = true;
  person.hidden = false;
  learner.focus();
}

function showAsked() {
  const { isNew, pinLabel } = askedOf(learner.value === "new" ? "" : learner.value, hasPin);
  byId("new-name").hidden = !isNew;
  nameField.required = isNew;
  byId("pin-words").textContent = pinLabel;
}

/**
 * Wait until the instructor says; the PIN stays in this page only.
 * @param {Record<string, string>} said
 */
function waitForTheInstructor(said) {
  person.hidden = true;
  const waiting = byId("waiting");
  waiting.hidden = false;
  waiting.textContent = "Ask the instructor to let you in. This page goes on by itself.";
  setTimeout(async () => {
    const problem = await join(said);
    if (!problem) return;
    waiting.hidden = true;
    person.hidden = false;
    sayProblem(problem);
  }, LOOK_MS);
}

/**
 * @param {Record<string, string>} said
 * @returns {Promise<string>} what is wrong, or nothing.
 */
async function join(said) {
  const answer = await ask("join", said);
  if (!answer.ok) return answer.problem;
  const { state, learner_id, home } = answer.data;
  if (state === "in") location.assign(home);
  else waitForTheInstructor({ code: said.code, pin: said.pin, learner_id });
  return "";
}

learner.addEventListener("change", showAsked);
onSend(codeForm, async ({ code }) => {
  const answer = await ask("join/class", { code });
  if (answer.ok) showClass(answer.data);
  return answer.problem;
});
onSend(person, ({ learner: picked, name, pin }) => {
  const said = { code: codeField.value, pin };
  return join(picked === "new" ? { ...said, name } : { ...said, learner_id: picked });
});

const scanned = codeIn(location.search);
if (scanned) {
  codeField.value = scanned;
  codeForm.requestSubmit();
}
