// @ts-check
// The wall alone on the whole screen, for a projector; with names or without.
import { el } from "../shared/elements.js";
import { rememberView, rememberedView } from "./wall_view.js";

/** @import {WallView} from "./wall_view.js" */

/**
 * @param {HTMLElement} host of the wall.
 * @param {() => void} changed
 */
export function createProjector(host, changed) {
  let view = rememberedView();
  const full = el("button", {
    type: "button",
    class: "act quiet",
    onclick: () => project(!view.isProjector),
  });
  const names = el("button", {
    type: "button",
    class: "act quiet",
    onclick: () => set({ ...view, hasNames: !view.hasNames }),
  });
  const bar = el("div", { class: "wall-bar" }, full, names);
  host.append(bar);

  const show = () => {
    full.textContent = view.isProjector ? "Leave the projector view" : "Projector view";
    names.textContent = view.hasNames ? "Hide names" : "Show names";
    if (view.isProjector) document.body.dataset.wall = "projector";
    else delete document.body.dataset.wall;
  };
  const set = (/** @type {WallView} */ next) => {
    view = next;
    rememberView(view);
    show();
    changed();
  };
  const project = async (/** @type {boolean} */ isProjector) => {
    set({ ...view, isProjector });
    // The whole screen needs a hand each time; without it the view fills the window.
    if (isProjector) await host.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement) await document.exitFullscreen();
  };
  const leave = () => {
    if (view.isProjector) set({ ...view, isProjector: false });
  };
  const onFull = () => {
    if (!document.fullscreenElement) leave();
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") leave();
  };
  document.addEventListener("fullscreenchange", onFull);
  document.addEventListener("keydown", onKey);
  show();
  return {
    get view() {
      return view;
    },
    stop() {
      document.removeEventListener("fullscreenchange", onFull);
      document.removeEventListener("keydown", onKey);
      delete document.body.dataset.wall;
    },
  };
}
