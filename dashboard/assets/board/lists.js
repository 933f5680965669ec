// @ts-check
// The board in words: who needs a look, and every station as a table. For screen readers, and who likes tables.
import { el } from "../shared/elements.js";
import { scoreText } from "../shared/numbers.js";
import { trustOf } from "./station_state.js";

/** @import {StationState} from "./station_state.js" */

const MOST_TOLD = 6;
const HEADS = ["Who", "State", "Held", "Last score"];

/**
 * @param {StationState[]} stations that need a look.
 * @param {boolean} isConnected
 */
export function attentionRows(stations, isConnected) {
  if (!stations.length) {
    return [el("li", { class: "calm", text: isConnected ? "Nobody just now." : "Waiting for the rig." })];
  }
  const rows = stations.slice(0, MOST_TOLD).map(({ info, attention }) => {
    const who = info.learner_name ? `${info.learner_name}, ${info.name}` : info.name;
    return el("li", {}, el("b", { text: who }), el("span", { text: attention }));
  });
  const more = stations.length - MOST_TOLD;
  if (more > 0) rows.push(el("li", { class: "calm", text: `and ${more} more` }));
  return rows;
}

/** @param {StationState[]} stations */
export function stationTable(stations) {
  const heads = HEADS.map((name) => el("th", { scope: "col", text: name }));
  const rows = stations.map((station) => el("tr", {}, ...cells(station).map((text) => el("td", { text }))));
  return el("table", { class: "rows" }, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows));
}

/** @param {StationState} station */
function cells({ info, phase, sign, held_s }) {
  const score = [scoreText(info.last_score, info.last_expanded), trustOf(info)].filter(Boolean).join(", ");
  return [
    info.learner_name || info.name,
    sign.word,
    phase === "holding" ? `${Math.floor(held_s)} s` : "–",
    score,
  ];
}
