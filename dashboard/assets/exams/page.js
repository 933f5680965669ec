// @ts-check
// One exam, from its seats to its marks. The hub leads; what is typed here stays while it does.
import { ask, at } from "../shared/ask.js";
import { el, put } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { createActs } from "./acts.js";
import { mayStart, nextText, stepOf } from "./exam_state.js";
import { begunText, stateText } from "./exam_texts.js";
import { createPanel } from "./panel.js";
import { createSeats } from "./seats.js";
import { createWall } from "./wall.js";

/** @import {Reply, StationInfo} from "../shared/types.js" */
/** @import {Act, CheckedSeats, Exam, ExamBegun, SeatChecks, Station} from "./types.js" */

const LOOK_MS = 1000;

/** @param {HTMLElement} host its `data-exam` is the id. */
export function mount(host) {
  const path = at("exams", String(host.dataset.exam));
  /** @type {Exam | null} */
  let exam = null;
  /** @type {Station[]} */
  let stations = [];
  /** @type {SeatChecks[]} */
  let checked = [];
  let chosen = "";
  let own = "";
  let hasEnded = false;
  let isAsking = false;
  let acted = 0;
  let step = "";

  const title = el("h1", { class: "ex-title", text: "Exam" });
  const facts = el("p", { class: "lead" });
  const next = el("p", { class: "ex-next", role: "status" });
  const problem = el("div", { class: "problem", role: "alert" });
  const said = el("p", { class: "answer", role: "status" });
  const acts = createActs({
    begin: (anyway) => begin("begin", { anyway }),
    resume: () => begin("resume", {}),
    end: () => act(`${path}/end`, {}),
    release: () => act(`${path}/release`, { released: true }),
    withdraw: (reason) => act(`${path}/release`, { released: false, reason }),
  });
  const seats = createSeats({
    sit: (learner, station) => seat({ [learner]: station }),
    everybody: () => act(`${path}/seat-all`, {}).then(look),
    check: look,
  });
  const wall = createWall((learner) => choose(learner === chosen ? "" : learner));
  const panel = createPanel({
    act,
    begin: (learner, stage) =>
      acts.withReason((anyway) => begin("begin", { learners: [learner], stage, anyway })),
    close: () => choose(""),
  });
  const head = el("header", { class: "ex-head" }, title, facts, next, acts.element, problem, said);
  const both = el(
    "div",
    { class: "ex-both" },
    el("div", { class: "ex-main" }, seats.element, wall.element),
    panel.element,
  );
  host.append(head, both);

  /** @type {Act} */
  async function act(where, body) {
    acted += 1;
    /** @type {Reply<Exam>} */
    const reply = await ask(where, body);
    if (hasEnded) return false;
    put(said, "");
    problem.replaceChildren(reply.problem && el("p", { text: sentence(reply.problem) }));
    if (reply.ok) show(reply.data);
    else await read();
    return reply.ok;
  }

  /**
   * @param {"begin" | "resume"} how
   * @param {object} body
   */
  async function begin(how, body) {
    acted += 1;
    /** @type {Reply<ExamBegun>} */
    const reply = await ask(`${path}/${how}`, body);
    if (hasEnded) return;
    if (!reply.ok) {
      problem.replaceChildren(el("p", { text: sentence(reply.problem) }));
      await look();
      return;
    }
    const { begun, refused, learners } = reply.data;
    const names = new Map(learners.map(({ id, name }) => [id, name]));
    const lines = Object.entries(refused).map(([id, why]) =>
      el("p", { text: `${names.get(id) ?? "A student"}: ${sentence(why)}` }),
    );
    problem.replaceChildren(...lines);
    const n = Object.keys(begun).length;
    put(said, begunText(n, lines.length));
    show(reply.data);
  }

  /** @param {Record<string, string>} taken stations by learner. */
  async function seat(taken) {
    await act(`${path}/seat`, { seats: taken });
    await look();
  }

  async function look() {
    /** @type {Reply<CheckedSeats>} */
    const reply = await ask(`${path}/checks`);
    if (!reply.ok || hasEnded) return;
    checked = reply.data.stations;
    if (exam) show(exam);
  }

  async function read() {
    const before = acted;
    /** @type {Reply<Exam>} */
    const reply = await ask(path);
    // An older answer never undoes what was just done.
    if (hasEnded || before !== acted) return;
    if (reply.ok) show(reply.data);
    else if (!exam) problem.replaceChildren(el("p", { text: sentence(reply.problem) }));
  }

  /** @param {string} learner */
  function choose(learner) {
    chosen = learner;
    if (!exam) return;
    show(exam);
    if (!learner) return;
    void look();
    panel.focus();
    panel.element.scrollIntoView({ block: "nearest" });
  }

  /** @param {Exam} now */
  function show(now) {
    exam = now;
    const { about, learners } = now;
    put(title, about.title);
    const told = [
      about.protocol.name,
      stateText(about),
      about.rule.words,
      about.rule.provisional,
      about.unreliable,
    ];
    put(facts, told.map(sentence).filter(Boolean).join(" "));
    put(next, nextText(now, checked));
    const isPlan = stepOf(about) === "plan";
    seats.element.hidden = !isPlan;
    seats.show(learners, stations, checked);
    wall.element.hidden = isPlan;
    wall.show(learners, chosen);
    const looked = isPlan ? undefined : learners.find((each) => each.id === chosen);
    panel.show(now, looked, own);
    host.classList.toggle("with-panel", !panel.element.hidden);
    acts.show(now, checked, stepOf(about) === "run" && looked !== undefined && mayStart(looked));
    if (step !== stepOf(about)) {
      step = stepOf(about);
      if (isPlan || step === "run" || step === "interrupted") void look();
    }
  }

  async function start() {
    /** @type {[Reply<{stations: StationInfo[]}>, Reply<{id: string}>]} */
    const [known, me] = await Promise.all([ask("stations"), ask("me")]);
    if (known.ok) stations = known.data.stations.map(({ id, name }) => ({ id, name }));
    if (me.ok) own = me.data.id;
    await read();
  }
  void start();
  const timer = setInterval(async () => {
    if (isAsking || document.hidden) return;
    isAsking = true;
    await read();
    isAsking = false;
  }, LOOK_MS);
  return () => {
    hasEnded = true;
    clearInterval(timer);
    panel.stop();
  };
}
