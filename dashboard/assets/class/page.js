// @ts-check
// Class: the list of classes, the one that is chosen, and who is in it.
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { createClassHead, newClassForm } from "./class_head.js";
import { createImport } from "./import_list.js";
import { createRoster } from "./roster.js";
import { classText } from "./roster_texts.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {Act, ClassList, Roster} from "./types.js" */

const ASK_MS = 5000;
const FIRST =
  "Give the class a title. Then import its list from Moodle, Canvas or any spreadsheet, or type the names. " +
  "Everybody gets a pseudonym, for screens that others see.";

/** @param {HTMLElement} host */
export function mount(host) {
  let chosen = String(host.dataset.class || "");
  let hasEnded = false;
  let shown = "";
  const problem = el("p", { class: "problem", role: "alert" });
  const answer = el("p", { class: "answer", role: "status" });
  const picker = el("select", { class: "d-select", id: "class-picker" });
  const pick = el("label", { class: "field", for: "class-picker" }, el("span", { text: "Class" }), picker);
  const door = el("a", { class: "act quiet", href: "/class/door", text: "Let students in" });
  const hours = el("a", { class: "act quiet", text: "Practice hours" });
  const bar = el("div", { class: "class-bar" }, pick, door);
  const body = el("div", { class: "class-body" });
  host.append(bar, problem, answer, body);

  /** @type {Act} */
  const act = async (path, given) => {
    const reply = await ask(path, given);
    if (hasEnded) return false;
    problem.textContent = sentence(reply.problem);
    answer.textContent = "";
    if (reply.ok) await showClass();
    return reply.ok;
  };
  const say = (/** @type {string} */ text) => {
    answer.textContent = text;
  };
  const choose = async (/** @type {string} */ id) => {
    chosen = id;
    history.replaceState(null, "", id ? `?class=${encodeURIComponent(id)}` : location.pathname);
    await showAll();
  };
  const create = async (/** @type {string} */ title, /** @type {string} */ term) => {
    const reply = await ask("classes", { title, term });
    problem.textContent = sentence(reply.problem);
    if (reply.ok) await choose(reply.data.id);
  };
  picker.addEventListener("change", () => choose(picker.value));
  const fresh = newClassForm(create);
  bar.append(fresh, hours);
  const head = createClassHead(act);
  const list = createImport(act, say);
  const roster = createRoster(act, () => showClass(), say);
  body.append(head.element, list.element, roster.element);

  const showAll = async () => {
    /** @type {Reply<ClassList>} */
    const reply = await ask("classes");
    if (hasEnded) return;
    if (!reply.ok) {
      problem.textContent = sentence(reply.problem);
      return;
    }
    const { classes } = reply.data;
    if (!classes.some((each) => each.id === chosen)) chosen = classes[0]?.id || "";
    picker.replaceChildren(
      ...classes.map((each) =>
        el("option", { value: each.id, selected: each.id === chosen, text: classText(each) }),
      ),
    );
    hours.href = `/hours?class=${encodeURIComponent(chosen)}`;
    pick.hidden = door.hidden = hours.hidden = classes.length === 0;
    body.hidden = classes.length === 0;
    host.querySelector(".empty")?.remove();
    if (!classes.length) {
      fresh.open = true;
      host.append(
        el("div", { class: "empty" }, el("h2", { text: "No classes yet" }), el("p", { text: FIRST })),
      );
      return;
    }
    await showClass();
  };
  const showClass = async () => {
    /** @type {Reply<Roster>} */
    const reply = await ask(at("classes", chosen));
    if (hasEnded) return;
    if (!reply.ok) {
      problem.textContent = sentence(reply.problem);
      return;
    }
    // What is as it was stays as it is: somebody may be reading it, or typing.
    const seen = JSON.stringify(reply.data);
    if (seen === shown) return;
    shown = seen;
    const { about, learners } = reply.data;
    const option = [...picker.options].find((each) => each.value === about.id);
    if (option) option.textContent = classText(about);
    head.show(about, learners);
    list.show(about);
    roster.show(about, learners);
  };
  showAll();
  // Who asks to join is to be seen without loading the page again.
  const timer = setInterval(() => chosen && !document.hidden && showClass(), ASK_MS);
  return () => {
    hasEnded = true;
    clearInterval(timer);
  };
}
