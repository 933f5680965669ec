// @ts-check
import { atLevel } from "../shared/levels.js";

/** @import {LiveMessage, Need, Phase, StationInfo, Zone} from "../shared/types.js" */
/** @import {Symbol} from "../shared/symbols.js" */

// Codes of the wall frame, docs/live.md.
/** @type {Phase[]} */
const PHASES = ["taring", "ready", "loading", "holding", "releasing", "resting", "done", "free"];
/** @type {Zone[]} */
const ZONES = ["none", "below", "in", "above", "over"];
const VALUES = 8;
const STALE_S = 2;

/** @typedef {Zone | "lost"} Tone */
/**
 * What came of a station so far.
 * @typedef {object} Now
 * @property {Float32Array | null} tiles of all stations.
 * @property {LiveMessage | undefined} live
 * @property {number} rest_left_s
 * @property {boolean} isConnected
 * @property {Need[]} needs why it needs the instructor, as the hub says.
 */
/** @typedef {{word: string, symbol: Symbol, tone: Tone}} StateSign */

/** @type {Record<Exclude<Phase, "loading" | "holding">, StateSign>} */
const SIGNS = {
  taring: { word: "hands off", symbol: "hollow", tone: "none" },
  ready: { word: "ready", symbol: "hollow", tone: "none" },
  releasing: { word: "letting go", symbol: "dot", tone: "none" },
  resting: { word: "resting", symbol: "pause", tone: "none" },
  done: { word: "done", symbol: "check", tone: "none" },
  free: { word: "waiting", symbol: "hollow", tone: "none" },
};

/** @type {StateSign} */
const UNUSED = { word: "not open", symbol: "hollow", tone: "none" };

/**
 * Word, symbol and tone of a station.
 * @param {Phase | undefined} phase
 * @param {Zone | undefined} zone
 * @param {boolean} isLinked
 * @returns {StateSign}
 */
export function stateSign(phase, zone, isLinked) {
  if (!isLinked) return { word: "no signal", symbol: "hollow", tone: "lost" };
  if (zone === "over") return { word: "stop", symbol: "stop", tone: "over" };
  if (phase !== "loading" && phase !== "holding") return SIGNS[phase || "free"] || SIGNS.free;
  if (zone === "below") {
    return { word: phase === "loading" ? "pressing in" : "too light", symbol: "down", tone: "below" };
  }
  if (zone === "above") return { word: "too hard", symbol: "up", tone: "above" };
  if (zone === "in") return { word: "in the band", symbol: "dot", tone: "in" };
  return { word: "pressing", symbol: "dot", tone: "none" };
}

/**
 * All that the board shows of a station.
 * @param {StationInfo} info
 * @param {number} index
 * @param {Now} now
 */
export function stationState(info, index, { tiles, live, rest_left_s, isConnected, needs }) {
  const at = VALUES * index;
  const phase = tiles ? PHASES[tiles[at + 6]] : live?.phase;
  const zone = tiles ? ZONES[tiles[at + 5]] : live?.zone;
  const isHeard = Boolean(isConnected && tiles && tiles[at + 7] < STALE_S);
  // A page that is a pad and that nobody has open is nobody's trouble.
  const isUnused = info.on_screen && !info.session && info.link.state !== "streaming";
  const isLinked = isHeard && !["lost", "stale"].includes(info.link.state);
  const sign = isUnused ? UNUSED : stateSign(phase, zone, isLinked);
  return {
    info,
    protocol: atLevel(info.protocol, live?.level),
    phase,
    sign,
    force_n: tiles ? tiles[at + 1] : NaN,
    held_s: tiles ? tiles[at + 4] : 0,
    rest_left_s: phase === "resting" ? rest_left_s : 0,
    needs: isConnected ? needs : [],
  };
}

/** @typedef {ReturnType<typeof stationState>} StationState */

/**
 * What is to be known of a score before it is compared with another.
 * @param {StationInfo} info
 */
export function trustOf(info) {
  if (info.simulated) return "simulated";
  return info.basis?.use === "practice" ? "practice only" : "";
}
