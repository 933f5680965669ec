// @ts-check
// Let students in: whether the network lets them through, looked at again and again, and a page for the projector.
import { ask } from "../shared/ask.js";
import { el, put } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { MARKS, headline } from "./network_texts.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {Network, NetworkFinding} from "./types.js" */

const ASK_MS = 4000;

/** @param {HTMLElement} host */
export function mount(host) {
  const now = el("p", { class: "door-now", role: "status", text: "Looking at the network …" });
  const problem = el("p", { class: "problem", role: "alert" });
  const list = el("ul", { class: "door-findings" });
  const full = el("button", { class: "act quiet", type: "button", text: "Show the code full screen" });
  const way = document.getElementById("door-way");
  let known = "";
  let hasEnded = false;

  const look = async () => {
    if (document.hidden) return;
    /** @type {Reply<Network>} */
    const reply = await ask("network");
    if (hasEnded) return;
    put(problem, sentence(reply.problem));
    if (!reply.ok) return;
    put(now, headline(reply.data));
    const text = JSON.stringify(reply.data.findings);
    if (text === known) return;
    known = text;
    list.replaceChildren(...reply.data.findings.map(row));
  };

  full.addEventListener("click", () => way?.requestFullscreen?.());
  way?.after(el("p", { class: "door-full" }, full));
  full.hidden = !document.fullscreenEnabled;
  host.append(now, problem, list);
  look();
  const timer = setInterval(look, ASK_MS);
  return () => {
    hasEnded = true;
    clearInterval(timer);
    full.parentElement?.remove();
  };
}

/** @param {NetworkFinding} finding */
function row({ subject, state, words, mend }) {
  const mark = el("span", { class: "door-mark", "data-state": state, text: MARKS[state] });
  const text = el("div", {}, el("p", {}, el("strong", { text: subject }), ` ${words}`));
  if (mend) text.append(el("p", { class: "door-mend", text: mend }));
  return el("li", {}, mark, text);
}
