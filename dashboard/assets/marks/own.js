// @ts-check
// The own marks of a learner, each with its history; a note may be added, nothing is changed.
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { dayText } from "../shared/moments.js";
import { sentence } from "../shared/numbers.js";
import { reportLinks } from "../shared/report_links.js";
import { historyList } from "./history_list.js";
import { changedText, markText, resultText, titleText } from "./mark_texts.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {MarkHistory, MarkItem, OwnMarks} from "./types.js" */

const NONE = "A mark appears once you have finished a set, or your instructor has released an exam.";
const MOST_WORDS = 500;

/** @param {HTMLElement} host */
export function mount(host) {
  let hasEnded = false;
  const problem = el("p", { class: "problem", role: "alert" });
  const list = el("div", { class: "class-body" });
  const report = reportLinks();
  const { class: classId = "", learner = "" } = host.dataset;
  report.element.hidden = !learner;
  report.show(at("classes", classId, "learners", learner, "report"), "my");
  host.append(problem, report.element, list);

  const show = async () => {
    /** @type {Reply<OwnMarks>} */
    const reply = await ask("marks");
    if (hasEnded) return;
    problem.textContent = sentence(reply.problem);
    if (!reply.ok) return;
    const items = new Map(reply.data.items.map((each) => [each.id, each]));
    list.replaceChildren(
      ...reply.data.marks.map((each) => card(each, items.get(each.mark.item_id), problem)),
    );
    if (!reply.data.marks.length) {
      list.append(el("div", { class: "empty" }, el("h2", { text: "No marks yet" }), el("p", { text: NONE })));
    }
  };
  show();
  return () => {
    hasEnded = true;
  };
}

/**
 * @param {MarkHistory} found
 * @param {MarkItem | undefined} item
 * @param {HTMLElement} problem where it is said what went wrong.
 * @returns {HTMLElement}
 */
function card(found, item, problem) {
  const { mark, history } = found;
  const title = item ? titleText(item) : mark.item_id;
  const id = `note-${mark.item_id}`;
  const words = el("textarea", { id, class: "class-input mark-reason", rows: 2, maxlength: MOST_WORDS });
  const form = el(
    "form",
    { class: "mark-note" },
    el("label", { class: "field", for: id }, el("span", { text: "Your note to the instructor" }), words),
    el("button", { class: "act quiet", type: "submit", text: "Send the note" }),
  );
  const box = el(
    "section",
    { class: "card mark-card" },
    el("h2", { text: [title, item?.day && dayText(`${item.day}T12:00:00`)].filter(Boolean).join(", ") }),
    el("p", { class: "mark-own" }, el("b", { text: markText(mark) }), ` ${resultText(mark)}`),
    changedText(mark) && el("p", { class: "lead", text: sentence(changedText(mark)) }),
    el(
      "p",
      {},
      ...mark.sessions.map((each) =>
        el("a", { class: "link", href: `/sessions/${encodeURIComponent(each)}`, text: "The recording" }),
      ),
    ),
    history.length > 0 && historyList(history),
    item?.exam
      ? el("a", { class: "link", href: "/exams", text: "I see this differently: ask for a second look" })
      : el(
          "details",
          { class: "class-fold" },
          el("summary", { text: "I see this differently" }),
          el("p", { class: "lead", text: "A note is kept with the mark and changes nothing by itself." }),
          form,
        ),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    /** @type {Reply<MarkHistory>} */
    const reply = await ask("marks/contest", { item_id: mark.item_id, words: words.value });
    problem.textContent = sentence(reply.problem);
    if (reply.ok) box.replaceWith(card(reply.data, item, problem));
  });
  return box;
}
