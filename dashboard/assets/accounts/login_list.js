// @ts-check
// Who is logged in now, each of them with the way out.
import { ask } from "../shared/ask.js";
import { el, put, replaceKeepingFocus } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { countText, loginText } from "./account_texts.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {LoginList, LoginNow} from "./types.js" */

const EVERY_MS = 10_000;

/** The list, which keeps itself new until it is ended. */
export function createLoginList() {
  let hasEnded = false;
  const count = el("p", { class: "lead" });
  const problem = el("p", { class: "problem", role: "alert" });
  const list = el("ul", { class: "account-logins" });

  const take = (/** @type {Reply<LoginList>} */ reply) => {
    if (hasEnded) return;
    put(problem, sentence(reply.problem));
    if (!reply.ok) return;
    const { logins } = reply.data;
    put(count, countText(logins.length));
    replaceKeepingFocus(
      list,
      logins.map((each) => item(each)),
    );
  };
  const item = (/** @type {LoginNow} */ login) => {
    const end = async () => {
      const reply = await ask("logins/end", { id: login.id });
      // One that ended meanwhile is no mistake of whoever pressed.
      if (reply.ok) take(reply);
      else await show();
    };
    const label = `Log out ${login.who}, ${loginText(login)}`;
    const out = el("button", { class: "act quiet", type: "button", text: "Log out", "aria-label": label });
    out.dataset.key = login.id;
    out.addEventListener("click", end);
    const who = el(
      "div",
      {},
      el("b", { dir: "auto", text: login.who }),
      el("small", { class: "carries", text: loginText(login) }),
    );
    return el("li", {}, who, login.is_own ? el("span", { class: "lead", text: "this browser" }) : out);
  };
  const show = async () => take(await ask("logins"));
  const timer = setInterval(() => {
    if (!document.hidden) show();
  }, EVERY_MS);
  return {
    element: el(
      "section",
      { class: "card accounts-card", "aria-labelledby": "logins-title" },
      el("h2", { id: "logins-title", text: "Who is logged in now" }),
      count,
      problem,
      list,
    ),
    show,
    end() {
      hasEnded = true;
      clearInterval(timer);
    },
  };
}
