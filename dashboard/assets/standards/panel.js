// @ts-check
// A panel of judges: what a learner who only just passes would earn, criterion by criterion.
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { plain, sentence } from "../shared/numbers.js";
import { createReasoned } from "./accept.js";
import { figureTable, sentences } from "./figures.js";
import { numberTyped, panelFigures } from "./texts.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {Judgement, Panel, Standard, Standards, Told} from "./types.js" */

const LEAD =
  "Each judge writes down, for each criterion, how many points of 100 a learner would earn who only just passes. " +
  "Judges are numbers: who is which, you keep yourself.";

/**
 * @param {string} classId
 * @param {Told} told
 */
export function createPanel(classId, told) {
  /** @type {Standards | null} */
  let standards = null;
  let asked = 0;
  const protocol = el("select", { class: "d-select", id: "st-panel-protocol" });
  const choice = el(
    "label",
    { class: "field", for: "st-panel-protocol" },
    el("span", { text: "Protocol" }),
    protocol,
  );
  const problem = el("p", { class: "problem", role: "alert" });
  const body = el("div", { class: "st-panel" });
  protocol.addEventListener("change", read);
  return {
    element: el(
      "section",
      { class: "card st-card", "aria-labelledby": "st-panel" },
      el("h2", { id: "st-panel", text: "Panel of judges" }),
      el("p", { class: "lead", text: LEAD }),
      choice,
      body,
      problem,
    ),
    /** @param {Standards} known */
    async show(known) {
      const had = protocol.value;
      standards = known;
      protocol.replaceChildren(
        ...known.protocols.map((each) =>
          el("option", { value: each.id, text: each.name, selected: each.id === had }),
        ),
      );
      await read();
    },
  };

  function chosen() {
    return standards?.protocols.find((each) => each.id === protocol.value);
  }

  async function read() {
    const one = chosen();
    if (!one) return;
    const mine = (asked += 1);
    /** @type {Reply<Panel>} */
    const reply = await ask(`standards/panel/${at(one.id)}?class_id=${encodeURIComponent(classId)}`);
    if (mine === asked) settle(one, reply);
  }

  /**
   * @param {Standard} one
   * @param {Reply<Panel>} reply
   */
  function settle(one, reply) {
    problem.textContent = sentence(reply.problem);
    if (reply.ok) show(one, reply.data);
  }

  /**
   * @param {Standard} one
   * @param {Panel} panel
   */
  function show(one, panel) {
    const names = ["Judge", ...one.criteria.map((each) => each.title)];
    const heads = [...names.map((text) => el("th", { scope: "col", text })), el("td")];
    const rows = panel.judgements.map((each) => row(one, each));
    const table = el(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": "Judgements" },
      el(
        "table",
        { class: "rows st-judges" },
        el("thead", {}, el("tr", {}, ...heads)),
        el("tbody", {}, ...rows),
      ),
    );
    const next = Math.max(0, ...panel.judgements.map((each) => each.judge)) + 1;
    body.replaceChildren(
      ...(rows.length
        ? [table]
        : [el("p", { class: "lead", text: "No judge has written anything down yet." })]),
      ...(panel.cut ? [figureTable(panelFigures(panel))] : []),
      sentences("st-words st-list", rows.length ? panel.against.map(sentence) : []),
      form(one, next),
      ...(panel.cut && !panel.against.length && standards ? [acceptance(one, standards)] : []),
    );
  }

  /**
   * @param {Standard} one
   * @param {Judgement} judgement
   */
  function row(one, judgement) {
    const away = el("button", {
      ...{ type: "button", class: "link", text: "Take back" },
      "aria-label": `Take back what judge ${judgement.judge} wrote down`,
      onclick: () => keep(one, judgement.judge, null),
    });
    const cells = one.criteria.map((each) =>
      el("td", { class: "num", text: plain(judgement.points[each.name]) }),
    );
    const name = judgement.fits ? String(judgement.judge) : `${judgement.judge}, other criteria: not counted`;
    return el("tr", {}, el("th", { scope: "row", text: name }), ...cells, el("td", {}, away));
  }

  /**
   * @param {Standard} one
   * @param {number} next
   */
  function form(one, next) {
    const judge = number("st-judge", "Judge number", String(next));
    const inputs = one.criteria.map((each) => number(`st-of-${each.name}`, `${each.title} (0–100)`, ""));
    const fields = el("div", { class: "st-inputs" }, judge.element, ...inputs.map((each) => each.element));
    const made = el("form", { class: "st-form" }, fields, el("button", { class: "act", text: "Keep" }));
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      const values = inputs.map((each) => numberTyped(each.input.value));
      if (values.some((each) => each === null || Number.isNaN(each))) {
        problem.textContent = "Give points from 0 to 100 for every criterion.";
        return;
      }
      keep(
        one,
        Number(judge.input.value),
        Object.fromEntries(one.criteria.map((each, index) => [each.name, values[index]])),
      );
    });
    return made;
  }

  /**
   * @param {Standard} one
   * @param {number} judge
   * @param {Record<string, number | null> | null} points
   */
  async function keep(one, judge, points) {
    const mine = (asked += 1);
    /** @type {Reply<Panel>} */
    const reply = await ask(`standards/panel/${at(one.id)}/judge`, { judge, points, class_id: classId });
    if (mine === asked) settle(one, reply);
  }

  /**
   * @param {Standard} one
   * @param {Standards} known
   */
  function acceptance(one, known) {
    return createReasoned({
      id: "st-panel-accept",
      act: "Accept this cut score",
      path: "standards/accept",
      body: () => ({ protocol: one.id, method: "angoff", class_id: classId }),
      most: known.most_reason_characters,
      told,
    });
  }
}

/**
 * @param {string} id
 * @param {string} name
 * @param {string} value
 */
function number(id, name, value) {
  const input = el("input", { class: "class-input", id, inputmode: "decimal", autocomplete: "off", value });
  return { input, element: el("label", { class: "field", for: id }, el("span", { text: name }), input) };
}
