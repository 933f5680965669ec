// @ts-check
// A list of learners: chosen, shown row by row, and only then taken in.
import { ask, at } from "../shared/ask.js";
import { contentOf } from "../shared/files.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { importText, plannedText } from "./roster_texts.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {Act, ClassAbout, ImportResult} from "./types.js" */

const LEAD =
  "A CSV file or an Excel workbook: the gradebook of Canvas, participants or grades of Moodle, or any list with " +
  "a column of names. You see what becomes of each row before anything is written.";

/**
 * @param {Act} act
 * @param {(text: string) => void} say
 */
export function createImport(act, say) {
  const input = el("input", {
    type: "file",
    id: "class-file",
    class: "class-file",
    accept: ".csv,.txt,.tsv,.xlsx",
  });
  const choose = el("label", { class: "field", for: "class-file" }, el("span", { text: "File" }), input);
  const problem = el("p", { class: "problem", role: "alert" });
  const shown = el("div", { class: "class-preview" });
  const fold = el(
    "details",
    { class: "class-fold" },
    el("summary", { text: "Import a list" }),
    el("p", { class: "lead", text: LEAD }),
    choose,
    problem,
    shown,
  );
  let id = "";
  const clear = () => {
    input.value = "";
    shown.replaceChildren();
    problem.textContent = "";
  };
  const look = async () => {
    const file = input.files?.[0];
    if (!file) return;
    const body = { file: file.name, content: await contentOf(file) };
    /** @type {Reply<ImportResult>} */
    const reply = await ask(at("classes", id, "preview"), body);
    problem.textContent = sentence(reply.problem);
    shown.replaceChildren();
    if (!reply.ok) return;
    const take = el("button", { class: "act", type: "button", text: "Take them in" });
    const leave = el("button", { class: "act quiet", type: "button", text: "Do not import", onclick: clear });
    take.disabled = reply.data.learners.length === 0;
    take.addEventListener("click", async () => {
      take.disabled = true;
      if (!(await act(at("classes", id, "import"), body))) return;
      clear();
      fold.open = false;
      say(importText({ ...reply.data, written: true }));
    });
    shown.append(...preview(reply.data), el("div", { class: "class-acts" }, take, leave));
  };
  input.addEventListener("change", look);
  return {
    element: fold,
    /** @param {ClassAbout} about */
    show(about) {
      if (about.id !== id) clear();
      id = about.id;
      fold.hidden = Boolean(about.ended_utc);
    },
  };
}

/** @param {ImportResult} result */
function preview(result) {
  const { kind, columns, learners, refused, skipped, missing, remarks } = result;
  const read = columns.length ? ` Columns used: ${columns.map(([title]) => title).join(", ")}.` : "";
  /** @type {HTMLElement[]} */
  const parts = [el("p", { class: "preview-line", text: `This is ${kind}. ${importText(result)}` })];
  parts.push(...[read.trim(), ...remarks].filter(Boolean).map((text) => el("p", { class: "lead", text })));
  if (refused.length) {
    parts.push(el("p", { class: "problem", text: "Rows that are not taken:" }), rowList(refused));
  }
  if (learners.length) {
    const rows = learners.map((each) =>
      el("tr", {}, ...[String(each.row), each.name, plannedText(each)].map((text) => el("td", { text }))),
    );
    const heading = ["Row", "Name", "What happens"].map((text) => el("th", { scope: "col", text }));
    const table = el(
      "table",
      { class: "rows" },
      el("thead", {}, el("tr", {}, ...heading)),
      el("tbody", {}, ...rows),
    );
    const region = {
      class: "scroll class-planned",
      tabindex: 0,
      role: "region",
      "aria-label": "Who is on the list",
    };
    parts.push(el("div", region, table));
  }
  if (missing.length) {
    const text = `In the class and not on the list (they stay): ${missing.join(", ")}.`;
    parts.push(el("p", { class: "lead", text }));
  }
  if (skipped.length) parts.push(el("p", { class: "lead", text: "Left out:" }), rowList(skipped));
  return parts;
}

/** @param {ImportResult["refused"]} rows */
function rowList(rows) {
  return el(
    "ul",
    { class: "class-refused" },
    ...rows.map(({ row, text, reason }) => el("li", {}, el("b", { text: `Row ${row}: ${reason}. ` }), text)),
  );
}
