// @ts-check
// Accounts: who logs in with a password, who is in now, what was done; and the own password or PIN.
import { ask } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { createAccountList } from "./account_list.js";
import { createAuditList } from "./audit_list.js";
import { createLoginList } from "./login_list.js";
import { createOwnPassword } from "./own_password.js";
import { createOwnPin } from "./own_pin.js";
import { createSecondFactor } from "./second_factor.js";
import { createWhoIAm } from "./who_i_am.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {AccountList, Act, Me} from "./types.js" */

/** @param {HTMLElement} host */
export function mount(host) {
  let hasEnded = false;
  /** @type {() => void} */
  let endLogins = () => undefined;
  const problem = el("p", { class: "problem", role: "alert" });
  host.append(problem);

  const begin = async () => {
    /** @type {Reply<Me>} */
    const reply = await ask("me");
    if (hasEnded) return;
    problem.textContent = sentence(reply.problem);
    if (!reply.ok) return;
    const { role, logs_in } = reply.data;
    const top = el("div");
    host.append(top);
    const login = role === "instructor" ? await beginForInstructor(reply.data) : "";
    if (!logs_in || hasEnded) return;
    top.replaceWith(createWhoIAm(role, login));
    if (role === "student") host.append(createOwnPin());
    else host.append(createOwnPassword(login), createSecondFactor(login));
  };
  const beginForInstructor = async (/** @type {Me} */ me) => {
    const log = createAuditList();
    const logins = createLoginList();
    endLogins = logins.end;
    /** @type {Act} */
    const act = async (path, body) => {
      const reply = await ask(path, body);
      if (hasEnded) return false;
      problem.textContent = sentence(reply.problem);
      if (reply.ok) await Promise.all([showAccounts(), logins.show(), log.show()]);
      return reply.ok;
    };
    const accounts = createAccountList(act);
    let own = "";
    const showAccounts = async () => {
      /** @type {Reply<AccountList>} */
      const reply = await ask("accounts");
      if (!reply.ok) return;
      own = reply.data.accounts.find((each) => each.id === me.id)?.login || "";
      accounts.show(reply.data.accounts, me.id);
      log.showAccounts(reply.data.accounts);
    };
    await Promise.all([showAccounts(), logins.show(), log.show()]);
    if (hasEnded) return own;
    if (me.logs_in) host.append(accounts.element, logins.element);
    host.append(log.element);
    return own;
  };
  begin();
  return () => {
    hasEnded = true;
    endLogins();
  };
}
