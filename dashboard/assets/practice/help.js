// @ts-check
// Calling the instructor from the practice page, and what the instructor says and gives: in every view of the page.
import { ask, at } from "../shared/ask.js";
import { el, put } from "../shared/elements.js";
import { createGiven } from "./given_protocol.js";
import { helpState } from "./help_state.js";
import { createSeat } from "./seat.js";
import { ownLearner } from "./own_set.js";
import { sitDown } from "./set_controls.js";

/** @import {LiveMessage, StationInfo} from "../shared/types.js" */

/**
 * @param {HTMLElement} host
 * @param {string} station
 */
export function createHelp(host, station) {
  const path = (/** @type {string} */ wish) => `${at("stations", station)}/${wish}`;
  const said = el("p", { class: "help-said", role: "status" });
  const button = el("button", { type: "button", class: "act quiet help-call", onclick: act });
  const line = el("section", { class: "help", "aria-label": "Help", hidden: true }, button, said);

  const text = el("p", { class: "notice-text", dir: "auto" });
  const read = el("button", { type: "button", class: "act quiet", text: "OK", onclick: hasRead });
  const notice = el(
    "section",
    { class: "notice", role: "status", hidden: true },
    el("div", {}, el("p", { class: "notice-from", text: "Your instructor says" }), text),
    read,
  );
  host.append(line, notice);

  /* The field of the form is Dash's own. */
  const given = createGiven((id) => {
    /** @type {any} */ (window).dash_clientside?.set_props("protocol", { value: id });
  });
  const seat = createSeat((learner) => sitDown(station, learner));
  let state = helpState("none", "free");
  let shownId = "";

  async function act() {
    // A hand that presses may touch the screen; nobody asks with it.
    if (state.isAway) return;
    const { ok, problem } = await ask(path(state.act), {});
    if (!ok) put(said, problem);
  }
  async function hasRead() {
    const { ok } = await ask(path("message/read"), { id: shownId });
    if (ok) notice.hidden = true;
  }

  return {
    /**
     * @param {StationInfo} info
     * @param {LiveMessage} live
     * @param {boolean} isBystander of somebody else's set: neither their call nor their message.
     */
    show(info, live, isBystander) {
      if (!isBystander) given(info);
      seat(info, ownLearner());
      state = helpState(info.help, live.phase);
      line.hidden = isBystander || state.isAway;
      put(button, state.word);
      put(said, state.said);
      line.dataset.help = info.help;
      const newest = isBystander ? null : info.notice;
      notice.hidden = !newest || newest.is_read;
      if (!newest || newest.is_read) return;
      shownId = newest.id;
      put(text, newest.text);
    },
    stop() {
      line.remove();
      notice.remove();
    },
  };
}
