// @ts-check
import { byId, comeIn, onSend } from "./form.js";

onSend(/** @type {HTMLFormElement} */ (byId("setup")), (said) => comeIn("setup", said));
