// @ts-check
// Two columns of marks, from a file or a paste: how far they agree, or the cut score they give.
import { ask } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { createReasoned } from "./accept.js";
import { figureTable, sentences } from "./figures.js";
import { createFromExam } from "./from_exam.js";
import { drawPlot } from "./plot.js";
import { cutPlot, differencesPlot } from "./plot_geometry.js";
import { agreementFigures, cutFigures, numberTyped, rowsText } from "./texts.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {Agreement, Cut, Figure, Plot, Standards, Told} from "./types.js" */

const AGREEMENT = "agreement";
const CUT = "cut";
const HINTS = {
  [AGREEMENT]:
    "A row for each learner, a column for each examiner, or for each repeated set. Copy the columns from a " +
    "spreadsheet, with or without a heading.",
  [CUT]:
    "A row for each learner: first the examiner's global mark (1 fail to 5 excellent), then the score. The mark " +
    "must have been given before the score was seen.",
};
const MOST_BYTES = 40_000;

/**
 * @param {string} classId
 * @param {Told} told
 */
export function createCompare(classId, told) {
  /** @type {Standards | null} */
  let standards = null;
  const what = el(
    "select",
    { class: "d-select", id: "st-what" },
    el("option", { value: AGREEMENT, text: "How far marks agree" }),
    el("option", { value: CUT, text: "Cut score of an exam" }),
  );
  const hint = el("small", { id: "st-hint" });
  const text = el("textarea", {
    ...{
      class: "class-input st-text",
      id: "st-text",
      rows: 8,
      spellcheck: "false",
      "aria-describedby": "st-hint",
    },
    placeholder: "3\t4\n2\t2\n5\t5",
  });
  const file = el("input", {
    type: "file",
    class: "st-file",
    id: "st-file",
    accept: ".csv,.tsv,.txt,text/*",
  });
  const mark = el("input", {
    class: "class-input",
    id: "st-mark",
    inputmode: "decimal",
    value: "2",
    autocomplete: "off",
  });
  const sem = el("input", { class: "class-input", id: "st-sem", inputmode: "decimal", autocomplete: "off" });
  const extra = el(
    "div",
    { class: "st-extra" },
    field("Borderline mark", mark, "the mark that means just about"),
    field("Error of a score (SEM)", sem, "from repeated sets; empty: no grey zone"),
  );
  const act = el("button", { class: "act", text: "Work it out" });
  const problem = el("p", { class: "problem", role: "alert" });
  const exam = createFromExam(classId, {
    kind: () => (what.value === CUT ? CUT : AGREEMENT),
    fill(columns) {
      text.value = columns;
      file.value = "";
      result.replaceChildren();
    },
    problem(words) {
      problem.textContent = words;
    },
  });
  const result = el("div", { class: "st-result", role: "region", "aria-label": "Result", tabindex: -1 });
  const form = el(
    "form",
    { class: "st-form" },
    field("What", what),
    ...exam.elements,
    field("Marks", text),
    hint,
    field("Or a file (CSV)", file),
    extra,
    act,
    problem,
  );
  what.addEventListener("change", () => {
    follow();
    exam.take();
  });
  text.addEventListener("input", exam.forget);
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    const isTooLarge = chosen.size > MOST_BYTES;
    exam.forget();
    problem.textContent = isTooLarge ? "This file is too large; copy only the columns of marks." : "";
    if (!isTooLarge) text.value = await chosen.text();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await workOut();
  });
  follow();
  return {
    element: el(
      "section",
      { class: "card st-card", "aria-labelledby": "st-compare" },
      el("h2", { id: "st-compare", text: "Compare marks" }),
      form,
      result,
    ),
    /** @param {Standards} known */
    show(known) {
      standards = known;
      void exam.offer();
    },
  };

  function follow() {
    const isCut = what.value === CUT;
    hint.textContent = isCut ? HINTS[CUT] : HINTS[AGREEMENT];
    extra.hidden = !isCut;
    result.replaceChildren();
    problem.textContent = "";
  }

  function ofCut() {
    return { text: text.value, borderline_mark: numberTyped(mark.value), sem_points: numberTyped(sem.value) };
  }

  async function workOut() {
    const given = ofCut();
    if (what.value === CUT && [given.borderline_mark, given.sem_points].some(Number.isNaN)) {
      problem.textContent = "Borderline mark and error are numbers, like 2 or 4,5.";
      return;
    }
    act.disabled = true;
    if (what.value === CUT) {
      /** @type {Reply<Cut>} */
      const reply = await ask("standards/cut", given);
      settle(reply, (found) => showCut(found, given));
    } else {
      /** @type {Reply<Agreement>} */
      const reply = await ask("standards/agreement", { text: text.value });
      settle(reply, showAgreement);
    }
  }

  /**
   * @template Found
   * @param {Reply<Found>} reply
   * @param {(found: Found) => void} show
   */
  function settle(reply, show) {
    act.disabled = false;
    problem.textContent = sentence(reply.problem);
    result.replaceChildren();
    if (reply.ok) show(reply.data);
  }

  /** @param {Agreement} found */
  function showAgreement(found) {
    fill(found, differencesPlot(found), agreementFigures(found));
    result.append(sentences("st-words st-list", found.untold.map(sentence)));
  }

  /**
   * @param {Cut} found
   * @param {ReturnType<typeof ofCut>} given
   */
  function showCut(found, given) {
    fill(found, cutPlot(found), cutFigures(found));
    if (found.against.length) {
      result.append(
        el("p", { class: "st-stop", text: "This cut score cannot be accepted:" }),
        sentences("st-list", found.against.map(sentence)),
      );
      return;
    }
    if (standards) result.append(acceptance(standards, given));
  }

  /**
   * @param {{n: number, left_out: number}} found
   * @param {Plot | null} plot
   * @param {Figure[]} figures
   */
  function fill(found, plot, figures) {
    result.append(el("p", { text: rowsText(found) }));
    if (plot) result.append(...drawPlot(plot, result.clientWidth));
    if (figures.length) result.append(figureTable(figures));
  }

  /**
   * @param {Standards} known
   * @param {ReturnType<typeof ofCut>} given
   */
  function acceptance(known, given) {
    const protocol = el(
      "select",
      { class: "d-select", id: "st-protocol" },
      ...known.protocols.map(({ id, name }) =>
        el("option", { value: id, text: name, selected: id === exam.protocol() }),
      ),
    );
    const reasoned = createReasoned({
      id: "st-accept",
      act: "Accept this cut score",
      path: "standards/accept",
      body: () => ({ protocol: protocol.value, method: "borderline", class_id: classId, ...given }),
      most: known.most_reason_characters,
      told: (after) => {
        result.replaceChildren(
          el("p", { role: "status", text: "Accepted. It stands under Pass marks; use it there." }),
        );
        told(after);
      },
    });
    reasoned.prepend(field("Of which protocol", protocol));
    return el(
      "div",
      { class: "st-accept" },
      el("p", { text: "Accepting keeps it with your reason. No pass mark changes yet." }),
      reasoned,
    );
  }
}

/**
 * @param {string} name
 * @param {HTMLElement} input it has an id.
 * @param {string} [words]
 */
function field(name, input, words = "") {
  return el(
    "label",
    { class: "field", for: input.id },
    el("span", { text: name }),
    input,
    words && el("small", { text: words }),
  );
}
