// @ts-check
// Making a class, and what is said of the one that is chosen: its title, whether it is over.
import { at } from "../shared/ask.js";
import { el, put } from "../shared/elements.js";
import { textField } from "../shared/text_field.js";
import { countText } from "./roster_texts.js";

/** @import {Act, ClassAbout, RosterLearner} from "./types.js" */

/** @param {(title: string, term: string) => Promise<void>} create */
export function newClassForm(create) {
  const title = textField("Title of the new class", "new-class-title");
  const term = textField("Term (may be empty)", "new-class-term");
  const make = el("button", { class: "act", type: "submit", text: "Make the class" });
  const form = el("form", { class: "class-new" }, title.element, term.element, make);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await create(title.input.value, term.input.value);
    title.input.value = term.input.value = "";
    fold.open = false;
  });
  const fold = el("details", { class: "class-fold" }, el("summary", { text: "New class" }), form);
  return fold;
}

/** @param {Act} act */
export function createClassHead(act) {
  const title = el("h2", { class: "class-title" });
  const count = el("p", { class: "lead" });
  const newTitle = textField("Title", "class-title");
  const newTerm = textField("Term", "class-term");
  const save = el("button", { class: "act quiet", type: "submit", text: "Save" });
  const form = el("form", { class: "class-new" }, newTitle.element, newTerm.element, save);
  const end = el("button", { class: "act quiet", type: "button" });
  const fold = el(
    "details",
    { class: "class-fold" },
    el("summary", { text: "Rename or end this class" }),
    form,
    el("div", {}, end),
  );
  /** @type {ClassAbout | null} */
  let shown = null;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!shown) return;
    const body = { title: newTitle.input.value, term: newTerm.input.value };
    if (await act(at("classes", shown.id, "rename"), body)) fold.open = false;
  });
  end.addEventListener("click", () => {
    if (shown) act(at("classes", shown.id, "end"), { over: !shown.ended_utc });
  });
  return {
    element: el("section", { class: "class-head" }, el("div", {}, title, count), fold),
    /**
     * @param {ClassAbout} about
     * @param {RosterLearner[]} learners
     */
    show(about, learners) {
      if (shown?.id !== about.id || !fold.open) {
        newTitle.input.value = about.title;
        newTerm.input.value = about.term;
      }
      shown = about;
      put(title, [about.title, about.term].filter(Boolean).join(" · "));
      put(count, about.ended_utc ? `This class is over. ${countText(learners)}.` : `${countText(learners)}.`);
      put(end, about.ended_utc ? "Start this class again" : "End this class");
    },
  };
}
