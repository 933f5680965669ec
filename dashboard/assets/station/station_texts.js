// @ts-check
// What the page of one station says, in words.
import { sentence } from "../shared/numbers.js";
import { trustOf } from "../board/station_state.js";

/** @import {StationInfo} from "../shared/types.js" */
/** @import {ConnectionState} from "../shared/live_connection.js" */

/** @param {StationInfo} info */
export function headOf(info) {
  const pad = info.learner_name ? info.name : "";
  return {
    title: info.learner_name || info.name,
    about: [pad, info.protocol.name, trustOf(info)].filter(Boolean).join(" · "),
  };
}

/**
 * Why nothing is to be seen; empty while all is well.
 * @param {ConnectionState} connection
 * @param {StationInfo | null} info
 */
export function lostMessage(connection, info) {
  if (connection === "lost") {
    return "Steadyhold is not running. Start it again; this page comes back by itself.";
  }
  if (info && info.link.state !== "streaming") {
    return sentence(info.link.reason) || "No signal from the pad. Check its cable.";
  }
  return "";
}
