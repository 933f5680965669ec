// @ts-check
// The learners of a class: one row each, found by typing, changed in a dialog.
import { at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { changeLearner } from "./change_learner.js";
import { calledText, foundBy, numberText, stateText } from "./roster_texts.js";
import { textField } from "../shared/text_field.js";

/** @import {Act, ClassAbout, RosterLearner} from "./types.js" */

const NOBODY = "Nobody is in this class yet. Import its list above, or type a name.";
const NOT_FOUND = "Nobody is called that.";
// Fewer are seen at a glance.
const MANY = 8;

/**
 * @param {Act} act
 * @param {() => Promise<void>} again
 * @param {(text: string) => void} say
 */
export function createRoster(act, again, say) {
  const name = textField("Name of somebody new", "class-add");
  const add = el("button", { class: "act quiet", type: "submit", text: "Add" });
  const form = el("form", { class: "class-new" }, name.element, add);
  const search = textField("Find", "class-find", "search");
  const nothing = el("p", { class: "lead" });
  const rows = el("tbody");
  const heading = ["Name", "Pseudonym", "Number", "", "Change"].map((text) =>
    el("th", { scope: "col" }, text ? text : el("span", { class: "sr", text: "State" })),
  );
  const table = el("table", { class: "rows" }, el("thead", {}, el("tr", {}, ...heading)), rows);
  const region = {
    class: "scroll class-roster",
    tabindex: 0,
    role: "region",
    "aria-label": "Learners of this class",
  };
  const box = el("div", region, table);
  /** @type {RosterLearner[]} */
  let learners = [];
  let classId = "";

  const draw = () => {
    const found = foundBy(learners, search.input.value);
    rows.replaceChildren(...found.map((each) => row(each)));
    search.element.hidden = learners.length < MANY;
    box.hidden = found.length === 0;
    nothing.textContent = found.length ? "" : learners.length ? NOT_FOUND : NOBODY;
  };
  const row = (/** @type {RosterLearner} */ learner) => {
    const called = calledText(learner);
    const label = `Change ${called}`;
    const button = el("button", { class: "link", type: "button", text: "Change", "aria-label": label });
    button.addEventListener("click", () => changeLearner({ classId, learner, learners, act, again, say }));
    const who = el("td", { dir: "auto" }, el("b", { text: learner.name || "no name" }));
    for (const each of learner.merged) {
      who.append(el("small", { class: "carries", text: `also ${each.name || "no name"}` }));
    }
    const cells = [learner.pseudonym, numberText(learner), stateText(learner)];
    return el("tr", {}, who, ...cells.map((text) => el("td", { text })), el("td", {}, button));
  };
  search.input.addEventListener("input", draw);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await act(at("classes", classId, "learners"), { name: name.input.value })) name.input.value = "";
    name.input.focus();
  });
  return {
    element: el("section", { class: "class-learners" }, form, search.element, nothing, box),
    /**
     * @param {ClassAbout} about
     * @param {RosterLearner[]} found
     */
    show(about, found) {
      if (about.id !== classId) search.input.value = "";
      classId = about.id;
      learners = found;
      form.hidden = Boolean(about.ended_utc);
      draw();
    },
  };
}
