// @ts-check
import { isKnown, sentence } from "../shared/numbers.js";

/** @import {DeviceRow, DeviceStation} from "./types.js" */

/** @type {Record<string, string>} */
const STATES = {
  free: "not used yet",
  asking: "asking who it is…",
  unasked: "not asked yet",
  silent: "silent",
  absent: "unplugged",
  held: "in use by another program",
  other: "not a pad",
  refused: "cannot be opened",
};
/** @type {Record<string, string>} */
const LINKS = { serial: "cable", ble: "Bluetooth", file: "recording" };
const HEARD = ["free", "station", "absent"];
const WHY_UNASKED = "Many things use such a cable; it is only asked when you say so.";

/** @param {DeviceRow} row */
export function isHeard(row) {
  return HEARD.includes(row.state);
}

/** @param {DeviceRow} row */
export function linkText(row) {
  return row.simulated ? "simulated" : LINKS[row.link] || "";
}

/**
 * Its kind; simulated ones are all of one kind, and told apart by their station.
 * @param {DeviceRow} row
 * @param {DeviceStation[]} stations
 */
export function titleText(row, stations) {
  const reader = row.simulated && stations.find((one) => one.id === row.station);
  return reader ? reader.name : row.title;
}

/**
 * @param {DeviceRow} row
 * @param {DeviceStation[]} stations
 */
export function stateText(row, stations) {
  const reader = stations.find((one) => one.id === row.station);
  const claim =
    row.state === "station" && reader ? `in use by ${reader.name}` : STATES[row.state] || row.state;
  if (row.state === "unasked") return sentence(`${claim}. ${WHY_UNASKED}`);
  if (!row.words) return sentence(claim);
  // What follows in the sentence of the hub is advice for a terminal.
  return sentence(isHeard(row) ? `${claim}: ${row.words}` : row.words.split("; ")[0]);
}

/**
 * Name and value of what is known of a device.
 * @param {DeviceRow} row
 */
export function factsOf(row) {
  const facts = [
    ["Identity", identityText(row)],
    ["Rate", row.rate_hz ? `${row.rate_hz.toFixed(1)} Hz` : ""],
    ["Battery", batteryText(row)],
    ["Signal", isKnown(row.signal_dbm) ? `${row.signal_dbm} dBm`.replace("-", "−") : ""],
    ["Port", row.path],
    ["USB", [row.vid_pid, row.serial_number].filter(Boolean).join(" · ")],
  ];
  return facts.filter(([, value]) => value);
}

/** @param {DeviceRow} row */
function identityText(row) {
  if (!isHeard(row)) return "";
  return row.identity.startsWith("port:") ? "only its socket tells it from others" : row.identity;
}

/** @param {DeviceRow} row */
function batteryText(row) {
  if (isKnown(row.battery_pct)) return `${row.battery_pct} %`;
  return isKnown(row.battery_mv) ? `${(row.battery_mv / 1000).toFixed(2)} V` : "";
}
