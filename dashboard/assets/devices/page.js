// @ts-check
// Devices: rows of ports, gauges and stations; asked of the hub three times a second while looked at.
import { ask } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { connect } from "../shared/live_connection.js";
import { sentence } from "../shared/numbers.js";
import { liveForce } from "./live_force.js";
import { createRow } from "./row.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {DeviceList, DeviceRow} from "./types.js" */

const ASK_MS = 300;
const SCAN_S = 5;
const NO_PAD =
  "Use a cable that carries data, not only power, and try another socket. On Linux you may need permission once: " +
  "steadyhold doctor says how. A Bluetooth gauge has to be switched on and close by.";
const DEMONSTRATION =
  "This is the demonstration: its pads are simulated. Write your stations into steadyhold.toml and start " +
  "steadyhold run to give them real ones.";
const NO_GAUGE = "No gauge in sight: switch it on, bring it close, close other apps that use it.";

/** @param {HTMLElement} host */
export function mount(host) {
  /** @type {Map<string, ReturnType<typeof createRow>>} */
  const rows = new Map();
  /** @type {{ids: string[], tiles: Float32Array | null}} */
  const wall = { ids: [], tiles: null };
  const now = el("p", { class: "d-now", role: "status" });
  const problem = el("p", { class: "problem", role: "alert" });
  const rowList = el("ul", { class: "device-list" });
  const others = el("p", { class: "d-without" });
  const nothing = el("div", { class: "empty", hidden: true }, el("h2", { text: "No pad is plugged in" }));
  nothing.append(el("p", { text: NO_PAD }));
  const scanButton = el("button", { class: "act quiet", type: "button", text: "Look for Bluetooth gauges" });
  const air = el("p", { class: "d-air", role: "status" });
  host.append(now, problem, nothing, rowList, others, el("div", { class: "d-scan" }, scanButton, air));
  /** @type {DeviceList | null} */
  let list = null;
  let isAsking = false;
  let hasEnded = false;

  const act = async (/** @type {string} */ path, /** @type {object} */ body) => take(await ask(path, body));
  const rowOf = (/** @type {DeviceRow} */ { id }) => {
    const found = rows.get(id) || createRow(act);
    rows.set(id, found);
    if (found.element.parentNode !== rowList) rowList.append(found.element);
    return found;
  };
  const show = () => {
    if (!list) return;
    const { devices, stations } = list;
    const known = list;
    const pressed = devices.filter((row) => {
      const force_n = row.station ? liveForce(wall, row.station) : NaN;
      return rowOf(row).show(row, known, force_n);
    });
    for (const [id, row] of rows) {
      if (devices.some((one) => one.id === id)) continue;
      row.element.remove();
      rows.delete(id);
    }
    nothing.hidden = devices.length > 0;
    now.hidden = devices.length === 0;
    others.textContent = withoutPad(list);
    const names = pressed.map((row) => {
      const station = stations.find((one) => one.id === row.station);
      return station ? station.name : `${row.title} …${row.identity.slice(-4)}`;
    });
    const said = names.length ? `Pressed: ${names.join(", ")}` : "Nothing is pressed.";
    if (said === now.textContent) return;
    now.textContent = said;
    now.classList.toggle("some", names.length > 0);
  };
  const take = (/** @type {Reply<DeviceList>} */ reply) => {
    if (hasEnded) return;
    if (reply.ok) list = reply.data;
    problem.textContent = sentence(reply.problem);
    problem.dataset.from = "";
    show();
  };
  const watch = async () => {
    if (isAsking || document.hidden) return;
    isAsking = true;
    /** @type {Reply<DeviceList>} */
    const reply = await ask("devices/watch", {});
    isAsking = false;
    if (hasEnded) return;
    if (!reply.ok) {
      problem.dataset.from = "watch";
      problem.textContent = sentence(reply.problem);
      return;
    }
    list = reply.data;
    if (problem.dataset.from === "watch") {
      problem.dataset.from = "";
      problem.textContent = "";
    }
    show();
  };
  const scan = async () => {
    scanButton.disabled = true;
    air.textContent = `Listening for ${SCAN_S} seconds…`;
    /** @type {Reply<DeviceList>} */
    const reply = await ask("devices/scan", { seconds: SCAN_S });
    scanButton.disabled = false;
    if (hasEnded) return;
    take(reply);
    air.textContent = reply.ok ? foundText(reply.data) : "";
  };
  scanButton.addEventListener("click", scan);

  const close = connect("all", {
    frame(frame) {
      if (frame.kind !== 2) return;
      wall.tiles = frame.tiles;
      show();
    },
    text(message) {
      if (message.type === "hello") wall.ids = message.stations.map((one) => one.id);
    },
    state(state) {
      if (state === "lost") wall.tiles = null;
    },
  });
  const timer = setInterval(watch, ASK_MS);
  watch();
  return () => {
    hasEnded = true;
    clearInterval(timer);
    close();
  };
}

/** @param {DeviceList} list */
function withoutPad({ stations }) {
  const without = stations.filter((one) => one.source === "auto" && !one.assigned).map((one) => one.name);
  if (without.length) return `Still without a pad: ${without.join(", ")}.`;
  return stations.every((one) => one.demonstration) ? DEMONSTRATION : "";
}

/** @param {DeviceList} list */
function foundText({ devices, bluetooth }) {
  const found = devices.filter((row) => row.link === "ble").length;
  return sentence(bluetooth.trouble) || (found ? `${found} in sight.` : NO_GAUGE);
}
