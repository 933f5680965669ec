// @ts-check
// The first thing to do for somebody who has no pad: press on this screen.
import { el } from "../shared/elements.js";
import { setControls, startSet } from "./set_controls.js";

/** @param {HTMLElement} host its `data-station` is the pad on this screen, `data-try` what to train. */
export function mount(host) {
  const station = String(host.dataset.station);
  const protocol = String(host.dataset.try);
  const problem = el("p", { class: "problem", role: "alert" });
  const begin = async () => {
    const stage = document.getElementById("stage");
    // The form may show another pad: the page of this one begins with it.
    if (stage?.dataset.station !== station) {
      location.assign(`/practice?station=${encodeURIComponent(station)}`);
      return;
    }
    const { begin: show, joined, leave } = await setControls();
    problem.textContent = "";
    show({ protocol, learner_id: "" });
    const answer = await startSet(station, protocol, "");
    if (answer.ok) joined(answer.data.session);
    else {
      leave();
      problem.textContent = answer.problem;
    }
  };
  const button = el("button", {
    type: "button",
    class: "act try-act",
    text: "Try it: press here",
    onclick: begin,
  });
  host.append(button, problem);
}
