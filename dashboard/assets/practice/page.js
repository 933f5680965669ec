// @ts-check
// The way through a set: form, hands off, press, result, rest, press again, summary. The hub leads; this follows.
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { SILENT_MS, connect } from "../shared/live_connection.js";
import { cutHold } from "../result/lost_time.js";
import { traceOf } from "../result/trace_of_hold.js";
import { createAfter } from "./after.js";
import { createEnding } from "./ending.js";
import { createHelp } from "./help.js";
import { createKnock } from "./knock.js";
import { ownLearner, ownSession, rememberSession } from "./own_set.js";
import { createScreenPad } from "./screen_pad.js";
import { endedText, padState, showPadState, silenceMessage } from "./pad_line.js";
import { startAnswered, startSet, takeControls, whenBack } from "./set_controls.js";
import { createStage } from "./stage.js";
import { isPressing } from "./stage_state.js";

/** @import {Hold, Link, LiveMessage, Message, SetResult, StationInfo} from "../shared/types.js" */
/** @import {ConnectionState} from "../shared/live_connection.js" */
/** @import {Judged} from "./after.js" */
/** @import {Choice} from "./set_controls.js" */

const SUMMARY_MS = 2000;
const START_MS = 4000;
const UPDATE_MS = 250;
const SLOW = "Slow link: the number comes a few times a second. Your score is not affected.";

/** @typedef {"setup" | "press" | "result" | "summary"} View */

/** @param {HTMLElement} host */
export function mount(host) {
  const station = String(host.dataset.station);
  /** @type {StationInfo | null} */
  let info = null;
  /** @type {LiveMessage | null} */
  let live = null;
  /** @type {Link} */
  let link = { state: "connecting", reason: "" };
  /** @type {ConnectionState} */
  let connection = "";
  /** @type {View} */
  let view = "setup";
  /** @type {Choice | null} */
  let asked = null;
  /** @type {Judged[]} */
  let holds = [];
  /** @type {Hold[]} */
  let levels = [];
  /** @type {string | null} */
  let session = null;
  let sessionSeen = false;
  /** One that was left: late news of it leads nobody back. @type {string | null} */
  let left = null;
  let sample_ms = performance.now();
  let started_ms = 0;
  let leaving = 0;
  let notice = "";
  let hasEnded = false;
  let isWatching = false;
  let isEnding = false;
  let wasAway = false;
  let wantsWatch = new URLSearchParams(location.search).has("watch");

  /* A set that is ended early still has its summary, if a hold was judged. */
  const endNow = async () => {
    isEnding = true;
    await startAnswered();
    if (view !== "press" && view !== "result") return;
    await ask(`${at("stations", station)}/stop`, {});
    if (!holds.length) leave();
    else leaving = setTimeout(() => view === "summary" || leave(), SUMMARY_MS);
  };
  const ending = createEnding(host, endNow);
  /* A bystander only stops watching; one's own set can be taken back while it ends. */
  const end = () => {
    if (isWatching) leave();
    else ending.ask(!holds.length && !isPressing(live?.phase ?? "free"));
  };
  const empty = () => ask(`${at("stations", station)}/empty`, {});
  const stage = createStage(host, { end, empty });
  const screenPad = createScreenPad(host);
  const after = createAfter({ end, again, leave: () => leave() });
  const knock = createKnock(again);
  const slow = el("p", { class: "slow-link", role: "status", hidden: true, text: SLOW });
  host.append(after.section, after.said, slow);
  const help = createHelp(host, station);

  const go = (/** @type {View} */ next) => {
    // An answer that came after the page was left.
    if (hasEnded) return;
    if (view !== next && next !== "press") window.scrollTo(0, 0);
    view = next;
    document.body.dataset.view = view;
    after.section.hidden = view !== "result" && view !== "summary";
    stage.section.hidden = view !== "press";
    if (view === "press") {
      stage.gauge.ask();
      screenPad.focus();
    }
  };
  const leave = (why = "") => {
    notice = why;
    ending.stop();
    setWatching("");
    left = session;
    joined(null);
    asked = null;
    started_ms = 0;
    if (document.fullscreenElement) document.exitFullscreen();
    go("setup");
    update();
    document.getElementById("start")?.focus();
  };
  const begin = (/** @type {Choice} */ choice) => {
    clearTimeout(leaving);
    ending.stop();
    isEnding = wasAway = false;
    setWatching("");
    notice = "";
    asked = choice;
    started_ms = performance.now();
    holds = [];
    levels = [];
    session = null;
    if (choice.display) stage.setDisplay(choice.display);
    go("press");
    update();
  };
  /* The session that is ours: news of an older one on the same pad is not for this screen. */
  const joined = (/** @type {string | null} */ id) => {
    session = id;
    sessionSeen = info?.session === id;
    if (!isWatching) rememberSession(id);
  };
  const watch = () => {
    if (!info) return;
    const isOwn = isOurs(info);
    begin({ protocol: info.protocol.id, learner_id: info.learner_id });
    started_ms = 0;
    if (!isOwn) setWatching(info.learner_name || "someone");
    joined(info.session);
  };
  const setWatching = (/** @type {string} */ who) => {
    isWatching = Boolean(who);
    wantsWatch = false;
    stage.watch(who);
  };
  async function again() {
    if (!info) return;
    const protocol = info.protocol.id;
    const choice = { ...(asked || { learner_id: info.learner_id }), protocol };
    begin(choice);
    const answer = await startSet(station, choice.protocol, choice.learner_id);
    if (answer.ok) joined(answer.data.session);
    else {
      go("summary");
      after.refuse(answer.problem);
      if (answer.isLost) void whenBack().then(() => after.refuse(""));
    }
  }
  /* A set that was begun while nobody here heard of it, or that was left. */
  const rejoin = (/** @type {StationInfo[]} */ stations) => {
    left = null;
    meet(stations);
    update();
  };
  const release = takeControls({ begin, joined, leave, rejoin });

  /* Samples come, but something is wrong with them: a slow converter, a damaged cable. */
  const remark = () => (link.state === "streaming" ? link.reason : "");
  const update = () => {
    if (hasEnded) return;
    const lost = silenceMessage(connection, link, performance.now() - sample_ms > SILENT_MS);
    slow.hidden = connection !== "polling";
    if (info && live) {
      // The form of a pad that somebody else uses is a bystander too.
      help.show(info, live, isWatching || (view === "setup" && info.session !== null));
      const isGuess = info.basis?.is_guess && !info.simulated;
      const guess = isGuess ? "Not calibrated: the numbers can be far off." : "";
      const isStarting =
        started_ms > 0 && live.phase !== "taring" && performance.now() - started_ms < START_MS;
      stage.show({ info, live, lost, remark: remark() || guess, isStarting });
      if (view === "result") after.showRest(live, info.protocol.rest_s, lost);
      if (view === "summary") after.showNext(info.protocol);
    }
    if (view === "setup") showPadState(padState({ info, live, lost, notice, remark: remark() }), watch);
  };

  const showHold = async (/** @type {Hold} */ hold, /** @type {string} */ id) => {
    levels.push(hold);
    if (!info || !live) return;
    // The levels of a press come one after the other, the last with what they are worth together.
    if (info.protocol.levels.length > 1 && !hold.press_score) return;
    const press = levels;
    levels = [];
    const samples = await traceOf(press[0], id, stage.gauge.samples);
    holds.push({ press, samples: cutHold(samples, press[0], hold) });
    after.showPress(press, info, samples, live.repetitions);
    go("result");
    update();
  };
  const showSummary = (/** @type {SetResult} */ result, /** @type {string} */ id) => {
    if (!info) return;
    if (isWatching) {
      leave(`The set of ${info.learner_name || "this pad"} is over. Sessions shows its result.`);
      return;
    }
    const isByOthers = !isEnding && result.done < result.asked;
    if (!holds.length) {
      leave(isByOthers ? endedMessage() : "");
      return;
    }
    const summary = after.showSummary(result, holds, info, id);
    go("summary");
    if (isByOthers) after.refuse(endedMessage());
    knock.listen(performance.now());
    summary.focus();
  };

  /* The summary never overtakes the last hold. */
  let turn = Promise.resolve();
  const inTurn = (/** @type {() => void | Promise<void>} */ act) => {
    turn = turn.then(act);
  };

  const endedMessage = () => endedText(link, wasAway, info?.name ?? "the pad");
  /* Begun in this tab, or by the instructor for whoever sits here. */
  const isOurs = (/** @type {StationInfo} */ now) =>
    now.session === ownSession() ||
    (now.session !== left && now.learner_id !== "" && now.learner_id === ownLearner());
  const inSet = () => Boolean(session) && (view === "press" || view === "result");
  const meet = (/** @type {StationInfo[]} */ stations) => {
    const wasExam = Boolean(info?.exam);
    const met = (info = stations.find((one) => one.id === station) || stations[0]);
    link = met.link;
    screenPad.show(met.on_screen);
    // The page was loaded again in mid-set.
    if (view === "setup" && met.session && (wantsWatch || isOurs(met))) watch();
    else if (view === "summary" && met.session && met.session !== session && isOurs(met)) watch();
    else if (session && met.session === session) sessionSeen = true;
    else if (session && sessionSeen && met.session && inSet()) {
      leave(`Someone else began a set on ${met.name}. What you did is kept.`);
    } else if (wasExam && !met.exam && inSet()) leave();
  };
  const follow = (/** @type {LiveMessage} */ message) => {
    live = message;
    const isUnderWay = isPressing(live.phase) || live.phase === "taring";
    if (sessionSeen && info && !info.session && live.phase === "free" && inSet()) {
      leave(info.exam ? "" : endedMessage());
    }
    if (isUnderWay) started_ms = 0;
    if (view === "result" && info?.session === session && isUnderWay) go("press");
  };
  const take = (/** @type {Message} */ message) => {
    if (message.type === "hello") meet(message.stations);
    else if (message.type === "live") follow(message);
    else if (message.type === "link") link = message;
    else if (message.type === "pad") screenPad.told(message.held);
    else if (message.type === "hold" && message.session === session) {
      inTurn(() => showHold(message.hold, message.session));
    } else if (message.type === "set" && message.session === session) {
      inTurn(() => showSummary(message.result, message.session));
    }
    update();
  };

  const close = connect(station, {
    frame(frame) {
      if (frame.kind !== 1) return;
      if (frame.n) sample_ms = performance.now();
      if (view === "summary" && info && (!info.simulated || info.on_screen)) {
        knock.take(frame, info.protocol.force_n, sample_ms);
      } else knock.ignore();
      stage.gauge.push(frame);
    },
    text: take,
    opened: screenPad.connected,
    state(state) {
      connection = state;
      wasAway ||= state === "lost";
      update();
    },
  });
  const tick = setInterval(update, UPDATE_MS);
  go("setup");
  return () => {
    hasEnded = true;
    clearTimeout(leaving);
    ending.stop();
    clearInterval(tick);
    close();
    screenPad.stop();
    stage.stop();
    help.stop();
    slow.remove();
    release();
    delete document.body.dataset.view;
  };
}
