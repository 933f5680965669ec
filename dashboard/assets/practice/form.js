// @ts-check
// What the form of the practice page does in the browser: it asks the hub itself.
import { ask } from "../shared/ask.js";
import { sentence } from "../shared/numbers.js";
import { setControls, sitDown, startSet, whenBack } from "./set_controls.js";

/** @import {Protocol, StationInfo} from "../shared/types.js" */
/** @import {Display} from "./gauge.js" */

const NO_NAME = "Type your name so your results are saved for you.";

let lastStation = "";

/**
 * The protocol that is chosen, for the picture of it.
 * @param {unknown} _unchanged
 * @param {string} id
 * @param {Protocol[] | null} rows
 */
export function preview(_unchanged, id, rows) {
  return JSON.stringify((rows || []).find((row) => row.id === id) || null);
}

/**
 * Another pad: its own connection, and what it was given to train.
 * @param {unknown} unchanged answer that leaves an output as it is.
 * @param {string | null} id
 */
export async function station(unchanged, id) {
  if (!id) return [unchanged, unchanged];
  // A page that has just come, or came back: what was chosen to train stays chosen.
  const isOther = lastStation !== "" && lastStation !== id;
  lastStation = id;
  if (!isOther) return [id, unchanged];
  const { ok, data } = await ask("stations");
  const chosen = ok ? stationOf(data.stations, id) : undefined;
  return [id, chosen ? chosen.protocol.id : unchanged];
}

/**
 * @param {unknown} unchanged
 * @param {number | null} clicks
 * @param {number | null} submits Enter in the field of the name.
 * @param {string | null} name as typed.
 * @param {string} protocol
 * @param {string} pad
 * @param {Display} display
 * @returns {Promise<unknown>} what is wrong, or an empty text.
 */
export async function start(unchanged, clicks, submits, name, protocol, pad, display) {
  if (!clicks && !submits) return unchanged;
  const learner = await learnerNamed((name || "").trim());
  if (learner.problem) return refused(learner);
  const missing = await padMissing(pad);
  if (missing) return missing;
  const { begin, joined, leave, rejoin } = await setControls();
  begin({ protocol, learner_id: learner.id, display });
  const answer = await startSet(pad, protocol, learner.id);
  if (!answer.ok) {
    leave();
    // A set of one's own is under way there: begun by another tab, or before an answer was lost.
    const { data } = await ask("stations");
    const now = stationOf(data.stations, pad);
    if (!now?.session || now.learner_id !== learner.id) return refused(answer);
    rejoin(data.stations);
    return "";
  }
  joined(answer.data.session);
  return "";
}

/**
 * Somebody sits here and waits: the instructor begins the set.
 * @param {unknown} unchanged
 * @param {number | null} clicks
 * @param {string | null} name as typed.
 * @param {string} pad
 * @returns {Promise<unknown[]>} what is wrong, and what happens now.
 */
export async function waitForStart(unchanged, clicks, name, pad) {
  if (!clicks) return [unchanged, unchanged];
  const learner = await learnerNamed((name || "").trim());
  if (learner.problem) return [refused(learner), ""];
  const answer = await sitDown(pad, learner.id);
  if (!answer.ok) return [refused(answer), ""];
  return ["", "You are seated. The set begins here when your instructor starts it."];
}

/**
 * What the form says; that there was no answer is said until there is one.
 * @param {{problem: string, isLost: boolean}} answer
 */
function refused({ problem, isLost }) {
  const page = /** @type {any} */ (window).dash_clientside;
  if (isLost) void whenBack().then(() => page.set_props("start-problem", { children: "" }));
  return problem;
}

/**
 * @param {StationInfo[] | undefined} stations
 * @param {string} id
 */
function stationOf(stations, id) {
  return stations?.find((one) => one.id === id);
}

/**
 * Why no set can begin on a pad, with the link to where that is mended; nothing where one can.
 * @param {string} pad
 */
async function padMissing(pad) {
  const { data } = await ask("stations");
  const info = stationOf(data.stations, pad);
  if (info?.link.state !== "lost" || info.on_screen) return null;
  const props = { href: "/devices", children: "Devices" };
  const why = sentence(info.link.reason).replace(/;? (choose|open|plug the sensor in)[^;]*Devices.*$/, ".");
  return [`${info.name}: ${why} Look in `, { namespace: "dash_html_components", type: "A", props }, "."];
}

/**
 * Who presses: whoever is logged in as a student, else the learner of this name, entered where it is new.
 * @param {string} name
 * @returns {Promise<{id: string, problem: string, isLost: boolean}>}
 */
async function learnerNamed(name) {
  const me = await ask("me");
  if (me.isLost) return { id: "", problem: me.problem, isLost: true };
  if (me.data.role === "student") return { id: String(me.data.learner_id), problem: "", isLost: false };
  if (!name) {
    document.getElementById("learner")?.focus();
    return { id: "", problem: NO_NAME, isLost: false };
  }
  const known = await ask("learners");
  if (!known.ok) return { id: "", problem: known.problem, isLost: known.isLost };
  /** @type {{id: string, name: string}[]} */
  const rows = known.data.learners || [];
  const same = rows.find((row) => row.name && row.name.toLocaleLowerCase() === name.toLocaleLowerCase());
  if (same) return { id: same.id, problem: "", isLost: false };
  const made = await ask("learners", { name });
  return { id: made.data.id, problem: made.problem, isLost: made.isLost };
}
