// @ts-check
import { isPressing } from "./stage_state.js";

/** @import {Phase, StationInfo} from "../shared/types.js" */

/**
 * What the button for help says and does; away while a hand presses, so that no touch calls by accident.
 * @param {StationInfo["help"]} help
 * @param {Phase} phase
 * @returns {{word: string, said: string, act: "help" | "help/back", isAway: boolean}}
 */
export function helpState(help, phase) {
  const isAway = isPressing(phase);
  if (help === "none") return { word: "Call for help", said: "", act: "help", isAway };
  const said = help === "asked" ? "Your instructor is called." : "Your instructor is on the way.";
  return { word: "Take the call back", said, act: "help/back", isAway };
}
