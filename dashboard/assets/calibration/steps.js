// @ts-check
// Calibration under way: one sentence to follow, what belongs on the pad, the reading, what was read.
import { el, progressRing, put } from "../shared/elements.js";
import { createScatter } from "./scatter.js";
import { createLoadPicture } from "./load_picture.js";
import { createStepActs } from "./step_acts.js";
import { readingText, stateText, unbroken } from "./step_texts.js";

/** @import {CalibrationStep, CalibrationDot, CalibrationState, CalibrationStation} from "./types.js" */
/** @import {Act} from "./page.js" */

const SCATTER_LEAD =
  "Reading minus known force, beside a straight line. ▲ rising, ▼ falling, ◆ check. " +
  "One that stands out can be repeated.";
const MASS_LEAD = "A mass was typed wrongly? Correct it; nothing read is lost.";

/** @param {Act} act */
export function createSteps(act) {
  const where = el("p", { class: "cal-where" });
  const bar = el("i");
  const instruction = el("p", { class: "cal-do", role: "status" });
  const refusal = el("p", { class: "cal-refusal", role: "alert", hidden: true });
  const trouble = el("p", { class: "problem", role: "alert" });
  const picture = el("div", { class: "cal-picture-box" });
  const value = el("span", { class: "cal-value" });
  const unit = el("span", { class: "cal-unit" });
  const state = el("p", { class: "cal-state" });
  const why = el("p");
  const almost = el("p", { class: "lead" });
  const dots = el("div", { class: "cal-dots" });
  const ring = progressRing(132);
  const acts = createStepActs(act);
  const correction = createCorrection(act);
  const leave = el("button", { class: "act quiet", type: "button", onclick: () => act("leave") });
  leave.textContent = "Leave, go on another day";
  const number = el("p", { class: "cal-number" }, value, unit);
  const reading = el(
    "div",
    { class: "cal-read" },
    el("div", { class: "cal-ring" }, ring.picture, number),
    state,
  );
  const element = el(
    "div",
    { class: "cal-steps" },
    el(
      "div",
      { class: "cal-main" },
      where,
      el("div", { class: "cal-progress", "aria-hidden": "true" }, bar),
      ...[instruction, refusal, trouble],
      el("div", { class: "cal-row" }, picture, reading),
      acts.first,
    ),
    el(
      "aside",
      { class: "cal-side" },
      el("details", { open: true }, el("summary", { text: "Why this step" }), why),
      el("section", {}, el("h2", { text: "Scatter so far" }), dots),
      el(
        "details",
        {},
        el("summary", { text: "More" }),
        ...[almost, acts.more, el("p", { class: "lead", text: MASS_LEAD }), correction.form, leave],
      ),
    ),
  );
  const drawPicture = whenChanged((/** @type {CalibrationStep} */ bench) => {
    picture.replaceChildren(createLoadPicture(bench));
  });
  const drawDots = whenChanged((/** @type {CalibrationDot[]} */ read) => {
    dots.replaceChildren(...dotsView(read));
  });

  return {
    element,
    /** @param {CalibrationState} now */
    show({ bench, station }) {
      if (!bench) return;
      const isStreaming = station.link.state === "streaming" && !bench.is_another;
      const isCalm = bench.is_still && isStreaming;
      const step = bench.finished
        ? `${bench.steps} of ${bench.steps}`
        : `step ${bench.done + 1} of ${bench.steps}`;
      put(where, `${station.name} · ${bench.title} · ${step}`);
      bar.style.width = `${(100 * bench.done) / bench.steps}%`;
      put(instruction, instructionText(bench, station));
      put(refusal, unbroken(bench.refusal));
      refusal.hidden = !bench.refusal;
      put(trouble, bench.trouble);
      const [digits, named] = isStreaming && !bench.paused ? readingText(bench) : ["–", ""];
      put(value, digits);
      put(unit, named);
      put(state, stateText(bench, isCalm));
      ring.set(bench.paused ? 0 : bench.waited_frac);
      element.classList.toggle("still", isCalm);
      picture.hidden = bench.finished || bench.paused;
      put(why, bench.why || "Everything is read. The passport is worked out from it.");
      put(almost, bench.almost);
      drawPicture([bench.kind, bench.stack, bench.position, bench.finished], bench);
      drawDots(bench.dots, bench.dots);
      acts.show(bench);
      correction.show(bench);
    },
    lost() {
      put(value, "–");
      put(unit, "");
      put(state, "no connection");
      ring.set(0);
    },
  };
}

/**
 * @param {CalibrationStep} bench
 * @param {CalibrationStation} station
 */
function instructionText(bench, station) {
  if (bench.is_another) return `Another sensor is plugged in. Bring back ${bench.identity}.`;
  const isGone = station.link.state === "lost" || station.link.state === "ended";
  if (isGone && !bench.paused) return "The sensor is gone. Plug it in: it goes on by itself.";
  return unbroken(bench.instruction);
}

/** @param {CalibrationDot[]} read */
function dotsView(read) {
  if (!read.length) {
    return [el("p", { class: "lead", text: "Each reading under a weight appears here as a dot." })];
  }
  return [createScatter(read), el("p", { class: "lead", text: SCATTER_LEAD })];
}

/**
 * A form that corrects the mass of a weight.
 * @param {Act} act
 */
function createCorrection(act) {
  const which = el("select", { class: "d-select", "aria-label": "Weight" });
  const words = { inputmode: "decimal", "aria-label": "Its mass in kilograms", placeholder: "kg" };
  const kg = el("input", { class: "cal-input", ...words });
  const correct = el("button", { class: "act quiet", type: "submit", text: "Correct" });
  const form = el("form", { class: "cal-correct" }, which, kg, correct);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = Number(kg.value.trim().replace(",", "."));
    if (typed > 0) {
      act("mass", { id: which.value, kg: typed });
      kg.value = "";
    } else kg.focus();
  });
  const fill = whenChanged((/** @type {CalibrationStep["masses"]} */ masses) => {
    which.replaceChildren(
      ...masses.map(({ id, kg: is_kg }) => el("option", { value: id, text: `${id} (${is_kg} kg)` })),
    );
  });
  return { form, show: (/** @type {CalibrationStep} */ { masses }) => fill(masses, masses) };
}

/**
 * Draws only when what it is drawn from has changed.
 * @template Drawn
 * @param {(drawn: Drawn) => void} draw
 */
function whenChanged(draw) {
  let before = "";
  return (/** @type {unknown} */ from, /** @type {Drawn} */ drawn) => {
    const key = JSON.stringify(from);
    if (key === before) return;
    before = key;
    draw(drawn);
  };
}
