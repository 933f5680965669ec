// @ts-check
// What was added to a mark, in order: changes, notes, answers.
import { el } from "../shared/elements.js";
import { momentText } from "../shared/moments.js";
import { sentence } from "../shared/numbers.js";
import { changeText } from "./mark_texts.js";

/** @import {MarkChange} from "./types.js" */

const FORGOTTEN = "The words are gone: the learner was forgotten.";

/** @param {MarkChange[]} history */
export function historyList(history) {
  if (!history.length) return el("p", { class: "lead", text: "It counts as it was measured." });
  return el(
    "ol",
    { class: "mark-history" },
    ...history.map((each) =>
      el(
        "li",
        {},
        el("b", { dir: "auto", text: sentence(changeText(each)) }),
        el("p", { dir: "auto", text: each.words ?? FORGOTTEN }),
        el("small", { text: `${momentText(each.at_utc)} · entry ${each.seq}` }),
      ),
    ),
  );
}
