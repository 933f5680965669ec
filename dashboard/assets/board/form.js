// @ts-check
// What the form beside the board does in the browser: it asks the hub itself.
import { ask } from "../shared/ask.js";
import { askFirst } from "../shared/question.js";
import { doneMessage, refusedMessage, wouldEnd } from "./form_texts.js";

/** @import {StationInfo} from "../shared/types.js" */

/**
 * Whom it is about: nobody chosen means all.
 * @param {string[] | null} chosen ids.
 */
function which(chosen) {
  return chosen?.length ? { stations: chosen } : {};
}

/**
 * Every station as it is now, or those chosen.
 * @param {string[] | null} chosen ids.
 * @returns {Promise<StationInfo[]>}
 */
async function infosOf(chosen) {
  const { data } = await ask("stations");
  /** @type {StationInfo[]} */
  const stations = data.stations || [];
  return chosen?.length ? stations.filter(({ id }) => chosen.includes(id)) : stations;
}

/**
 * @param {unknown} unchanged answer that leaves the output as it is.
 * @param {number | null} clicks
 * @param {string[] | null} chosen
 * @param {string | null} protocol
 * @returns {Promise<unknown>} what came of it, in words.
 */
export async function giveProtocol(unchanged, clicks, chosen, protocol) {
  if (!clicks) return unchanged;
  if (!protocol) return "Choose a protocol first.";
  const answer = await ask("protocol", { protocol, ...which(chosen) });
  if (!answer.ok) return answer.problem;
  const training = (await infosOf(null)).filter((one) => one.protocol.id === protocol);
  const all = (await infosOf(null)).length;
  const who = training.length === all ? `All ${all}` : `${training.length}`;
  const given = training.length ? `${who} now train “${training[0].protocol.name}”.` : "";
  return [given, refusedMessage(answer.data.refused)].filter(Boolean).join(" ");
}

/**
 * @param {unknown} unchanged
 * @param {number | null} clicks
 * @param {string[] | null} chosen
 */
export async function startTogether(unchanged, clicks, chosen) {
  if (!clicks) return unchanged;
  const answer = await ask("start", which(chosen));
  if (!answer.ok) return answer.problem;
  return doneMessage(await infosOf(chosen), answer.data.refused, "began", "Hands off first.");
}

/**
 * Ends what people are doing, so it asks once.
 * @param {unknown} unchanged
 * @param {number | null} clicks
 * @param {string[] | null} chosen
 */
export async function endTogether(unchanged, clicks, chosen) {
  if (!clicks) return unchanged;
  const infos = await infosOf(chosen);
  const question = wouldEnd(infos);
  if (!question) return "No set is under way there.";
  if (!(await askFirst(question, "End"))) return "Nothing was ended.";
  const answer = await ask("stop", { stations: infos.filter((one) => one.session).map(({ id }) => id) });
  if (!answer.ok) return answer.problem;
  const asked = infos.filter((one) => one.session);
  return doneMessage(asked, answer.data.refused, "ended", "What was done is kept.");
}

/**
 * @param {unknown} unchanged
 * @param {number | null} clicks
 * @param {string[] | null} chosen
 * @param {string | null} text
 */
export async function sendMessage(unchanged, clicks, chosen, text) {
  if (!clicks) return unchanged;
  if (!text?.trim()) return "Type a message first.";
  const answer = await ask("message", { text, ...which(chosen) });
  if (!answer.ok) return answer.problem;
  // Sent: the same is not sent twice by a second press.
  /** @type {any} */ (window).dash_clientside.set_props("board-message", { value: "" });
  const infos = await infosOf(chosen);
  const who = chosen?.length ? infos.map(({ name }) => name).join(", ") : "all stations";
  return `Sent to ${who}. “The board as a table” says who has read it.`;
}
