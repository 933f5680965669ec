// @ts-check
// What the values of the form would change in old recordings, asked some sessions at a time.
import { ask } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { scoreText, sentence } from "../shared/numbers.js";
import { gathered, nothingYet, outcomeText, progressText, summaryText } from "./preview_state.js";

/** @import {Preview, Previewed} from "./types.js" */
/** @import {Reply} from "../shared/types.js" */

const LEAD =
  "Every finished set of this protocol is scored again with the values above. The presses stay as they were " +
  "made, and nothing is written: old results never change.";

/**
 * @param {() => unknown} document the protocol as it is typed.
 * @param {string} classId of the class whose recordings are looked at; empty for all.
 */
export function createPreview(document, classId) {
  const begin = el("button", { type: "button", class: "act quiet", text: "See what would change" });
  const stop = el("button", { type: "button", class: "act quiet", text: "Stop", hidden: true });
  const bar = el("progress", { class: "tg-bar", hidden: true, "aria-label": "Old recordings" });
  const said = el("p", { class: "tg-summary", role: "status" });
  const rows = el("div", { class: "scroll" });
  let turn = 0;

  const run = async () => {
    const mine = (turn += 1);
    let now = nothingYet();
    show(true);
    rows.replaceChildren();
    said.textContent = "Looking at old recordings…";
    const names = await learnerNames();
    do {
      const body = { document: document(), after: now.next, class_id: classId };
      /** @type {Reply<Preview>} */
      const reply = await ask("protocols/preview", body);
      if (mine !== turn) return;
      if (!reply.ok) {
        show(false);
        said.textContent = sentence(reply.problem);
        return;
      }
      now = gathered(now, reply.data);
      bar.max = Math.max(1, now.of);
      bar.value = now.sessions.length;
      said.textContent = progressText(now);
      rows.replaceChildren(...table(now.sessions, names));
    } while (now.next && !stop.hidden);
    show(false);
    said.textContent = summaryText(now);
  };
  const show = (/** @type {boolean} */ isRunning) => {
    begin.hidden = isRunning;
    stop.hidden = bar.hidden = !isRunning;
    bar.removeAttribute("value");
  };
  begin.addEventListener("click", run);
  stop.addEventListener("click", () => {
    stop.hidden = true;
    begin.focus();
  });
  const head = el("h2", { text: "What would change" });
  const acts = el("div", { class: "tg-acts" }, begin, stop, bar);
  return {
    element: el(
      "section",
      { class: "tg-part" },
      head,
      el("p", { class: "lead", text: LEAD }),
      acts,
      said,
      rows,
    ),
    /** @param {boolean} may whether there is a protocol without mistakes. */
    offer(may) {
      begin.disabled = !may;
    },
    /** The values are others now. */
    forget() {
      turn += 1;
      show(false);
      said.textContent = "";
      rows.replaceChildren();
    },
  };
}

/** @returns {Promise<Map<string, string>>} */
async function learnerNames() {
  const { ok, data } = await ask("learners");
  return new Map(
    ok ? data.learners.map((/** @type {{id: string, name: string}} */ one) => [one.id, one.name]) : [],
  );
}

/**
 * @param {Previewed[]} sessions
 * @param {Map<string, string>} names
 */
function table(sessions, names) {
  const changed = sessions.filter((each) => each.changed);
  if (!changed.length) return [];
  const heads = ["When", "Who", "Version", "Was", "Would be"].map((text) => el("th", { scope: "col", text }));
  const caption = el("caption", { class: "sr", text: "Results that would change" });
  const body = changed.map((each) =>
    el(
      "tr",
      {},
      el("td", {}, el("a", { href: `/sessions/${each.session}`, text: dayAndTime(each.started_utc) })),
      el("td", { text: names.get(each.learner_id) ?? (each.learner_id ? "somebody" : "guest") }),
      el("td", { text: String(each.version) }),
      el("td", {}, ...worth(each.was)),
      el("td", {}, ...worth(each.now)),
    ),
  );
  return [
    el(
      "table",
      { class: "rows tg-rows" },
      caption,
      el("thead", {}, el("tr", {}, ...heads)),
      el("tbody", {}, ...body),
    ),
  ];
}

/** @param {Previewed["was"]} set */
function worth(set) {
  const { score, expanded } = set;
  const words = outcomeText(set);
  return [
    el("b", { text: score === null ? "no score" : scoreText(score, expanded) }),
    words && el("span", { class: "carries", text: words }),
  ];
}

/** @param {string} utc */
export function dayAndTime(utc) {
  const when = new Date(utc);
  if (Number.isNaN(when.getTime())) return "–";
  return when.toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}
