// @ts-check
import { span } from "../shared/numbers.js";

/** @import {LiveMessage, Phase, StationInfo, Zone} from "../shared/types.js" */

/** @type {Partial<Record<Phase, string>>} */
const NOTES = {
  taring: "The pad is finding its zero. Do not touch it.",
  ready: "Press when you are ready. Force and score stay hidden.",
  resting: "Hands off. The next press follows.",
  done: "All presses are made. Wait for your instructor.",
};

/**
 * What the screen says during an exam: which press it is, and the rest. No force, no seconds held, no score.
 * @param {{info: StationInfo, live: LiveMessage, lost: string}} now `lost` is a sentence, or empty while all is well.
 */
export function examStageState({ info, live, lost }) {
  const { protocol } = info;
  // Pressing too hard is told even in an exam: it protects whoever is pressed.
  const isOver = live.zone === "over" && !lost;
  /** @type {Zone} */
  const zone = isOver ? "over" : "none";
  const word = wordOf(live, isOver);
  const asked = `Hold each ${span(protocol.hold_min_s, protocol.hold_max_s, "s")}`;
  return {
    who: [info.learner_name || info.name, info.exam?.title, info.exam?.stage === "person" && "on a person"]
      .filter(Boolean)
      .join(" · "),
    zone: lost ? "lost" : zone,
    isBlind: true,
    word: lost ? "no signal" : word,
    protocol,
    ...{
      held: "",
      of: lost || live.phase === "done" ? "" : asked,
      share: 0,
      isCounting: false,
      isEnough: false,
    },
    note: lost || live.note || (NOTES[live.phase] ?? ""),
    // Whether the pad is empty is for the examiner to say.
    mayBeEmpty: false,
    isOver,
    /** @type {Zone} */
    gaugeZone: "none",
    soundZone: zone,
    spoken: lost || live.note || (isOver ? "Stop. Too hard." : word),
  };
}

/**
 * @param {LiveMessage} live
 * @param {boolean} isOver
 */
function wordOf({ phase, repetition, repetitions, rest_left_s }, isOver) {
  if (isOver) return "stop";
  if (phase === "taring") return "hands off";
  if (phase === "done") return "done";
  if (phase === "resting" && rest_left_s > 0) return `rest ${Math.ceil(rest_left_s)} s`;
  return `press ${Math.max(1, repetition)} of ${repetitions}`;
}
