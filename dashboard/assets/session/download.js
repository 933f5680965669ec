// @ts-check
// The force of a session as a file: what the export of the terminal writes in full, for a table.
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";

/** @import {Reply, TraceRecord} from "../shared/types.js" */

/**
 * A trace as CSV; a force that is not known is empty.
 * @param {{t_s: number[], force_n: (number | null)[]}} trace
 */
export function csvOf({ t_s, force_n }) {
  const rows = t_s.map((time_s, index) => `${time_s.toFixed(4)},${force_n[index]?.toFixed(3) ?? ""}`);
  return ["t_s,force_n", ...rows, ""].join("\r\n");
}

/** @param {HTMLElement} host */
export function mount(host) {
  const session = String(host.dataset.session);
  const problem = el("p", { class: "problem", role: "alert" });
  const save = async () => {
    /** @type {Reply<TraceRecord>} */
    const answer = await ask(at("sessions", session, "download"), {});
    problem.textContent = answer.problem;
    if (!answer.ok) return;
    const href = URL.createObjectURL(new Blob([csvOf(answer.data)], { type: "text/csv" }));
    el("a", { href, download: `steadyhold-${session}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  };
  const button = { type: "button", class: "act quiet", text: "Download the force (CSV)", onclick: save };
  host.append(el("button", button), problem);
}
