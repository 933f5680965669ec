// @ts-check
// A second look: the student asks with a note, an instructor answers with a reason. Entries are added, never changed.
import { el } from "../shared/elements.js";
import { momentText } from "../shared/moments.js";
import { sentence } from "../shared/numbers.js";

/** @import {Appeal} from "./types.js" */

const MOST_CHARACTERS = 1000;

/**
 * @param {Appeal[]} appeals
 * @param {{
 *   mayWrite: boolean,
 *   label: string,
 *   act: string,
 *   said: {asked: string, answered: string},
 *   send: (text: string) => Promise<boolean>,
 * }} how
 */
export function createAppeals(appeals, { mayWrite, label, act, said, send }) {
  const entries = appeals.map(({ kind, text, at_utc }) =>
    el(
      "li",
      {},
      el("p", { class: "lead", text: `${said[kind]}, ${momentText(at_utc)}` }),
      el("p", { text: sentence(text), dir: "auto" }),
    ),
  );
  const note = el("textarea", { class: "cal-input", rows: 3, maxlength: MOST_CHARACTERS });
  const submit = el("button", { type: "submit", class: "act quiet", text: act });
  const form = el(
    "form",
    { class: "ex-mark", novalidate: true },
    el("label", { class: "field" }, el("span", { text: label }), note),
    el("div", { class: "ex-acts" }, submit),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    await send(note.value.trim());
    submit.disabled = false;
  });
  return el(
    "section",
    { class: "ex-part" },
    el("h3", { text: "Second look" }),
    entries.length > 0 && el("ol", { class: "ex-appeals" }, ...entries),
    mayWrite && form,
  );
}
