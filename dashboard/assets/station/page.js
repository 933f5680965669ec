// @ts-check
// One station for the instructor: live, why it needs somebody, what was done in this session.
import { ask, at } from "../shared/ask.js";
import { el, put, replaceKeepingFocus } from "../shared/elements.js";
import { connect } from "../shared/live_connection.js";
import { helpActs, noticeMessage } from "../board/lists.js";
import { askFirst } from "../shared/question.js";
import { createGauge } from "../practice/gauge.js";
import { stageState } from "../practice/stage_state.js";
import { createHistory } from "./history.js";
import { headOf, lostMessage } from "./station_texts.js";

/** @import {LiveMessage, Message, StationInfo} from "../shared/types.js" */
/** @import {ConnectionState} from "../shared/live_connection.js" */

const TELL_MS = 250;
const MOST_CHARACTERS = 140;

/** @param {HTMLElement} host its `data-station` is whom it is about. */
export function mount(host) {
  const station = String(host.dataset.station);
  /** @type {StationInfo | null} */
  let info = null;
  /** @type {LiveMessage | null} */
  let live = null;
  /** @type {ConnectionState} */
  let connection = "";
  const path = (/** @type {string} */ act) => `${at("stations", station)}/${act}`;

  const title = el("h1", { text: host.dataset.name || station });
  const about = el("p", { class: "lead" });
  const plot = el("div", { class: "station-plot" });
  const word = el("p", { class: "station-word" });
  const seconds = el("p", { class: "station-seconds" });
  const note = el("p", { class: "station-note" });
  const acts = el("div", { class: "station-acts" });
  const sent = el("p", { class: "answer", role: "status" });
  const field = el("input", {
    id: "station-message",
    class: "station-input",
    maxlength: MOST_CHARACTERS,
    autocomplete: "off",
  });
  const form = el(
    "form",
    { class: "station-message", onsubmit: send },
    el("label", { for: "station-message", text: "Message" }),
    el("div", { class: "station-line" }, field, el("button", { class: "act quiet", text: "Send" })),
    sent,
  );
  const history = createHistory();
  const watch = `/practice?station=${encodeURIComponent(station)}&watch=1`;
  host.append(
    el("header", { class: "page-head" }, title, about),
    el(
      "div",
      { class: "station" },
      el(
        "section",
        { class: "card station-live", "aria-label": "Now" },
        plot,
        el("div", { class: "station-state" }, word, seconds),
        ...[note, acts],
        el("a", { class: "back", href: watch, text: "Watch on the whole screen" }),
        form,
      ),
      history.section,
    ),
  );
  const gauge = createGauge(plot);

  async function send(/** @type {Event} */ event) {
    event.preventDefault();
    const answer = await ask("message", { text: field.value, stations: [station] });
    if (answer.ok) field.value = "";
    else put(sent, answer.problem);
  }
  const end = async () => {
    if (!info || !(await askFirst(`End the set of ${info.learner_name || info.name}?`, "End"))) return;
    const answer = await ask(path("stop"), {});
    if (!answer.ok) put(sent, answer.problem);
  };
  const begin = async () => {
    const answer = await ask("start", { stations: [station] });
    put(sent, answer.ok ? answer.data.refused[station] || "" : answer.problem);
  };

  const showActs = (/** @type {StationInfo} */ now) => {
    const isBusy = Boolean(now.session);
    const set = el("button", {
      type: "button",
      class: "act quiet",
      text: isBusy ? "End this set" : "Start a set",
      "data-key": "set",
      onclick: isBusy ? end : begin,
    });
    replaceKeepingFocus(acts, now.help === "none" ? [set] : [helpActs(now), set]);
  };
  let shown = "";
  const update = () => {
    const lost = lostMessage(connection, info);
    if (!info || !live) {
      put(note, lost || "Looking for the pad…");
      return;
    }
    const state = stageState({ info, live, lost });
    put(word, state.word || (live.phase === "free" ? "waiting" : live.phase));
    put(seconds, [state.held, state.of].filter(Boolean).join(" "));
    put(note, lost || live.note);
    gauge.set({ protocol: state.protocol, zone: state.gaugeZone, isStale: Boolean(lost) });
    plot.classList.toggle("stale", Boolean(lost));
    word.dataset.zone = state.zone;
    const key = JSON.stringify([info.learner_name, info.session, info.help, info.notice, info.protocol.id]);
    if (key === shown) return;
    shown = key;
    const head = headOf(info);
    put(title, head.title);
    put(about, head.about);
    if (info.notice) put(sent, noticeMessage(info));
    showActs(info);
  };

  const take = (/** @type {Message} */ message) => {
    if (message.type === "hello") {
      info = message.stations.find(({ id }) => id === station) || null;
      if (info) history.show(info);
    } else if (message.type === "live") live = message;
    else if (message.type === "link" && info) info.link = message;
    else if (message.type === "hold" || message.type === "set") history.changed(message.session);
    update();
  };
  const close = connect(station, {
    frame(frame) {
      if (frame.kind === 1) gauge.push(frame);
    },
    text: take,
    state(state) {
      connection = state;
      update();
    },
  });
  const tick = setInterval(update, TELL_MS);
  return () => {
    clearInterval(tick);
    close();
    gauge.stop();
    history.stop();
  };
}
