// @ts-check
import { ask, at } from "../shared/ask.js";

/** @import {Hold, Reply, Trace, TraceRecord} from "../shared/types.js" */
/** @import {SampleHistory} from "../practice/sample_history.js" */

const MOST_POINTS = 20000;

/**
 * Force over time around a hold: from this page's own samples where they reach back so far, else from the record.
 * @param {Hold} hold
 * @param {string} session
 * @param {SampleHistory} samples
 * @returns {Promise<Trace>}
 */
export async function traceOf(hold, session, samples) {
  /** @type {Trace} */
  const own = { t: [], f: [] };
  for (let i = samples.oldest; i < samples.count; i += 1) {
    own.t.push(samples.t(i));
    own.f.push(samples.f(i));
  }
  if (own.t.length && own.t[0] <= hold.onset_s) return own;
  return (await recordedTrace(session)) || own;
}

/**
 * Force over time of a whole session, from the record.
 * @param {string} session
 * @returns {Promise<Trace | null>} null where the hub does not answer.
 */
export async function recordedTrace(session) {
  /** @type {Reply<TraceRecord>} */
  const answer = await ask(`${at("sessions", session)}/trace?max_points=${MOST_POINTS}`);
  return answer.ok ? { t: answer.data.t_s, f: answer.data.force_n } : null;
}
