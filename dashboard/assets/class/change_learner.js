// @ts-check
// A dialog about one learner: another name, one person with another, left, forgotten.
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { askFirst } from "../shared/question.js";
import { reportLinks } from "../shared/report_links.js";
import { calledText, forgottenText, numberText } from "./roster_texts.js";
import { textField } from "../shared/text_field.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {Act, Forgotten, RosterLearner} from "./types.js" */

/**
 * @param {object} given
 * @param {string} given.classId
 * @param {RosterLearner} given.learner
 * @param {RosterLearner[]} given.learners
 * @param {Act} given.act
 * @param {() => Promise<void>} given.again shows the class as it is now.
 * @param {(text: string) => void} given.say
 */
export function changeLearner({ classId, learner, learners, act, again, say }) {
  const called = calledText(learner);
  const title = el("h2", { id: "change-title", dir: "auto", text: called });
  const box = el("dialog", { class: "question class-change", "aria-labelledby": "change-title" });
  const close = () => box.close();
  const done = async (/** @type {string} */ path, /** @type {object} */ body) => {
    close();
    return act(path, body);
  };
  const button = (/** @type {string} */ text, /** @type {() => unknown} */ onclick) =>
    el("button", { class: "act quiet", type: "button", text, onclick });
  const forget = async () => {
    close();
    const question =
      `Forget ${called}? The name, the PIN and the numbers of the school's system are gone for good; ` +
      "what was pressed stays without a name.";
    if (!(await askFirst(question, "Forget"))) return;
    /** @type {Reply<Forgotten>} */
    const reply = await ask(at("learners", learner.id, "forget"), {});
    await again();
    say(reply.ok ? forgottenText(reply.data) : sentence(reply.problem));
  };
  const name = textField("Name", "change-name");
  name.input.value = learner.name;
  const rename = el(
    "form",
    { class: "class-new" },
    name.element,
    el("button", { class: "act", type: "submit", text: "Save the name" }),
  );
  rename.addEventListener("submit", (event) => {
    event.preventDefault();
    done(at("learners", learner.id, "rename"), { name: name.input.value });
  });
  const others = learners.filter((each) => each.id !== learner.id && each.name);
  const into = el(
    "select",
    { class: "d-select", id: "change-into" },
    el("option", { value: "", text: "Choose" }),
    ...others.map((each) =>
      el("option", { value: each.id, text: [each.name, numberText(each)].filter(Boolean).join(", ") }),
    ),
  );
  const merge = el(
    "div",
    { class: "class-new" },
    el("label", { class: "field", for: "change-into" }, el("span", { text: "Is the same person as" }), into),
    button("Merge", () => into.value && done(at("learners", learner.id, "merge"), { into: into.value })),
  );
  const parted = learner.merged.map((each) =>
    button(`${each.name || "no name"} is somebody else`, () => done(at("learners", each.id, "unmerge"), {})),
  );
  const isOut = learner.state === "out";
  const place = button(isOut ? "Is back in the class" : "Has left the class", () =>
    done(at("classes", classId, isOut ? "enrol" : "leave"), { learner_id: learner.id }),
  );
  const join = button("Let them in", () => done(at("classes", classId, "enrol"), { learner_id: learner.id }));
  const acts = el("div", { class: "question-acts" }, ...parted, place);
  if (learner.state === "asked") acts.prepend(join);
  const forgetPin = async () => {
    if (await done(at("classes", classId, "forget-pin"), { learner_id: learner.id })) {
      say(`${called} chooses another PIN at the next login.`);
    }
  };
  acts.append(button("Let them choose another PIN", forgetPin));
  acts.append(button("Forget", forget), button("Close", close));
  const link = (/** @type {string} */ text, /** @type {string} */ href) =>
    el("a", { class: "link", href, text });
  const query = new URLSearchParams({ class: classId, learner: learner.id });
  const report = reportLinks();
  report.show(at("classes", classId, "learners", learner.id, "report"), called);
  const links = el(
    "div",
    { class: "class-links" },
    link("Sessions", `/sessions?learner=${encodeURIComponent(learner.id)}`),
    link("Practice hours", `/hours?${query}`),
    report.element,
  );
  box.append(title, links, rename, ...(others.length ? [merge] : []), acts);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}
