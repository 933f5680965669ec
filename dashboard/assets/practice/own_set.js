// @ts-check
// What this tab remembers of its set, so that a page loaded again in mid-set goes on with it.

const KEY = "steadyhold-session";
const LEARNER_KEY = "steadyhold-learner";

/**
 * The session this tab has begun.
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
