// @ts-check
// A pad that is this page: hold mouse, finger or the space key, and a spring gives way.
import { el, put, svg } from "../shared/elements.js";

/** @import {Say} from "../shared/live_connection.js" */

const SEND_MS = 16;
const ASK_AGAIN_MS = 1000;
// A hand presses slower than a pointer jumps: shares of the way in a second.
const IN_PER_S = 0.32;
const OUT_PER_S = 0.8;
const FOLLOW_S = 0.12;
const KEY_TRAVEL = 0.48;
const KEY_STEP = 0.02;
// The picture: the plate at rest, pressed through, and the ground, in its own units.
const REST_Y = 34;
const DEEPEST_Y = 174;
const GROUND_Y = 206;
const COILS = 7;
const TAB_KEY = "steadyhold-tab";

const isTouched = () => globalThis.matchMedia?.("(hover: none)").matches;
const FREE = isTouched()
  ? "Press here: hold and pull down."
  : "Press here: hold and pull down. Or hold the space key.";
const HELD = "Down is more, up is less. Let go slowly.";
const TAKEN = "Another tab or person has this pad. It is yours once they leave.";

/**
 * How far the plate is after some time: it follows the hand, no faster than a hand can press.
 * @param {number} at share of the way, 0 to 1.
 * @param {number} goal where the hand is.
 * @param {number} for_s
 */
export function followed(at, goal, for_s) {
  const step = (goal - at) * Math.min(1, for_s / FOLLOW_S) || 0;
  const most = for_s * (step > 0 ? IN_PER_S : OUT_PER_S);
  return Math.max(0, Math.min(1, at + Math.max(-most, Math.min(most, step))));
}

/** What stays the same while this tab is open, however often its page is loaded. */
function thisTab() {
  try {
    const known = sessionStorage.getItem(TAB_KEY) || String(Math.random());
    sessionStorage.setItem(TAB_KEY, known);
    return known;
  } catch {
    return "";
  }
}

/**
 * @param {HTMLElement} host
 */
export function createScreenPad(host) {
  const plate = svg("rect", { class: "pad-plate", x: 14, y: REST_Y - 16, width: 172, height: 16, rx: 6 });
  const coil = svg("path", { class: "pad-coil", d: coilTo(REST_Y) });
  const ground = svg("path", { class: "pad-ground", d: `M10 ${GROUND_Y}H190` });
  const picture = svg("svg", { viewBox: "0 0 200 214", "aria-hidden": "true" }, coil, plate, ground);
  const words = el("p", { class: "pad-words" });
  const help = "Pad on this screen. Hold the space key to press; arrow down for more, arrow up for less.";
  const pad = el(
    "div",
    { class: "screen-pad", tabindex: 0, role: "button", "aria-label": help },
    words,
    picture,
  );
  const section = el(
    "section",
    { class: "screen-pad-place", "aria-label": "This screen", hidden: true },
    pad,
  );
  host.append(section);

  /** @type {Say | null} */
  let say = null;
  let isShown = false;
  let isHeld = false;
  let at = 0;
  let goal = 0;
  let sent = 0;
  let sent_ms = 0;
  let asked_ms = 0;
  let last_ms = 0;
  let frame = 0;
  /** @type {"" | "pointer" | "key"} */
  let by = "";

  const ask = () => {
    asked_ms = performance.now();
    say?.({ type: "pad", take: isShown && !document.hidden, tab: thisTab() });
  };
  const release = () => {
    by = "";
    goal = 0;
  };
  const draw = () => {
    const y = REST_Y + at * (DEEPEST_Y - REST_Y);
    plate.setAttribute("y", String(y - 16));
    coil.setAttribute("d", coilTo(y));
    pad.classList.toggle("held", Boolean(by));
    const hint = by ? HELD : FREE;
    put(words, isHeld ? hint : TAKEN);
    words.hidden = !isHeld && performance.now() - asked_ms < ASK_AGAIN_MS / 2;
  };
  const turn = (/** @type {number} */ now_ms) => {
    frame = requestAnimationFrame(turn);
    at = followed(at, goal, Math.min(0.1, (now_ms - last_ms) / 1000));
    last_ms = now_ms;
    if (!isHeld && now_ms - asked_ms > ASK_AGAIN_MS) ask();
    if (isHeld && at !== sent && now_ms - sent_ms >= SEND_MS) {
      sent = at;
      sent_ms = now_ms;
      say?.({ type: "travel", travel: at });
    }
    draw();
  };

  const follow = (/** @type {PointerEvent} */ event) => {
    const box = picture.getBoundingClientRect();
    const scale = box.height / 214;
    const way = (event.clientY - box.top - REST_Y * scale) / ((DEEPEST_Y - REST_Y) * scale);
    // A pen tells how hard it is pressed; a mouse and most fingers do not.
    const isPen = event.pointerType === "pen" && event.pressure > 0;
    goal = Math.max(0, Math.min(1, isPen ? event.pressure : way));
  };
  pad.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    pad.focus({ preventScroll: true });
    pad.setPointerCapture(event.pointerId);
    by = "pointer";
    follow(event);
  });
  pad.addEventListener("pointermove", (event) => {
    if (by === "pointer") follow(event);
  });
  for (const over of ["pointerup", "pointercancel", "lostpointercapture"]) {
    pad.addEventListener(over, () => by === "pointer" && release());
  }
  pad.addEventListener("contextmenu", (event) => event.preventDefault());

  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const isHere = !(event.target instanceof Element) || !event.target.closest("a, button, input, summary");
    if (!isShown || !isHere || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " ") {
      event.preventDefault();
      if (!event.repeat && !by) {
        by = "key";
        goal = KEY_TRAVEL;
      }
    } else if (by === "key" && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      goal = Math.max(0, Math.min(1, goal + (event.key === "ArrowDown" ? KEY_STEP : -KEY_STEP)));
    }
  };
  const onKeyUp = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === " " && by === "key") release();
  };
  const onSight = () => {
    release();
    at = sent = 0;
    isHeld = false;
    ask();
  };
  document.addEventListener("keydown", onKey);
  document.addEventListener("keyup", onKeyUp);
  document.addEventListener("visibilitychange", onSight);
  window.addEventListener("blur", release);

  return {
    /** Whether this station is this screen. @param {boolean} onScreen */
    show(onScreen) {
      if (onScreen === isShown) return;
      isShown = onScreen;
      section.hidden = !onScreen;
      if (onScreen) document.body.dataset.pad = "screen";
      else delete document.body.dataset.pad;
      cancelAnimationFrame(frame);
      if (onScreen) frame = requestAnimationFrame(turn);
      ask();
    },
    /** A connection is there, perhaps a new one. @param {Say} send */
    connected(send) {
      say = send;
      isHeld = false;
      sent = -1;
      if (isShown) ask();
    },
    /** @param {boolean} held */
    told(held) {
      isHeld = held;
    },
    focus: () => isShown && pad.focus({ preventScroll: true }),
    stop() {
      cancelAnimationFrame(frame);
      isShown = false;
      ask();
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("keyup", onKeyUp);
      document.removeEventListener("visibilitychange", onSight);
      window.removeEventListener("blur", release);
      delete document.body.dataset.pad;
      section.remove();
    },
  };
}

/**
 * A spring from the plate to the ground.
 * @param {number} y
 */
function coilTo(y) {
  const step = (GROUND_Y - y) / (2 * COILS);
  let path = `M100 ${y}`;
  for (let turn = 1; turn < 2 * COILS; turn += 1) path += `L${turn % 2 ? 60 : 140} ${y + turn * step}`;
  return `${path}L100 ${GROUND_Y}`;
}
