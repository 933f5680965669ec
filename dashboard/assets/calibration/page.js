// @ts-check
// Calibration: which pad, then its steps one by one; asked of the hub seven times a second while under way.
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { createForm } from "./form.js";
import { createPassportView } from "./passport.js";
import { createSteps } from "./steps.js";

/** @import {Reply, StationInfo} from "../shared/types.js" */
/** @import {CalibrationState, Passport} from "./types.js" */

const BUSY_MS = 140;
const IDLE_MS = 1200;
const MISSED = 2;

/**
 * @typedef {{element: Element, show: (state: CalibrationState) => void, lost?: () => void}} View
 * @typedef {(path: string, body?: object) => Promise<Reply<any>>} Act
 */

/** @param {HTMLElement} host */
export function mount(host) {
  let station = String(host.dataset.station);
  /** @type {View | null} */
  let view = null;
  let kind = "";
  /** @type {Passport | null} */
  let passport = null;
  let hasEnded = false;
  let isAsking = false;
  let timer = 0;
  let missed = 0;
  const place = el("div", { class: "cal-place" });
  const problem = el("p", { class: "problem", role: "alert" });
  const stage = el("div", { class: "cal-stage" });
  host.append(place, problem, stage);

  /** @type {Act} */
  const act = async (path, body) => {
    const reply = await ask(`${at("calibration", station)}/${path}`, body || {});
    if (hasEnded) return reply;
    problem.textContent = sentence(reply.problem);
    if (path === "finish" && reply.ok) passport = reply.data.passport || null;
    if (path !== "finish" && reply.ok) take(reply.data);
    else look();
    return reply;
  };
  const become = (/** @type {string} */ next, /** @type {() => View} */ make) => {
    if (kind === next && view) return view;
    kind = next;
    view = make();
    stage.replaceChildren(view.element);
    place.hidden = next === "steps" || next === "passport";
    window.scrollTo(0, 0);
    return view;
  };
  const backToPads = () => {
    passport = null;
    kind = "";
    look();
  };
  const take = (/** @type {CalibrationState} */ state) => {
    const made = passport;
    if (made) become("passport", () => createPassportView(made, backToPads));
    else if (state.bench) become("steps", () => createSteps(act)).show(state);
    else become(`form ${state.station.id}`, () => createForm(state, act)).show(state);
  };
  const look = async () => {
    if (isAsking || hasEnded) return;
    isAsking = true;
    const reply = document.hidden && kind !== "steps" ? null : await ask(at("calibration", station));
    isAsking = false;
    clearTimeout(timer);
    if (hasEnded) return;
    if (reply && reply.ok) {
      missed = 0;
      if (problem.dataset.from === "look") {
        problem.textContent = "";
        problem.dataset.from = "";
      }
      take(reply.data);
    } else if (reply) {
      missed += 1;
      if (missed > MISSED) {
        problem.dataset.from = "look";
        problem.textContent = sentence(reply.problem);
        view?.lost?.();
      }
    }
    timer = setTimeout(look, kind === "steps" ? BUSY_MS : IDLE_MS);
  };

  const offerPads = async () => {
    /** @type {Reply<{stations: StationInfo[]}>} */
    const reply = await ask("stations");
    if (hasEnded || !reply.ok) return;
    const { stations } = reply.data;
    const options = stations.map((one) =>
      el("option", { value: one.id, text: one.name, selected: one.id === station }),
    );
    const select = el("select", { class: "d-select", id: "cal-station" }, ...options);
    select.addEventListener("change", () => {
      station = select.value;
      problem.textContent = "";
      backToPads();
    });
    place.replaceChildren(el("label", { class: "field" }, el("span", { text: "Pad" }), select));
  };
  offerPads();
  look();
  return () => {
    hasEnded = true;
    clearTimeout(timer);
  };
}
