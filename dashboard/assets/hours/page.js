// @ts-check
// Practice hours: a class, a learner and days are chosen, or it is the own sheet; print, CSV, corrections.
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { saveFile } from "../shared/files.js";
import { sentence } from "../shared/numbers.js";
import { reportLinks } from "../shared/report_links.js";
import { createCorrection } from "./correct.js";
import { addressOf, daysAsked } from "./hours_texts.js";
import { hoursSheet } from "./sheet.js";

/** @import {ClassesAnswer, RosterAnswer} from "../shared/hub.js" */
/** @import {Reply} from "../shared/types.js" */
/** @import {HoursAnswer, HoursChoice, HoursFile} from "./types.js" */

const NO_CLASS = "Make a class on the page Class and put its students in. Their hours come by themselves.";
const NOBODY = "Nobody is in this class yet. Put students in on the page Class.";

/** @param {HTMLElement} host */
export function mount(host) {
  const given = host.dataset;
  const isOwn = given.own === "yes";
  /** @type {HoursChoice} */
  const choice = {
    classId: String(given.class || ""),
    learner: String(given.learner || ""),
    from: String(given.from || ""),
    to: String(given.to || ""),
  };
  let hasEnded = false;
  let className = "";
  let wanted = 0;
  const select = (/** @type {string} */ id) => el("select", { class: "d-select", id });
  const field = (/** @type {string} */ label, /** @type {HTMLElement} */ input) =>
    el("label", { class: "field", for: input.id }, el("span", { text: label }), input);
  const dayInput = (/** @type {string} */ id, /** @type {string} */ value) =>
    el("input", { id, class: "class-input", type: "date", value });
  const [classes, learners] = [select("hours-class"), select("hours-learner")];
  const [from, to] = [dayInput("hours-from", choice.from), dayInput("hours-to", choice.to)];
  const [ofClass, ofLearner] = [field("Class", classes), field("Learner", learners)];
  const bar = el(
    "div",
    { class: "filters hours-bar" },
    ...(isOwn ? [] : [ofClass, ofLearner]),
    field("From", from),
    field("Until", to),
  );
  const print = el("button", { class: "act", type: "button", text: "Print", onclick: () => window.print() });
  const csv = el("button", { class: "act quiet", type: "button", text: "CSV" });
  const reports = reportLinks();
  const acts = el("div", { class: "hours-acts", hidden: true }, print, csv, reports.element);
  const problem = el("p", { class: "problem", role: "alert" });
  const place = el("div", { class: "hours-place" });

  const show = async () => {
    const asked = ++wanted;
    if (!isOwn || choice.from || choice.to) {
      history.replaceState(null, "", addressOf(choice, isOwn));
    }
    /** @type {Reply<HoursAnswer>} */
    const reply = await ask(at("learners", choice.learner, "hours") + daysAsked(choice));
    // Whoever was chosen since is shown, not who was asked for before.
    if (hasEnded || asked !== wanted) return;
    problem.textContent = sentence(reply.problem);
    acts.hidden = correction.element.hidden = !reply.ok;
    if (!reply.ok) {
      place.replaceChildren();
      return;
    }
    place.replaceChildren(hoursSheet(reply.data, choice, className));
    correction.show(choice.learner, reply.data.hours.name);
    reports.element.hidden = !choice.classId;
    const path = at("classes", choice.classId, "learners", choice.learner, "report");
    reports.show(path, reply.data.hours.name);
  };
  const correction = createCorrection(show);
  correction.element.hidden = true;
  host.append(bar, problem, acts, place, isOwn ? "" : correction.element);

  const say = (/** @type {string} */ title, /** @type {string} */ text) => {
    acts.hidden = correction.element.hidden = true;
    const way = el("a", { class: "act", href: "/class", text: "To the page Class" });
    place.replaceChildren(el("div", { class: "empty" }, el("h2", { text: title }), el("p", { text }), way));
  };
  const showClass = async () => {
    const asked = choice.classId;
    /** @type {Reply<RosterAnswer>} */
    const reply = await ask(at("classes", asked));
    if (hasEnded || asked !== choice.classId) return;
    problem.textContent = sentence(reply.problem);
    if (!reply.ok) return;
    const { about, learners: found } = reply.data;
    const inside = found.filter((each) => each.state !== "asked");
    className = [about.title, about.term].filter(Boolean).join(" · ");
    if (!inside.some((each) => each.id === choice.learner)) choice.learner = inside[0]?.id || "";
    learners.replaceChildren(
      ...inside.map((each) =>
        el("option", {
          value: each.id,
          selected: each.id === choice.learner,
          text: each.name || each.pseudonym,
        }),
      ),
    );
    ofLearner.hidden = !inside.length;
    if (inside.length) await show();
    else say("Nobody yet", NOBODY);
  };
  const showAll = async () => {
    /** @type {Reply<ClassesAnswer>} */
    const reply = await ask("classes");
    if (hasEnded) return;
    problem.textContent = sentence(reply.problem);
    if (!reply.ok) return;
    const found = reply.data.classes;
    if (!found.some((each) => each.id === choice.classId)) choice.classId = found[0]?.id || "";
    classes.replaceChildren(
      ...found.map((each) =>
        el("option", {
          value: each.id,
          selected: each.id === choice.classId,
          text: [each.title, each.term].filter(Boolean).join(", "),
        }),
      ),
    );
    bar.hidden = !found.length;
    if (found.length) await showClass();
    else say("No classes yet", NO_CLASS);
  };
  classes.addEventListener("change", () => {
    choice.classId = classes.value;
    showClass();
  });
  learners.addEventListener("change", () => {
    choice.learner = learners.value;
    show();
  });
  for (const input of [from, to]) {
    input.addEventListener("change", () => {
      choice.from = from.value;
      choice.to = to.value;
      show();
    });
  }
  csv.addEventListener("click", async () => {
    csv.disabled = true;
    const body = { from: choice.from, to: choice.to };
    /** @type {Reply<HoursFile>} */
    const reply = await ask(at("learners", choice.learner, "hours", "export"), body);
    csv.disabled = false;
    problem.textContent = sentence(reply.problem);
    if (reply.ok) saveFile(reply.data.name, reply.data.media_type, reply.data.content);
  });
  if (isOwn) show();
  else showAll();
  return () => {
    hasEnded = true;
  };
}
