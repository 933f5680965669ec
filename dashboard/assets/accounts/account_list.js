// @ts-check
// Everybody who logs in with a password, a way to add somebody, and those who were removed.
import { el } from "../shared/elements.js";
import { dayText, momentText } from "../shared/moments.js";
import { textField } from "../shared/text_field.js";
import { removedText } from "./account_texts.js";
import { changeAccount } from "./change_account.js";
import { passwordField } from "./password_field.js";
import { roleChoice } from "./role_choice.js";

/** @import {Account, Act} from "./types.js" */

const LEAD = "Students need no account: they join with the code of their class and choose a PIN.";

/** @param {Act} act */
export function createAccountList(act) {
  const rows = el("tbody");
  const heading = ["Login", "Role", "Since", "Last seen", "Change"].map((text) =>
    el("th", { scope: "col", text }),
  );
  const table = el("table", { class: "rows account-rows" }, el("thead", {}, el("tr", {}, ...heading)), rows);
  const region = { class: "scroll", tabindex: 0, role: "region", "aria-label": "Accounts" };
  const removed = el("ul", { class: "account-removed" });
  const gone = el("details", { class: "class-fold" }, el("summary", { text: "Removed accounts" }), removed);

  const login = textField("Login", "new-login");
  const asked = { required: true, autocapitalize: "none", spellcheck: false, autocomplete: "username" };
  Object.assign(login.input, asked);
  const password = passwordField("Password, at least 12 characters", "new-password", "new-password");
  const role = roleChoice("new-role", "instructor");
  const add = el("button", { class: "act", type: "submit", text: "Add the account" });
  const form = el("form", { class: "class-new" }, login.element, password.element, role.element, add);
  const fold = el("details", { class: "class-fold" }, el("summary", { text: "New account" }), form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    add.disabled = true;
    const body = { login: login.input.value, password: password.input.value, role: role.select.value };
    if (await act("accounts", body)) {
      form.reset();
      fold.open = false;
    }
    add.disabled = false;
  });

  const row = (/** @type {Account} */ account, /** @type {boolean} */ isOwn) => {
    const label = `Change ${account.login}`;
    const change = el("button", { class: "link", type: "button", text: "Change", "aria-label": label });
    change.addEventListener("click", () => changeAccount(account, act));
    const seen = account.seen_utc ? momentText(account.seen_utc) : "never";
    const cells = [
      el("td", { text: account.role }),
      // On a phone there is no heading above them.
      el("td", { text: dayText(account.created_utc), "data-name": "since" }),
      el("td", { text: seen, "data-name": "last seen" }),
    ];
    const own = el("span", { class: "lead", text: "you" });
    return el(
      "tr",
      {},
      el("td", {}, el("b", { text: account.login })),
      ...cells,
      el("td", {}, isOwn ? own : change),
    );
  };
  return {
    element: el(
      "section",
      { class: "card accounts-card", "aria-labelledby": "accounts-title" },
      el("h2", { id: "accounts-title", text: "Who has an account" }),
      el("p", { class: "lead", text: LEAD }),
      el("div", region, table),
      fold,
      gone,
    ),
    /**
     * @param {Account[]} accounts
     * @param {string} own id of whoever looks.
     */
    show(accounts, own) {
      const good = accounts.filter((each) => !each.ended_utc);
      const ended = accounts.filter((each) => each.ended_utc);
      rows.replaceChildren(...good.map((each) => row(each, each.id === own)));
      removed.replaceChildren(...ended.map((each) => el("li", { text: removedText(each) })));
      gone.hidden = ended.length === 0;
    },
  };
}
