// @ts-check
// The marks of a class: chosen by student, exercise, day and result; the newest first.
import { el } from "../shared/elements.js";
import { dayText } from "../shared/moments.js";
import { changedText, countText, learnersOf, markText, RESULTS, resultText } from "./mark_texts.js";
import { shownMarks, titleText } from "./mark_texts.js";

/** @import {Gradebook, Mark, MarkFilter, MarkItem} from "./types.js" */

const AT_ONCE = 100;

/** @param {(mark: Mark, title: string) => void} change opens what can be done with a mark. */
export function createMarkList(change) {
  /** @type {Gradebook | null} */
  let book = null;
  /** @type {Map<string, MarkItem>} */
  let items = new Map();
  let most = AT_ONCE;
  const select = (/** @type {string} */ id) => el("select", { id });
  const day = (/** @type {string} */ id) => el("input", { id, type: "date" });
  const [learner, protocol, result] = [
    select("mark-learner"),
    select("mark-protocol"),
    select("mark-result"),
  ];
  const [from, to] = [day("mark-from"), day("mark-to")];
  const field = (/** @type {string} */ label, /** @type {HTMLElement} */ input) =>
    el("label", { class: "field", for: input.id }, el("span", { text: label }), input);
  const filters = el(
    "div",
    { class: "filters" },
    field("Student", learner),
    field("Exercise", protocol),
    field("Result", result),
    field("From", from),
    field("To", to),
  );
  const count = el("p", { class: "lead", role: "status" });
  const rows = el("tbody");
  const heading = ["Student", "For", "Mark", "Result"].map((text) => el("th", { scope: "col", text }));
  const last = el("th", { scope: "col" }, el("span", { class: "sr", text: "Change" }));
  const table = el(
    "table",
    { class: "rows marks-rows" },
    el("thead", {}, el("tr", {}, ...heading, last)),
    rows,
  );
  const region = { class: "scroll", tabindex: 0, role: "region", "aria-label": "Marks, newest first" };
  const box = el("div", region, table);
  const more = el("button", { class: "act quiet", type: "button", text: "Show more" });

  const draw = () => {
    if (!book) return;
    /** @type {MarkFilter} */
    const wanted = {
      learner: learner.value,
      protocol: protocol.value,
      result: result.value,
      from: from.value,
      to: to.value,
    };
    const found = shownMarks(book.marks, items, wanted);
    const shown = found.slice(0, most);
    rows.replaceChildren(...shown.map((each) => row(each)));
    box.hidden = shown.length === 0;
    more.hidden = shown.length === found.length;
    count.textContent = countText(shown.length, found.length, book.marks.length);
  };
  const row = (/** @type {Mark} */ mark) => {
    const item = items.get(mark.item_id);
    const title = item ? titleText(item) : mark.item_id;
    const when = item?.day ? dayText(`${item.day}T12:00:00`) : "";
    const whole = [title, when].filter(Boolean).join(", ");
    const label = `Change or look at the mark of ${mark.name} for ${whole}`;
    const button = el("button", { class: "link", type: "button", text: "Change", "aria-label": label });
    button.addEventListener("click", () => change(mark, whole));
    const changed = changedText(mark);
    return el(
      "tr",
      {},
      el("td", { dir: "auto" }, el("b", { text: mark.name })),
      el("td", {}, title, when && el("small", { class: "carries", text: when })),
      el(
        "td",
        { class: "strong" },
        markText(mark),
        changed && el("small", { class: "carries", text: changed }),
      ),
      el("td", { text: resultText(mark) }),
      el("td", {}, button),
    );
  };
  for (const each of [learner, protocol, result, from, to]) {
    each.addEventListener("change", () => {
      most = AT_ONCE;
      draw();
    });
  }
  more.addEventListener("click", () => {
    most += AT_ONCE;
    draw();
  });
  result.append(...RESULTS.map(([value, text]) => el("option", { value, text })));
  return {
    element: el("section", { class: "marks-list" }, filters, count, box, more),
    /** @param {Gradebook} found */
    show(found) {
      book = found;
      items = new Map(found.items.map((each) => [each.id, each]));
      const protocols = new Map(found.items.map((each) => [each.protocol, titleText(each)]));
      choices(learner, "Everybody", learnersOf(found.marks));
      choices(protocol, "Every exercise", [...protocols]);
      draw();
    },
  };
}

/**
 * @param {HTMLSelectElement} select keeps what is chosen where it is still there.
 * @param {string} all
 * @param {[string, string][]} found
 */
function choices(select, all, found) {
  const before = select.value;
  select.replaceChildren(
    el("option", { value: "", text: all }),
    ...found.map(([value, text]) => el("option", { value, text })),
  );
  if (found.some(([value]) => value === before)) select.value = before;
}
