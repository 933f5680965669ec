// @ts-check
// Check my network: whether it lets phones through, looked at again and again.
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

  host.append(now, problem, list);
  look();
  const timer = setInterval(look, ASK_MS);
  return () => {
    hasEnded = true;
    clearInterval(timer);
  };
}

/** @param {NetworkFinding} finding */
function row({ subject, state, words, mend }) {
  const mark = el("span", { class: "door-mark", "data-state": state, text: MARKS[state] });
  const text = el("div", {}, el("p", {}, el("strong", { text: subject }), ` ${words}`));
  if (mend) text.append(el("p", { class: "door-mend", text: mend }));
  return el("li", {}, mark, text);
}
