// @ts-check
// What the form beside the board does in the browser: it asks the hub itself.
import { ask, at } from "../shared/ask.js";

/** @import {StationInfo} from "../shared/types.js" */

const EVERY_STATION = "*";

/**
 * @param {unknown} unchanged answer that leaves the output as it is.
 * @param {number | null} clicks
 * @param {string} station an id, or "*" for all.
 * @param {string | null} protocol
 * @returns {Promise<unknown>} what came of it, in words.
 */
export async function giveProtocol(unchanged, clicks, station, protocol) {
  if (!clicks) return unchanged;
  if (!protocol) return "Choose a protocol first.";
  const path = station === EVERY_STATION ? "protocol" : `${at("stations", station)}/protocol`;
  const answer = await ask(path, { protocol });
  if (!answer.ok) return answer.problem;
  const refused = Object.values(answer.data.refused || {});
  return [await given(protocol), refused.length && `Not: ${refused.join("; ")}.`].filter(Boolean).join(" ");
}

/**
 * Who trains that now, and what it is called.
 * @param {string} protocol
 */
async function given(protocol) {
  const { data } = await ask("stations");
  /** @type {StationInfo[]} */
  const stations = data.stations || [];
  const training = stations.filter((one) => one.protocol.id === protocol);
  if (!training.length) return "";
  const who = training.length === stations.length ? `All ${stations.length}` : `${training.length}`;
  return `${who} now train “${training[0].protocol.name}”.`;
}
