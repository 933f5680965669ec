// @ts-check
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { pressesOf } from "../shared/levels.js";
import { flatProtocol } from "./protocol.js";
import { createPressRow } from "../result/press_result.js";
import { recordedTrace } from "../result/trace_of_hold.js";

/** @import {Reply, SessionRecord} from "../shared/types.js" */

/**
 * Hold by hold on the page of one session.
 * @param {HTMLElement} host
 */
export function mount(host) {
  let hasEnded = false;
  host.append(el("p", { class: "lead", text: "Reading the record…" }));
  read(String(host.dataset.session)).then((rows) => {
    if (!hasEnded) host.replaceChildren(...rows);
  });
  return () => {
    hasEnded = true;
  };
}

/** @param {string} session */
async function read(session) {
  /** @type {Promise<Reply<SessionRecord>>} */
  const asked = ask(at("sessions", session));
  const [record, trace] = await Promise.all([asked, recordedTrace(session)]);
  if (!record.ok) return [el("p", { class: "problem", text: record.problem })];
  const { holds, protocol } = record.data.session;
  if (!holds.length) {
    return [el("p", { class: "lead", text: "No press of this session was long enough to be a hold." })];
  }
  const flat = flatProtocol(protocol);
  const samples = trace || { t: [], f: [] };
  return pressesOf(holds).map((press, index) => createPressRow(press, index, flat, samples, index === 0));
}
