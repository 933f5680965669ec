// @ts-check
// Another PIN of a student who is logged in.
import { createOwnSecret } from "./own_secret.js";
import { passwordField } from "./password_field.js";

/**
 * @param {string} label
 * @param {string} id
 */
function pinField(label, id) {
  const field = passwordField(label, id, "off");
  field.input.inputMode = "numeric";
  field.input.pattern = "[0-9]{6}";
  field.input.maxLength = 6;
  return field;
}

/** The form in which a student changes the own PIN. */
export function createOwnPin() {
  return createOwnSecret({
    path: "me/pin",
    title: "My PIN",
    lead: "Six digits that only you know. You are logged out everywhere else.",
    done: "Your PIN is changed.",
    act: "Change my PIN",
    old: pinField("The PIN of now", "own-old"),
    fresh: pinField("The new one", "own-new"),
    before: null,
  });
}
