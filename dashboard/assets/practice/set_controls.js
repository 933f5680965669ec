// @ts-check
// The set of this tab: how it is begun, who follows it, and which session it is.
import { ask, at } from "../shared/ask.js";

/**
 * @typedef {{protocol: string, learner_id: string, display?: import("./gauge.js").Display}} Choice
 * @typedef {{
 *   begin: (choice: Choice) => void,
 *   joined: (session: string | null) => void,
 *   leave: (why?: string) => void,
 * }} SetControls
 */

const KEY = "steadyhold-session";

/** @type {SetControls | null} */
let current = null;
/** @type {((controls: SetControls) => void)[]} */
let waiting = [];

/**
 * The controls of the stage; whoever is faster than its modules waits for it.
 * @returns {Promise<SetControls>}
 */
export function setControls() {
  return new Promise((give) => {
    if (current) give(current);
    else waiting.push(give);
  });
}

/**
 * @param {SetControls} controls
 * @returns {() => void} gives them back.
 */
export function takeControls(controls) {
  current = controls;
  for (const give of waiting) give(controls);
  waiting = [];
  return () => {
    if (current === controls) current = null;
  };
}

/**
 * Ask the hub to begin a set.
 * @param {string} station
 * @param {string} protocol
 * @param {string} learner_id
 */
export function startSet(station, protocol, learner_id) {
  return ask(`${at("stations", station)}/start`, { protocol, learner_id });
}

/**
 * The session this tab has begun, so that a page loaded again in mid-set goes on with it.
 * @returns {string | null}
 */
export function ownSession() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {string | null} session */
export function rememberSession(session) {
  try {
    if (session) sessionStorage.setItem(KEY, session);
    else sessionStorage.removeItem(KEY);
  } catch {
    // Storage is blocked: a page loaded again begins at the form.
  }
}
