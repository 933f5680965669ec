// @ts-check
// The pass marks in use, and the cut scores that may become one.
import { at } from "../shared/ask.js";
import { el, put } from "../shared/elements.js";
import { points, sentence } from "../shared/numbers.js";
import { createReasoned } from "./accept.js";
import { acceptedText } from "./texts.js";

/** @import {AcceptedCut, Standards, Told} from "./types.js" */

const NONE = "No pass mark.";

/**
 * @param {string} classId
 * @param {Told} told
 */
export function createPassMarks(classId, told) {
  const rows = el("tbody");
  const heads = ["Protocol", "Pass mark", "What it rests on"].map((text) => el("th", { scope: "col", text }));
  const table = el("table", { class: "rows st-marks" }, el("thead", {}, el("tr", {}, ...heads)), rows);
  const meaning = el("p", { class: "lead" });
  const cuts = el("ol", { class: "st-cuts" });
  const none = el("p", { class: "lead", text: "No cut score was accepted yet." });
  const element = el(
    "section",
    { class: "card st-card", "aria-labelledby": "st-marks" },
    el("h2", { id: "st-marks", text: "Pass marks" }),
    table,
    meaning,
    el("h3", { text: "Accepted cut scores" }),
    none,
    cuts,
  );
  return {
    element,
    /** @param {Standards} standards */
    show(standards) {
      rows.replaceChildren(
        ...standards.protocols.map((each) =>
          el(
            "tr",
            {},
            el("td", {}, el("b", { text: each.name })),
            el("td", { class: "st-value", text: points(each.pass_score) }),
            el("td", {
              class: each.cut ? "" : "st-words",
              text: each.pass_score === null ? NONE : sentence(each.standing),
            }),
          ),
        ),
      );
      const without = standards.protocols.find((each) => each.pass_score === null);
      meaning.hidden = !without;
      put(meaning, sentence(without?.standing));
      none.hidden = standards.cuts.length > 0;
      cuts.replaceChildren(...standards.cuts.map((each) => row(each, standards)));
    },
  };

  /**
   * @param {AcceptedCut} cut
   * @param {Standards} standards
   */
  function row(cut, standards) {
    const protocol = standards.protocols.find((each) => each.id === cut.protocol);
    const isUsed = protocol?.cut === cut.number;
    const use =
      protocol &&
      !isUsed &&
      el(
        "details",
        {},
        el("summary", { text: "Use it as the pass mark" }),
        createReasoned({
          id: `st-use-${cut.number}`,
          act: `Make ${points(cut.cut_points)} the pass mark`,
          path: `standards/cuts/${at(String(cut.number))}/use`,
          body: () => ({ base: protocol.version, class_id: classId }),
          most: standards.most_reason_characters,
          told,
        }),
      );
    return el(
      "li",
      {},
      el("p", {}, el("b", { text: `${protocol?.name ?? cut.protocol}: ${points(cut.cut_points)}` })),
      el("p", { class: "st-words", text: acceptedText(cut) }),
      isUsed && el("p", { text: "In use." }),
      use,
    );
  }
}
