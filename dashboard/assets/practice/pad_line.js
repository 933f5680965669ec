// @ts-check
import { el, linked } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { unreachableMessage } from "../shared/unreachable.js";

/** @import {Link, LiveMessage, StationInfo} from "../shared/types.js" */
/** @import {ConnectionState} from "../shared/live_connection.js" */

/**
 * On the form: how the chosen pad is, and the way to a set that is under way there.
 * @param {{info: StationInfo | null, live: LiveMessage | null, lost: string, notice: string, remark: string}} now
 */
export function padState({ info, live, lost, notice, remark }) {
  if (!info) return { text: lost || "Looking for the pad…", state: lost ? "lost" : "ready", mayWatch: false };
  if (info.link.state === "connecting") {
    const why = info.link.reason ? ` ${sentence(info.link.reason)}` : "";
    return { text: `${info.name} is connecting.${why}`, state: "waiting", mayWatch: false };
  }
  if (lost) return { text: lostText(info, lost), state: "lost", mayWatch: false };
  if (live && info.session) {
    const turn = `${Math.max(1, live.repetition)} of ${live.repetitions}`;
    const who = info.learner_name || "someone";
    return {
      text: `${info.name} is in use: ${who}, ${info.protocol.name}, ${turn}.`,
      state: "busy",
      mayWatch: true,
      watchWord: `Watch ${who}`,
    };
  }
  return { text: notice || readyText(info, remark), state: "ready", mayWatch: false };
}

/**
 * Which pad it is, and what to do.
 * @param {StationInfo} info
 * @param {string} lost
 */
function lostText(info, lost) {
  return lost.includes(info.name) || lost.includes("Steadyhold") ? lost : `${info.name}: ${lost}`;
}

/**
 * Why a set is over that nobody ended on this screen.
 * @param {Link} link
 * @param {boolean} wasAway whether the rig was out of reach meanwhile: nobody knows here what happened.
 * @param {string} name of the pad.
 */
export function endedText(link, wasAway, name) {
  if (link.state === "lost" || link.state === "ended") {
    return "The pad went away, so the set has ended. What you did is kept.";
  }
  if (wasAway) return "Steadyhold was away, so the set has ended. What you did until then is kept.";
  return `Somebody else ended this set on ${name}. What you did is kept.`;
}

/**
 * @param {StationInfo} info
 * @param {string} remark
 */
function readyText(info, remark) {
  if (info.on_screen) return "This screen is ready: mouse, finger or the space key press it.";
  const basis = info.basis?.reason ? ` ${info.basis.reason}` : "";
  const trust = info.simulated ? " Simulated pad: a computer presses, not you." : basis;
  return `${info.name} is ready.${remark && ` But ${remark}.`}${trust}`;
}

/**
 * @param {ReturnType<typeof padState>} now
 * @param {() => void} watch
 */
export function showPadState({ text, state, mayWatch, watchWord = "" }, watch) {
  const line = document.getElementById("pad-state");
  if (!line) return;
  line.dataset.state = state;
  const isShown = line.firstChild?.textContent === text && Boolean(line.querySelector("button")) === mayWatch;
  if (isShown) return;
  const button = el("button", { type: "button", class: "link", text: watchWord, onclick: watch });
  line.replaceChildren(el("span", {}, ...linked(text)), ...(mayWatch ? [button] : []));
}

/**
 * Why no force is to be seen; empty while all is well.
 * @param {ConnectionState} connection
 * @param {Link} link
 * @param {boolean} isSilent no sample has come for long.
 */
export function silenceMessage(connection, link, isSilent) {
  if (connection === "lost") return unreachableMessage();
  if (link.state === "lost" || link.state === "stale") {
    return sentence(link.reason) || "The sensor is silent. Check its cable; it comes back by itself.";
  }
  if (!connection || !isSilent) return "";
  return "No new values from the pad. It comes back by itself; if not, check its cable.";
}
