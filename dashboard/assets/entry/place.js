// @ts-check

/**
 * Where to go after a login: the page that was asked for, where it is one of this rig.
 * @param {string} search of the address of the login page.
 * @param {string} home of the role.
 */
export function placeAfter(search, home) {
  const next = new URLSearchParams(search).get("next") ?? "";
  return /^\/[A-Za-z0-9]/.test(next) ? next : home;
}

/**
 * Whether somebody was inside and is not any more.
 * @param {string} search of the address of the login page.
 */
export function isOver(search) {
  return new URLSearchParams(search).has("over");
}

/**
 * The class code that a scanned address brings.
 * @param {string} search
 */
export function codeIn(search) {
  return new URLSearchParams(search).get("code") ?? "";
}

/**
 * What is asked of somebody who was picked.
 * @param {string} learner id; empty for whoever is not on the list.
 * @param {Record<string, boolean>} hasPin by id.
 */
export function askedOf(learner, hasPin) {
  const isNew = learner === "";
  return { isNew, pinLabel: !isNew && hasPin[learner] ? "Your PIN" : "Choose your own PIN" };
}
