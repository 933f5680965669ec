// @ts-check
import { ask, at } from "../shared/ask.js";
import { el, put } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {CheckState} from "./types.js" */

const BUSY_MS = 250;
const IDLE_MS = 5000;

/**
 * The check weight of the day: one card where a pad has a passport; nothing is rescaled by it.
 * @param {string} station
 */
export function createCheckCard(station) {
  const path = at("checks", station);
  const due = el("p", { class: "chk-due" });
  const doing = el("p", { class: "chk-do", role: "status" });
  const problem = el("p", { class: "problem", role: "alert" });
  const weight = el("select", { class: "d-select", "aria-label": "Which weight" });
  const read = el("button", { class: "act", type: "button", text: "Read it" });
  const done = el("button", { class: "act quiet", type: "button", text: "Done" });
  const acts = el("div", { class: "chk-acts" }, weight, read, done);
  const heading = el("h2", { text: "Check weight" });
  const element = el("section", { class: "card chk", hidden: true }, heading, due, doing, problem, acts);
  let timer = 0;
  let filled = "";

  const show = (/** @type {CheckState} */ { check, masses, usual, due: dueText }) => {
    const hasEnded = check !== null && check.passed !== null;
    const verdict = check?.passed ? "passed" : "failed";
    const sign = check?.passed ? "✓ " : "▲ ";
    element.dataset.state = !check ? "idle" : hasEnded ? verdict : "busy";
    due.textContent = dueText || "No reading is due now. One more does no harm.";
    due.hidden = Boolean(check);
    doing.hidden = !check;
    put(doing, check ? `${hasEnded ? sign : ""}${check.words}` : "");
    weight.hidden = read.hidden = !masses.length || (Boolean(check) && !hasEnded);
    read.textContent = hasEnded ? "Read again" : "Read it";
    done.hidden = !check;
    done.textContent = hasEnded ? "Done" : "Stop";
    if (masses.join() === filled) return;
    filled = masses.join();
    weight.replaceChildren(
      ...masses.map((id) => el("option", { value: id, text: id, selected: id === usual })),
    );
  };
  const take = (/** @type {Reply<CheckState>} */ reply) => {
    problem.textContent = sentence(reply.problem);
    if (reply.ok) show(reply.data);
    const isBusy = element.dataset.state === "busy";
    if (element.isConnected) timer = setTimeout(look, isBusy ? BUSY_MS : IDLE_MS);
  };
  const look = async () => {
    clearTimeout(timer);
    take(await ask(path));
  };
  const act = async (/** @type {string} */ way, /** @type {object} */ body) => {
    clearTimeout(timer);
    take(await ask(`${path}/${way}`, body));
  };
  read.addEventListener("click", () => act("begin", { mass: weight.value }));
  done.addEventListener("click", () => act("leave", {}));
  return {
    element,
    /** @param {boolean} isOffered */
    offer(isOffered) {
      if (isOffered && element.hidden) look();
      element.hidden = !isOffered;
    },
  };
}
