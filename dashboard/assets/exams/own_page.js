// @ts-check
// The exams of one student: where to sit, and once the marks are out what it came to.
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { createAppeals } from "./appeals.js";
import { createResultView, markLines } from "./result_view.js";

/** @import {End, Reply} from "../shared/types.js" */
/** @import {OwnExam, OwnExams} from "./types.js" */

const LOOK_MS = 5000;
const NONE =
  "When your instructor plans an exam for your class, it stands here. Your marks follow once they are out.";
const SAID = { asked: "You asked", answered: "Your instructor answered" };

/** @param {HTMLElement} host */
export function mount(host) {
  let hasEnded = false;
  let shown = "";
  /** @type {End[]} */
  let ends = [];
  const problem = el("p", { class: "problem", role: "alert" });
  const list = el("div", { class: "ex-own" });
  host.append(problem, list);

  async function read() {
    /** @type {Reply<OwnExams>} */
    const reply = await ask("exams/own");
    if (hasEnded) return;
    problem.textContent = sentence(reply.problem);
    const seen = JSON.stringify(reply.data);
    if (!reply.ok || seen === shown) return;
    // Whoever writes is not interrupted.
    if (list.contains(document.activeElement?.closest("textarea") ?? null)) return;
    shown = seen;
    forget();
    const { exams } = reply.data;
    list.replaceChildren(
      ...(exams.length ? exams.map(card) : [el("div", { class: "empty" }, el("p", { text: NONE }))]),
    );
  }
  function forget() {
    for (const end of ends) end();
    ends = [];
  }

  /** @param {OwnExam} exam */
  function card({
    id,
    title,
    protocol_name,
    rule_words,
    station_name,
    text,
    released,
    result,
    changed,
    sessions,
    appeals,
    pressed,
  }) {
    const seat = station_name && !result ? `Your pad: ${station_name}.` : "";
    const counted = { pressed, missing: 0, voids: [] };
    const view = result && createResultView(counted, result, sessions, { changed });
    if (view) ends.push(view.stop);
    const again = createAppeals(appeals, {
      ...{
        mayWrite: released,
        label: "What should be looked at again, and why",
        act: "Ask for a second look",
        said: SAID,
      },
      send: async (words) => {
        const reply = await ask(`${at("exams", id)}/appeal`, { text: words });
        problem.textContent = sentence(reply.problem);
        if (reply.ok && document.activeElement instanceof HTMLElement) document.activeElement.blur();
        if (reply.ok) await read();
        return reply.ok;
      },
    });
    return el(
      "article",
      { class: "card ex-part" },
      el("h2", { text: title }),
      el("p", { class: "lead", text: `${protocol_name}. ${sentence(rule_words)}` }),
      el("p", { text: [sentence(text), seat].filter(Boolean).join(" ") }),
      !released && pressed > 0 && el("p", { class: "lead", text: "Your marks are not out yet." }),
      ...(view ? [view.element] : markLines(null, changed)),
      (released || appeals.length > 0) && again,
    );
  }

  void read();
  const timer = setInterval(() => !document.hidden && read(), LOOK_MS);
  return () => {
    hasEnded = true;
    clearInterval(timer);
    forget();
  };
}
