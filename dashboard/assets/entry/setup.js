// @ts-check
import { ask } from "../shared/ask.js";
import { byId, comeIn, onSend } from "./form.js";

onSend(/** @type {HTMLFormElement} */ (byId("setup")), (said) => comeIn("setup", said));
// "Nobody can log in yet" is not true for longer.
const { ok, data } = await ask("me");
if (ok && !data.needs_setup) location.replace("/login");
