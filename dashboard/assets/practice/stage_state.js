// @ts-check
import { atLevel } from "../shared/levels.js";
import { plain, span } from "../shared/numbers.js";
import { examStageState } from "./exam_stage_state.js";

/** @import {LiveMessage, Phase, StationInfo, Zone} from "../shared/types.js" */

const PRESSING = new Set(["loading", "holding", "releasing"]);

/** The cue of the hub as the one big word. @type {Record<string, string>} */
const BIG_WORDS = { "press more": "press", "ease off": "ease off", "let go slowly": "let go" };

/** @param {Phase} phase */
export function isPressing(phase) {
  return PRESSING.has(phase);
}

/**
 * What the screen says while someone presses: more, less, or keep going.
 * @param {{info: StationInfo, live: LiveMessage, lost: string, remark?: string, isStarting?: boolean}} now
 *   `lost` is a sentence, or empty while all is well; `isStarting` while the hub has not yet begun the set.
 */
export function stageState({ info, live, lost, remark = "", isStarting = false }) {
  if (info.exam) return examStageState({ info, live, lost });
  const protocol = atLevel(info.protocol, live.level);
  const isBlind = protocol.feedback === "none";
  const pressing = isPressing(live.phase) && !lost;
  /** @type {Zone} */
  const zone = pressing ? live.zone : "none";
  /** @type {Zone} */
  const shownZone = isBlind && zone !== "over" ? "none" : zone;
  const cue = cueOf(live, { pressing, isBlind, isStarting });
  const isNext = pressing && live.level > 1 && live.phase === "loading";
  const nextLevel = isNext ? `Now ${plain(protocol.force_n)} N, without letting go.` : "";
  return {
    who: whoLine(info, live),
    zone: lost ? "lost" : shownZone,
    isBlind,
    word: lost ? "no signal" : (BIG_WORDS[cue] ?? cue),
    protocol,
    ...secondsOf(protocol, live, lost),
    note: lost || live.note || nextLevel || noteOf(cue, remark, isBlind && live.phase === "ready"),
    mayBeEmpty: !lost && live.loaded,
    isOver: zone === "over",
    /** @type {Zone} */
    gaugeZone: isBlind ? "none" : shownZone,
    soundZone: shownZone,
    spoken: lost || live.note || (zone === "over" ? "Stop. Too hard." : nextLevel || cue),
  };
}

/**
 * @param {StationInfo} info
 * @param {LiveMessage} live
 */
function whoLine(info, live) {
  const turn = live.phase === "free" ? "" : `${Math.max(1, live.repetition)} of ${live.repetitions}`;
  const level = turn && live.levels > 1 ? `level ${live.level} of ${live.levels}` : "";
  return [info.learner_name || info.name, info.protocol.name, turn, level].filter(Boolean).join(" · ");
}

/**
 * @param {LiveMessage} live
 * @param {{pressing: boolean, isBlind: boolean, isStarting: boolean}} how
 */
function cueOf(live, { pressing, isBlind, isStarting }) {
  if (isStarting && !pressing && live.phase !== "ready") return "hands off";
  if (isBlind && (live.cue === "press more" || live.cue === "ease off")) return "hold";
  return live.cue;
}

/**
 * @param {StationInfo["protocol"]} protocol
 * @param {LiveMessage} live
 * @param {string} lost
 */
function secondsOf(protocol, live, lost) {
  const goal_s = Math.max(protocol.hold_s, protocol.hold_min_s);
  const isCounting = live.phase === "holding" || live.phase === "releasing";
  // Of several levels the last alone is let go of; the others are done when the next one begins.
  const isLast = !(live.level < live.levels);
  const isEnough = isCounting && isLast && live.held_s >= goal_s;
  const seconds = Math.floor(live.held_s + 1e-6);
  // The ring fills with the seconds in the band; the number beside it is the seconds held.
  const share = isCounting && !lost ? live.in_band_s / protocol.hold_s : 0;
  const none = { held: "", of: "", share, isCounting, isEnough };
  if (lost) return none;
  if (isCounting) {
    const mayGoOn = isLast && seconds >= goal_s && protocol.hold_max_s > goal_s;
    const of = mayGoOn
      ? `That is enough. Let go before ${plain(protocol.hold_max_s)} s`
      : `of ${plain(goal_s)} s`;
    return { ...none, held: `${seconds} s`, of };
  }
  if (live.phase !== "loading" && live.phase !== "ready") return none;
  return { ...none, of: `then hold ${span(protocol.hold_min_s, protocol.hold_max_s, "s")}` };
}

/**
 * @param {string} cue
 * @param {string} remark
 * @param {boolean} isByFeel
 */
function noteOf(cue, remark, isByFeel) {
  if (cue === "hands off") return "The pad is finding its zero. Do not touch it.";
  return remark || (isByFeel ? "Force hidden until you let go." : "");
}
