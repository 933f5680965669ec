// @ts-check
// What a tile says of its station besides the state.
import { trustOf } from "./station_state.js";

/** @import {StationInfo} from "../shared/types.js" */
/** @import {StationState} from "./station_state.js" */
/** @import {WallView} from "./wall_view.js" */

/**
 * Who is there, or which pad it is where no names are shown.
 * @param {StationInfo} info
 * @param {WallView} view
 */
export function titleOf(info, { hasNames }) {
  return (hasNames && info.learner_name) || info.name;
}

/**
 * @param {StationInfo} info
 * @param {WallView} view
 */
export function aboutOf(info, { hasNames }) {
  const pad = hasNames && info.learner_name ? info.name : "";
  const feel = info.protocol.feedback === "none" ? "by feel" : "";
  return [pad, info.protocol.name, feel, trustOf(info)].filter(Boolean).join(" · ");
}

/**
 * Why somebody should go there, the most urgent first; the word of the state is not said twice.
 * @param {StationState} station
 */
export function flagsOf({ needs, sign }) {
  return needs.map(({ word }) => word).filter((word) => word !== sign.word);
}

/**
 * A tile in one line, for whoever does not see it.
 * @param {StationState} station
 * @param {WallView} view
 */
export function spokenTile(station, view) {
  const { info, sign } = station;
  const who = [titleOf(info, view), view.hasNames && info.learner_name ? info.name : ""];
  const flags = view.isProjector ? "" : flagsOf(station).join(", ");
  return [who.filter(Boolean).join(", "), [sign.word, flags].filter(Boolean).join(", ")].join(": ");
}
