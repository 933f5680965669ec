// @ts-check
// The audit log: the newest first, by kind and by whoever did it, page by page.
import { ask } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { momentText } from "../shared/moments.js";
import { sentence } from "../shared/numbers.js";
import { auditPath, KINDS, LINES, pageState, whoText } from "./account_texts.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {Account, AuditLine, AuditPage, AuditWanted} from "./types.js" */

const LEAD = "Who came in, who was refused, and who changed or took what. Learners stand here by pseudonym.";

/** The list with its filters; `showAccounts` gives it the people to choose from. */
export function createAuditList() {
  /** @type {AuditWanted} */
  const wanted = { kind: "", actor: "", skip: 0 };
  const kind = el(
    "select",
    { class: "d-select", id: "audit-kind" },
    ...KINDS.map(([value, text]) => el("option", { value, text })),
  );
  const who = el("select", { class: "d-select", id: "audit-who" });
  const problem = el("p", { class: "problem", role: "alert" });
  const rows = el("tbody");
  const heading = ["When", "Who", "What"].map((text) => el("th", { scope: "col", text }));
  const table = el("table", { class: "rows audit-rows" }, el("thead", {}, el("tr", {}, ...heading)), rows);
  const region = { class: "scroll", tabindex: 0, role: "region", "aria-label": "Audit log, newest first" };
  const count = el("span", { role: "status" });
  const turn = (/** @type {number} */ by) => {
    wanted.skip = Math.max(0, wanted.skip + by);
    return show();
  };
  const pageButton = (/** @type {string} */ text, /** @type {number} */ by) =>
    el("button", { class: "act quiet", type: "button", text, onclick: () => turn(by) });
  const newer = pageButton("Newer", -LINES);
  const older = pageButton("Older", LINES);
  const field = (/** @type {string} */ label, /** @type {HTMLSelectElement} */ select) =>
    el("label", { class: "field", for: select.id }, el("span", { text: label }), select);

  const show = async () => {
    /** @type {Reply<AuditPage>} */
    const reply = await ask(auditPath(wanted));
    problem.textContent = sentence(reply.problem);
    if (!reply.ok) return;
    const { lines, total } = reply.data;
    rows.replaceChildren(...lines.map((each) => row(each)));
    table.hidden = lines.length === 0;
    const state = pageState(wanted.skip, lines.length, total);
    count.textContent = state.text;
    newer.disabled = !state.hasNewer;
    older.disabled = !state.hasOlder;
  };
  const only = (/** @type {string} */ actor, /** @type {string} */ text) => {
    if (![...who.options].some((each) => each.value === actor)) {
      who.append(el("option", { value: actor, text }));
    }
    who.value = actor;
    return choose();
  };
  const row = (/** @type {AuditLine} */ line) => {
    const text = whoText(line);
    const told = line.actor
      ? el("button", { class: "link", type: "button", text, onclick: () => only(line.actor, text) })
      : text;
    const cells = [el("td", { text: momentText(line.at_utc) }), el("td", {}, told)];
    return el("tr", {}, ...cells, el("td", { text: line.what }));
  };
  const choose = () => {
    Object.assign(wanted, { kind: kind.value, actor: who.value, skip: 0 });
    return show();
  };
  for (const each of [kind, who]) each.addEventListener("change", choose);
  const element = el(
    "section",
    { class: "card accounts-card", "aria-labelledby": "audit-title" },
    el("h2", { id: "audit-title", text: "What was done" }),
    el("p", { class: "lead", text: LEAD }),
    el("div", { class: "class-new" }, field("What", kind), field("Who", who)),
    problem,
    el("div", region, table),
    el("div", { class: "pager" }, newer, older, count),
  );
  return {
    element,
    show,
    /** @param {Account[]} accounts */
    showAccounts(accounts) {
      const people = [
        ["", "Anybody"],
        ["local", "this computer"],
      ];
      people.push(...accounts.map((each) => [each.id, each.login]));
      who.replaceChildren(...people.map(([value, text]) => el("option", { value, text })));
      who.value = wanted.actor;
    },
  };
}
