// @ts-check
// The set of this tab: how it is begun and who follows it.
import { ask, at } from "../shared/ask.js";
import { rememberLearner } from "./own_set.js";

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

const LOOK_AGAIN_MS = 1000;

/** @type {SetControls | null} */
let current = null;
/** @type {((controls: SetControls) => void)[]} */
let waiting = [];
/** @type {Promise<unknown>} */
let starting = Promise.resolve();

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
  const answer = ask(`${at("stations", station)}/start`, { protocol, learner_id });
  starting = answer;
  return answer;
}

/** Wait until the hub has answered whether the set begins: only then there is one to end. */
export async function startAnswered() {
  await starting;
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
 * Say who sits at a station, before a set that the instructor begins.
 * @param {string} station
 * @param {string} learner_id
 */
export function sitDown(station, learner_id) {
  rememberLearner(learner_id);
  return ask(`${at("stations", station)}/sit`, { learner_id });
}
