// @ts-check
// Exams: those there are, and the way to a new one.
import { ask } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { dayText } from "../shared/moments.js";
import { sentence } from "../shared/numbers.js";
import { stateText } from "./exam_texts.js";
import { createNewExam } from "./new_exam.js";

/** @import {Protocol, Reply} from "../shared/types.js" */
/** @import {Classes, ExamSummary, Exams} from "./types.js" */

const FIRST =
  "An exam asks the same blind presses of a whole class. " +
  "You watch and mark what you see, and only then read the scores.";

/** @param {HTMLElement} host */
export function mount(host) {
  let hasEnded = false;
  const problem = el("p", { class: "problem", role: "alert" });
  const list = el("div", { class: "ex-list" });
  const fresh = createNewExam(async (wanted) => {
    const reply = await ask("exams", wanted);
    if (hasEnded) return false;
    problem.textContent = sentence(reply.problem);
    if (reply.ok) location.assign(`/exams/${encodeURIComponent(reply.data.about.id)}`);
    return reply.ok;
  });
  host.append(fresh.element, problem, list);

  async function show() {
    /** @type {[Reply<Exams>, Reply<Classes>, Reply<{protocols: Protocol[]}>]} */
    const [exams, classes, protocols] = await Promise.all([ask("exams"), ask("classes"), ask("protocols")]);
    if (hasEnded) return;
    const refused = [exams, classes, protocols].find((reply) => !reply.ok);
    if (!exams.ok || !classes.ok || !protocols.ok) {
      problem.textContent = sentence(refused?.problem);
      return;
    }
    const taught = classes.data.classes.filter((each) => !each.ended_utc);
    fresh.offer(taught, protocols.data.protocols);
    fresh.element.hidden = !taught.length;
    if (exams.data.exams.length) list.replaceChildren(table(exams.data.exams, classes.data.classes));
    else {
      fresh.element.open = taught.length > 0;
      list.replaceChildren(empty(taught.length > 0));
    }
  }
  void show();
  return () => {
    hasEnded = true;
  };
}

/** @param {boolean} hasClass */
function empty(hasClass) {
  const way = hasClass ? "" : el("a", { class: "act", href: "/class", text: "Make a class first" });
  return el("div", { class: "empty" }, el("h2", { text: "No exams yet" }), el("p", { text: FIRST }), way);
}

/**
 * @param {ExamSummary[]} exams
 * @param {Classes["classes"]} classes
 */
function table(exams, classes) {
  const titles = new Map(classes.map(({ id, title }) => [id, title]));
  const rows = exams.map((each) =>
    el(
      "tr",
      {},
      el("td", {}, el("a", { href: `/exams/${encodeURIComponent(each.id)}`, text: each.title })),
      el("td", { text: `${titles.get(each.class_id) ?? "A class that is gone"} · ${each.protocol.name}` }),
      el("td", { text: dayText(each.made_utc) }),
      el("td", { text: `${each.done} of ${each.learners} done` }),
      el("td", { class: "state", text: stateText(each) }),
    ),
  );
  const heads = ["Exam", "Class and protocol", "Made", "Pressed", "State"];
  return el(
    "table",
    { class: "rows ex-exams" },
    el("caption", { class: "sr", text: "Exams" }),
    el("thead", {}, el("tr", {}, ...heads.map((text) => el("th", { scope: "col", text })))),
    el("tbody", {}, ...rows),
  );
}
