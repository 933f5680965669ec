// @ts-check
import { el } from "../shared/elements.js";

/** @import {LiveMessage, StationInfo} from "../shared/types.js" */

/**
 * On the form: how the chosen pad is, and the way to a set that is under way there.
 * @param {{info: StationInfo | null, live: LiveMessage | null, lost: string, notice: string, remark: string}} now
 */
export function padState({ info, live, lost, notice, remark }) {
  if (!info) return { text: "Looking for the pad…", state: lost ? "lost" : "ready", mayWatch: false };
  if (lost) return { text: lost, state: "lost", mayWatch: false };
  if (live && info.session) {
    const turn = `${Math.max(1, live.repetition)} of ${live.repetitions}`;
    const who = info.learner_name || "someone";
    return {
      text: `${info.name} is in use: ${who}, ${info.protocol.name}, ${turn}.`,
      state: "busy",
      mayWatch: true,
    };
  }
  return { text: notice || readyText(info, remark), state: "ready", mayWatch: false };
}

/**
 * @param {StationInfo} info
 * @param {string} remark
 */
function readyText(info, remark) {
  const basis = info.basis?.reason ? ` ${info.basis.reason}` : "";
  const trust = info.simulated ? " It is simulated: no sensor, a made-up learner presses." : basis;
  return `${info.name} is ready.${remark && ` But ${remark}.`}${trust}`;
}

/**
 * @param {ReturnType<typeof padState>} now
 * @param {() => void} watch
 */
export function showPadState({ text, state, mayWatch }, watch) {
  const line = document.getElementById("pad-state");
  if (!line) return;
  line.dataset.state = state;
  const isShown = line.firstChild?.textContent === text && Boolean(line.querySelector("button")) === mayWatch;
  if (isShown) return;
  const button = el("button", { type: "button", class: "link", text: "Watch it", onclick: watch });
  line.replaceChildren(el("span", { text }), ...(mayWatch ? [button] : []));
}
