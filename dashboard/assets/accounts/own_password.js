// @ts-check
// Another password of whoever is logged in.
import { createOwnSecret } from "./own_secret.js";
import { hiddenLogin, passwordField } from "./password_field.js";

/**
 * The form in which somebody changes the own password.
 * @param {string} login empty where it is not known.
 */
export function createOwnPassword(login) {
  return createOwnSecret({
    path: "me/password",
    title: "My password",
    lead: "At least 12 characters; four words in a row are easy to keep. You are logged out everywhere else.",
    done: "Your password is changed.",
    act: "Change my password",
    old: passwordField("The password of now", "own-old", "current-password"),
    fresh: passwordField("The new one", "own-new", "new-password"),
    before: hiddenLogin(login),
  });
}
