// @ts-check
import { el, progressRing, put } from "../shared/elements.js";
import { createGauge } from "./gauge.js";
import { stageState } from "./stage_state.js";
import { tone } from "./tone.js";

/** @import {End} from "../shared/types.js" */
/** @import {Display} from "./gauge.js" */

const SAY_EVERY_MS = 1000;

/**
 * The screen while someone presses.
 * @param {Element} host
 * @param {{end: End, empty: End}} on what its buttons do.
 */
export function createStage(host, on) {
  const ring = progressRing(72);
  const who = el("p", { class: "press-who" });
  const simulated = el("span", { class: "simulated", text: "simulated", hidden: true });
  const word = el("p", { class: "press-word", "aria-hidden": "true" });
  const held = el("b", { class: "press-seconds" });
  const of = el("span", { class: "press-of" });
  const note = el("p", { class: "press-note" });
  const plot = el("div", { class: "press-plot" });
  const said = el("p", { class: "sr", role: "status", "aria-live": "polite" });
  const sound = tool("sound", "Sound", async () => {
    sound.setAttribute("aria-pressed", String(await tone.toggle()));
  });
  const view = tool("view", "Bar", () => {
    setDisplay(section.dataset.display === "bar" ? "trace" : "bar");
  });
  const full = tool("full", "Whole screen", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else section.parentElement?.requestFullscreen();
  });
  const end = tool("end", "End this set", on.end);
  end.removeAttribute("aria-pressed");
  const empty = el("button", {
    type: "button",
    class: "act quiet press-empty",
    hidden: true,
    onclick: on.empty,
  });
  empty.textContent = "Nothing is on the pad";
  const tools = [sound, view, document.fullscreenEnabled && full, end];
  const section = el(
    "section",
    { class: "press", "aria-label": "Pressing" },
    el("div", { class: "press-line" }, who, el("span", { class: "gap" }), ...tools),
    plot,
    word,
    el("p", { class: "press-held" }, held, ring.picture, of),
    ...[note, empty, said],
  );
  const watching = el("p", { class: "watching", hidden: true });
  who.after(watching);
  host.append(section);
  plot.append(simulated);
  const gauge = createGauge(plot);
  const voice = createVoice(said);
  const onFull = () => full.setAttribute("aria-pressed", String(Boolean(document.fullscreenElement)));
  document.addEventListener("fullscreenchange", onFull);
  sound.setAttribute("aria-pressed", String(tone.isOn));

  const setDisplay = (/** @type {Display} */ display) => {
    section.dataset.display = display;
    view.setAttribute("aria-pressed", String(display === "bar"));
    gauge.set({ display });
  };
  setDisplay("trace");

  return {
    section,
    gauge,
    setDisplay,
    /** Whom this screen only watches; empty for one's own set. @param {string} name */
    watch(name) {
      put(watching, name && `You are watching ${name}`);
      watching.hidden = !name;
      const label = name ? "Stop watching" : "End this set";
      end.setAttribute("aria-label", label);
      end.title = label;
    },
    /** @param {Parameters<typeof stageState>[0]} now */
    show(now) {
      const state = stageState(now);
      put(who, state.who);
      put(word, state.word);
      put(held, state.held);
      put(of, state.of);
      put(note, state.note);
      ring.set(state.share);
      simulated.hidden = !now.info.simulated;
      empty.hidden = !state.mayBeEmpty;
      section.dataset.zone = state.zone;
      section.dataset.phase = now.live.phase;
      section.classList.toggle("blind", state.isBlind);
      section.classList.toggle("exam", now.info.exam !== null);
      section.classList.toggle("counting", state.isCounting);
      section.classList.toggle("enough", state.isEnough);
      section.classList.toggle("over", state.isOver);
      gauge.set({ protocol: state.protocol, zone: state.gaugeZone, isStale: Boolean(now.lost) });
      tone.set(state.soundZone);
      voice.say(state.spoken);
    },
    stop() {
      voice.stop();
      tone.set("none");
      gauge.stop();
      document.removeEventListener("fullscreenchange", onFull);
      section.remove();
    },
  };
}

/**
 * @param {string} kind
 * @param {string} label
 * @param {() => unknown} onclick
 */
function tool(kind, label, onclick) {
  const words = { "aria-label": label, title: label, "aria-pressed": "false" };
  const icon = el("span", { class: `icon icon-${kind}`, "aria-hidden": "true" });
  return el("button", { type: "button", class: `tool tool-${kind}`, ...words, onclick }, icon);
}

/**
 * A screen reader hears a change of cue, at most once a second.
 * @param {Element} place
 */
function createVoice(place) {
  let spoken = "";
  let spoken_ms = 0;
  let waiting = 0;
  return {
    /** @param {string} sentence */
    say(sentence) {
      clearTimeout(waiting);
      if (!sentence || sentence === spoken) return;
      const speak = () => {
        spoken = sentence;
        spoken_ms = performance.now();
        place.textContent = sentence;
      };
      waiting = setTimeout(speak, Math.max(0, spoken_ms + SAY_EVERY_MS - performance.now()));
    },
    stop: () => clearTimeout(waiting),
  };
}
