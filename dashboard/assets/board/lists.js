// @ts-check
// The board in words: who needs a look, and every station as a table. For screen readers, and who likes tables.
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { scoreText } from "../shared/numbers.js";
import { trustOf } from "./station_state.js";

/** @import {StationInfo} from "../shared/types.js" */
/** @import {StationState} from "./station_state.js" */

const HEADS = ["Who", "State", "Force", "Held", "Last score", "Needs help", "Message"];

/**
 * Where one station is watched, with what was done there.
 * @param {string} station
 */
export function stationAddress(station) {
  return `/station/${encodeURIComponent(station)}`;
}

/**
 * Who needs the instructor, in the order the hub tells.
 * @param {StationState[]} stations every one, in the order of the wall.
 * @param {string[]} order ids, who needs the instructor most first.
 * @param {boolean} isConnected
 */
export function attentionRows(stations, order, isConnected) {
  const noted = order
    .map((id) => stations.find(({ info }) => info.id === id))
    .filter((station) => station !== undefined);
  if (!noted.length) {
    return [el("li", { class: "calm", text: isConnected ? "Nobody just now." : "Waiting for the rig." })];
  }
  return noted.map(({ info, needs }) =>
    el(
      "li",
      { class: info.help === "asked" ? "calls" : null },
      el("a", { href: stationAddress(info.id), text: fullName(info), "data-key": `way-${info.id}` }),
      ...needs.map(({ text }) => el("span", { text })),
      info.help !== "none" && helpActs(info),
    ),
  );
}

/**
 * What an instructor answers to a call.
 * @param {StationInfo} info
 */
export function helpActs(info) {
  const act = (/** @type {string} */ path, /** @type {string} */ text) =>
    el("button", {
      type: "button",
      class: "act quiet",
      text,
      "aria-label": `${text}: ${fullName(info)}`,
      "data-key": `${path}-${info.id}`,
      onclick: () => ask(`${at("stations", info.id)}/help/${path}`, {}),
    });
  const coming = info.help === "asked" && act("coming", "On my way");
  return el("div", { class: "help-acts" }, coming, act("done", "Done"));
}

/** @param {StationInfo} info */
export function fullName(info) {
  return info.learner_name ? `${info.learner_name}, ${info.name}` : info.name;
}

/** @param {StationState[]} stations */
export function stationTable(stations) {
  const heads = HEADS.map((name) => el("th", { scope: "col", text: name }));
  const rows = stations.map((station) => {
    const { info } = station;
    const who = el("a", { href: stationAddress(info.id), text: fullName(info) });
    return el("tr", {}, el("td", {}, who), ...cells(station).map((text) => el("td", { text })));
  });
  return el("table", { class: "rows" }, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows));
}

/** @param {StationState} station */
function cells({ info, phase, sign, force_n, held_s, needs }) {
  const score = [scoreText(info.last_score, info.last_expanded), trustOf(info)].filter(Boolean).join(", ");
  return [
    sign.word,
    Number.isFinite(force_n) && sign.tone !== "lost" ? `${Math.round(force_n)} N` : "–",
    phase === "holding" ? `${Math.floor(held_s)} s` : "–",
    score,
    needs.map(({ word }) => word).join(", "),
    noticeMessage(info),
  ];
}

/**
 * What became of the newest message to a station.
 * @param {Pick<StationInfo, "notice">} info
 */
export function noticeMessage({ notice }) {
  if (!notice) return "";
  return notice.is_read ? `“${notice.text}” · read` : `“${notice.text}” · not read yet`;
}
