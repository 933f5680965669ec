// @ts-check
// The gradebook: a class, its marks, what can be done with one, and files of them.
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { reportLinks } from "../shared/report_links.js";
import { changeMark } from "./change_mark.js";
import { createExport } from "./export_marks.js";
import { createMarkList } from "./mark_list.js";

/** @import {ClassesAnswer} from "../shared/hub.js" */
/** @import {Reply} from "../shared/types.js" */
/** @import {Gradebook} from "./types.js" */

const NO_CLASS =
  "Make a class on the page Class and put its students in. Their marks come by themselves, with each finished set.";
const NO_MARKS = "A mark appears once somebody of this class has finished a set.";

/** @param {HTMLElement} host */
export function mount(host) {
  let chosen = String(host.dataset.class || "");
  let hasEnded = false;
  const problem = el("p", { class: "problem", role: "alert" });
  const picker = el("select", { class: "d-select", id: "class-picker" });
  const pick = el("label", { class: "field", for: "class-picker" }, el("span", { text: "Class" }), picker);
  const empty = el("div", { class: "empty", hidden: true });
  const chain = el("p", { class: "marks-chain" });
  const files = createExport();
  const reports = reportLinks();
  const list = createMarkList((mark, title) => changeMark({ classId: chosen, mark, title, again: showBook }));
  const body = el(
    "div",
    { class: "class-body", hidden: true },
    files.element,
    reports.element,
    list.element,
    chain,
  );
  host.append(el("div", { class: "class-bar" }, pick), problem, empty, body);

  const say = (/** @type {string} */ title, /** @type {string} */ text) => {
    empty.hidden = false;
    body.hidden = true;
    const way = chosen ? "" : el("a", { class: "act", href: "/class", text: "Make a class first" });
    empty.replaceChildren(el("h2", { text: title }), el("p", { text }), way);
  };
  const showBook = async () => {
    /** @type {Reply<Gradebook>} */
    const reply = await ask(at("classes", chosen, "marks"));
    if (hasEnded) return;
    problem.textContent = sentence(reply.problem);
    if (!reply.ok) return;
    const { marks, chain: head } = reply.data;
    if (!marks.length) {
      say("No marks yet", NO_MARKS);
      return;
    }
    empty.hidden = true;
    body.hidden = false;
    files.show(reply.data);
    reports.show(at("classes", chosen, "report"), reply.data.about.title);
    list.show(reply.data);
    chain.textContent = head.entries
      ? `The trail of changes of all marks ends with entry ${head.entries}: ${head.sha256}`
      : "No mark was changed yet.";
  };
  const showAll = async () => {
    /** @type {Reply<ClassesAnswer>} */
    const reply = await ask("classes");
    if (hasEnded) return;
    problem.textContent = sentence(reply.problem);
    if (!reply.ok) return;
    const { classes } = reply.data;
    if (!classes.some((each) => each.id === chosen)) chosen = classes[0]?.id || "";
    picker.replaceChildren(
      ...classes.map((each) =>
        el("option", {
          value: each.id,
          selected: each.id === chosen,
          text: [each.title, each.term].filter(Boolean).join(", "),
        }),
      ),
    );
    pick.hidden = classes.length === 0;
    if (classes.length) await showBook();
    else say("No classes yet", NO_CLASS);
  };
  picker.addEventListener("change", () => {
    chosen = picker.value;
    history.replaceState(null, "", `?class=${encodeURIComponent(chosen)}`);
    showBook();
  });
  showAll();
  return () => {
    hasEnded = true;
  };
}
