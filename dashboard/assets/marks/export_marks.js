// @ts-check
// Files of marks for Canvas, Moodle and spreadsheets; whoever is not in one is named.
import { ask, at } from "../shared/ask.js";
import { contentOf, saveFile } from "../shared/files.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { FORMATS, fileText } from "./mark_texts.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {Gradebook, MarksFile} from "./types.js" */

const OF_ALL = ["csv", "xlsx"];
const WITH_CRITERIA = ["canvas", "canvas-new", "moodle"];
const LEAD =
  "In Canvas choose Grades, Export Entire Gradebook, and bring that file: it comes back with one column filled " +
  "in and nothing else changed. Every file is noted in the audit log.";

export function createExport() {
  let classId = "";
  const format = el(
    "select",
    { class: "d-select", id: "marks-format" },
    ...FORMATS.map(([value, text]) => el("option", { value, text })),
  );
  const item = el("select", { class: "d-select", id: "marks-item" });
  const file = el("input", { type: "file", id: "marks-file", class: "class-file", accept: ".csv" });
  const criteria = el("input", { type: "checkbox", id: "marks-criteria" });
  const field = (/** @type {string} */ label, /** @type {HTMLElement} */ input) =>
    el("label", { class: "field", for: input.id }, el("span", { text: label }), input);
  const forItem = field("Marks for", item);
  const brought = field("Canvas's own export", file);
  const split = el(
    "label",
    { class: "marks-check", for: "marks-criteria" },
    criteria,
    "Points per criterion in columns of their own",
  );
  const make = el("button", { class: "act", type: "submit", text: "Make the file" });
  const problem = el("p", { class: "problem", role: "alert" });
  const told = el("div", { role: "status" });
  const form = el("form", { class: "class-new" }, field("File for", format), forItem, brought, split, make);
  const fit = () => {
    forItem.hidden = OF_ALL.includes(format.value);
    brought.hidden = format.value !== "canvas";
    split.hidden = !WITH_CRITERIA.includes(format.value);
  };
  const clear = () => {
    problem.textContent = "";
    told.replaceChildren();
  };
  format.addEventListener("change", () => {
    fit();
    clear();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clear();
    const chosen = format.value === "canvas" ? file.files?.[0] : undefined;
    make.disabled = true;
    /** @type {Reply<MarksFile>} */
    const reply = await ask(at("classes", classId, "marks", "export"), {
      format: format.value,
      item_id: OF_ALL.includes(format.value) ? "" : item.value,
      criteria: criteria.checked,
      file: chosen?.name || "",
      content: chosen ? await contentOf(chosen) : "",
    });
    make.disabled = false;
    problem.textContent = sentence(reply.problem);
    if (!reply.ok) return;
    saveFile(reply.data.name, reply.data.media_type, reply.data.content);
    const left = reply.data.left_out.map((each) =>
      el("li", {}, el("b", { dir: "auto", text: each.name }), `: ${each.why}`),
    );
    told.append(
      el("p", { text: fileText(reply.data) }),
      left.length ? el("ul", {}, ...left) : "",
      ...reply.data.remarks.map((text) => el("p", { class: "lead", text })),
    );
  });
  fit();
  return {
    element: el(
      "details",
      { class: "class-fold" },
      el("summary", { text: "Files for Canvas, Moodle, Excel" }),
      el("p", { class: "lead", text: LEAD }),
      form,
      problem,
      told,
    ),
    /** @param {Gradebook} book */
    show(book) {
      if (book.about.id !== classId) clear();
      classId = book.about.id;
      const before = item.value;
      item.replaceChildren(...book.items.map((each) => el("option", { value: each.id, text: each.title })));
      if (book.items.some((each) => each.id === before)) item.value = before;
    },
  };
}
