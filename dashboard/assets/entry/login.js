// @ts-check
import { ask } from "../shared/ask.js";
import { byId, comeIn, onSend, sayProblem } from "./form.js";
import { isOver, placeAfter } from "./place.js";

const form = /** @type {HTMLFormElement} */ (byId("login"));
const inside = byId("inside");

function showCode() {
  byId("code-row").hidden = false;
  const code = /** @type {HTMLInputElement} */ (form.elements.namedItem("code"));
  code.required = true;
  code.focus();
}

onSend(form, (said) => comeIn("login", said, (home) => placeAfter(location.search, home), showCode));
for (const [id, path] of [
  ["out", "logout"],
  ["out-all", "logout-all"],
]) {
  byId(id).addEventListener("click", async () => sayProblem(await comeIn(path, {})));
}

byId("over").hidden = !isOver(location.search);
const { ok, data } = await ask("me");
if (ok && data.needs_setup) location.replace("/setup");
if (ok && data.role !== "anonymous") {
  byId("who").textContent = data.logs_in
    ? `You are logged in as ${data.role}.`
    : "Nobody logs in here: this rig serves its own computer only.";
  form.hidden = byId("student").hidden = true;
  inside.hidden = false;
  for (const id of ["out", "out-all"]) byId(id).hidden = !data.logs_in;
}
