// @ts-check
// What was done at a station in its newest session: every press with its score and the reason.
import { ask, at } from "../shared/ask.js";
import { el, put } from "../shared/elements.js";
import { pressesOf } from "../shared/levels.js";
import { createPressRow } from "../result/press_result.js";
import { flatProtocol } from "../session/protocol.js";

/** @import {Reply, SessionRecord, StationInfo} from "../shared/types.js" */

// The record is written a moment after the news.
const WRITTEN_MS = 600;
const NO_TRACE = { t: [], f: [] };

/** A list that reads the record when there is news of it. */
export function createHistory() {
  const lead = el("p", { class: "lead" });
  const rows = el("div", { class: "holds" });
  const whole = el("a", { class: "act quiet", hidden: true, text: "See the whole session" });
  const section = el(
    "section",
    { class: "station-history", "aria-labelledby": "station-presses" },
    el("h2", { id: "station-presses", text: "This session" }),
    ...[lead, rows, whole],
  );
  /** @type {string | null} */
  let session = null;
  let timer = 0;
  let hasEnded = false;

  const read = async () => {
    if (!session) return;
    const asked = session;
    /** @type {Reply<SessionRecord>} */
    const record = await ask(at("sessions", asked));
    if (hasEnded || session !== asked || !record.ok) return;
    const { holds, protocol } = record.data.session;
    const flat = flatProtocol(protocol);
    const open = [...rows.children].map((row) => row.hasAttribute("open")).reverse();
    const presses = pressesOf(holds);
    const made = presses.map((press, index) =>
      createPressRow(press, index, flat, NO_TRACE, open[index] || false),
    );
    rows.replaceChildren(...made.reverse());
    put(lead, presses.length ? "The newest press first." : "No press yet.");
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(read, WRITTEN_MS);
  };
  return {
    section,
    /** @param {StationInfo} info */
    show(info) {
      const newest = info.session || info.last_session;
      if (!newest) put(lead, "Nobody has pressed here since Steadyhold was started.");
      if (!newest || newest === session) return;
      session = newest;
      rows.replaceChildren();
      whole.hidden = false;
      whole.href = `/sessions/${encodeURIComponent(newest)}`;
      read();
    },
    /** @param {string} changed */
    changed(changed) {
      if (changed === session) soon();
    },
    stop() {
      hasEnded = true;
      clearTimeout(timer);
    },
  };
}
