// @ts-check
// The set of this tab: how it is begun, who follows it, and which session it is.
import { ask, at } from "../shared/ask.js";

/** @import {StationInfo} from "../shared/types.js" */

/**
 * @typedef {{protocol: string, learner_id: string, display?: import("./gauge.js").Display}} Choice
 * @typedef {{
 *   begin: (choice: Choice) => void,
 *   joined: (session: string | null) => void,
 *   leave: (why?: string) => void,
 *   rejoin: (stations: StationInfo[]) => void,
 * }} SetControls
 */

const KEY = "steadyhold-session";
const LEARNER_KEY = "steadyhold-learner";
const LOOK_AGAIN_MS = 1000;

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
  rememberLearner(learner_id);
  return ask(`${at("stations", station)}/start`, { protocol, learner_id });
}

/**
 * Wait until the hub answers again, and show what became of a request whose answer was lost.
 * @returns {Promise<void>}
 */
export async function whenBack() {
  for (;;) {
    await new Promise((after) => setTimeout(after, LOOK_AGAIN_MS));
    const { ok, data, isLost } = await ask("stations");
    if (isLost) continue;
    if (ok) current?.rejoin(data.stations);
    return;
  }
}

/**
 * The session this tab has begun, so that a page loaded again in mid-set goes on with it.
 * @returns {string | null}
 */
export function ownSession() {
  return remembered(KEY);
}

/**
 * Who sits here: the set that an instructor begins for them is followed by this tab.
 * @returns {string | null} id of a learner.
 */
export function ownLearner() {
  return remembered(LEARNER_KEY);
}

/** @param {string} learner_id empty for a guest. */
export function rememberLearner(learner_id) {
  remember(LEARNER_KEY, learner_id);
}

/**
 * Say who sits at a station, before a set that the instructor begins.
 * @param {string} station
 * @param {string} learner_id
 */
export function sitDown(station, learner_id) {
  rememberLearner(learner_id);
  return ask(`${at("stations", station)}/sit`, { learner_id });
}

/** @param {string | null} session */
export function rememberSession(session) {
  remember(KEY, session);
}

/** @param {string} key */
function remembered(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string | null} value
 */
function remember(key, value) {
  try {
    if (value) sessionStorage.setItem(key, value);
    else sessionStorage.removeItem(key);
  } catch {
    // Storage is blocked: a page loaded again begins at the form.
  }
}
