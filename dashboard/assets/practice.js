/* The way through a set: form, hands off, press, result, rest, press again, summary. The hub leads; this follows. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  const MINE = "steadyhold-session";
  const KNOCK_SHARE = 0.3, KNOCK_MS = 250, CALM_MS = 1500, SUMMARY_MS = 2000;

  const show = (view) => { document.body.dataset.view = view; };
  const remember = (session) => { try { if (session) sessionStorage.setItem(MINE, session); else sessionStorage.removeItem(MINE); } catch { /* storage is blocked: a reload begins at the form */ } };
  const mine = () => { try { return sessionStorage.getItem(MINE); } catch { return null; } };

  S.practice = { begin() {}, joined() {}, leave() {} };

  S.kinds.practice = (host) => {
    const el = S.el, station = host.dataset.station, w = S.words;
    let info = null, live = null, link = { state: "connecting", reason: "" }, wire = "", lastSample = performance.now();
    let view = "setup", asked = null, holds = [], startedAt = 0, session = null, sessionSeen = false;

    let leaving = 0, notice = "";
    /* A set that is ended early still has its summary, if a hold was judged. */
    const end = async () => {
      await S.ask(`stations/${encodeURIComponent(station)}/stop`, {});
      if (!holds.length) leave(); else leaving = setTimeout(() => { if (view !== "summary") leave(); }, SUMMARY_MS);
    };
    const empty = () => S.ask(`stations/${encodeURIComponent(station)}/empty`, {});
    const stage = S.stage(host, { end, empty });
    const after = el("section", { class: "after", "aria-label": "Result" });
    const said = el("p", { class: "sr", role: "status", "aria-live": "polite" });
    host.append(after, said);

    const go = (next) => {
      if (view !== next) { view = next; if (next !== "press") window.scrollTo(0, 0); }
      show(view);
      after.hidden = view !== "result" && view !== "summary";
      stage.section.hidden = view !== "press";
      if (view === "press") stage.gauge.ask();
    };
    const leave = (why = "") => {
      notice = why;
      joined(null);
      asked = null;
      startedAt = 0;
      if (document.fullscreenElement) document.exitFullscreen();
      go("setup");
      update();
      document.getElementById("start")?.focus();
    };
    const begin = (choice) => {
      clearTimeout(leaving);
      notice = "";
      asked = choice;
      startedAt = performance.now();
      holds = [];
      session = null;
      if (choice.display) stage.setView(choice.display);
      go("press");
      update();
    };
    /* The session that is ours: news of an older one on the same pad is not for this screen. */
    const joined = (id) => { session = id; sessionSeen = info?.session === id; remember(id); };
    const watch = () => { begin({ protocol: info.protocol.id, learner_id: info.learner_id }); startedAt = 0; joined(info.session); };
    const again = async () => {
      const choice = asked || { protocol: info.protocol.id, learner_id: info.learner_id };
      begin(choice);
      const answer = await S.start(station, choice.protocol, choice.learner_id);
      if (answer.ok) joined(answer.data.session);
      else { go("summary"); said.textContent = answer.problem; alertLine.textContent = answer.problem; }
    };
    S.practice.begin = begin;
    S.practice.joined = joined;
    S.practice.leave = leave;

    const inSet = () => Boolean(session) && (view === "press" || view === "result");
    const lostWords = () => {
      if (wire === "lost") return "The rig is not answering. Keep this page open; it comes back by itself.";
      if (link.state === "lost" || link.state === "stale") return S.words.sentence(link.reason) || "The sensor is silent. Check its cable; it comes back by itself.";
      if (wire && performance.now() - lastSample > 1700) return "No new values from the pad. It comes back by itself; if not, check its cable.";
      return "";
    };

    /* Samples come, but something is wrong with them: a slow converter, a damaged cable. */
    const remark = () => (link.state === "streaming" ? link.reason : "");
    const guess = () => (info?.basis?.is_guess && !info.simulated ? "Not calibrated: its newtons may be far off." : "");

    const standing = (basis) => (info.simulated ? "" : basis?.reason || "");

    const update = () => {
      const lost = lostWords();
      if (info && live) {
        const waitsForHub = startedAt && live.phase !== "taring" && performance.now() - startedAt < 4000;
        stage.show({ info, live, lost, remark: remark() || guess(), started: Boolean(waitsForHub) });
        if (view === "result") rest(lost);
      }
      padState(lost);
    };

    /* On the form: how the chosen pad is, and the way to a set that is under way there. */
    const padState = (lost) => {
      const line = document.getElementById("pad-state");
      if (!line || view !== "setup") return;
      const busy = info && live && info.session && !lost;
      const text = !info ? "Looking for the pad…" : lost || (busy ? `${info.name} is in use: ${info.learner_name || "someone"}, ${info.protocol.name}, ${Math.max(1, live.repetition)} of ${live.repetitions}.`
        : notice || `${info.name} is ready.${remark() && ` But ${remark()}.`}${info.simulated ? " It is simulated: no sensor, a made-up learner presses." : info.basis?.reason ? ` ${info.basis.reason}` : ""}`);
      line.dataset.state = lost ? "lost" : busy ? "busy" : "ready";
      if (line.firstChild?.textContent !== text || Boolean(line.querySelector("button")) !== Boolean(busy)) {
        line.replaceChildren(el("span", { text }), ...(busy ? [el("button", { type: "button", class: "link", text: "Watch it", onclick: watch })] : []));
      }
    };

    const trace = () => {
      const ring = stage.gauge.samples, t = [], f = [];
      for (let i = Math.max(0, ring.count - 65536); i < ring.count; i += 1) { t.push(ring.t(i)); f.push(ring.f(i)); }
      return { t, f };
    };
    const traceOf = async (hold, sessionId) => {
      const own = trace();
      if (own.t.length && own.t[0] <= hold.onset_s) return own;
      const answer = await S.ask(`sessions/${encodeURIComponent(sessionId)}/trace?max_points=20000`);
      return answer.ok ? { t: answer.data.t_s, f: answer.data.force_n } : own;
    };

    const restRing = S.ring(64), restText = el("p", { class: "rest-text" }), alertLine = el("p", { class: "problem", role: "alert" });
    const showResult = async (hold, sessionId) => {
      const samples = await traceOf(hold, sessionId), done = S.result(hold, info.protocol, samples, { standing: standing(hold.basis) });
      holds.push({ hold, samples: S.cut(samples, hold) });
      after.replaceChildren(
        el("p", { class: "after-line", text: [info.learner_name, info.protocol.name, info.simulated ? "simulated" : "", hold.repetition ? `hold ${hold.repetition} of ${live.repetitions}` : ""].filter(Boolean).join(" · ") }),
        done.element, el("div", { class: "next" }, restRing.svg, restText, el("span", { class: "gap" }), el("button", { type: "button", class: "act quiet", text: "End this set", onclick: end })));
      said.textContent = done.spoken;
      go("result");
      update();
    };
    const rest = (lost) => {
      const left = live.rest_left_s, total = info.protocol.rest_s;
      restRing.set(total > 0 ? 1 - left / total : 1);
      const text = lost || (live.phase === "resting" && left > 0 ? `Rest ${Math.ceil(left)} s` : live.phase === "free" || live.phase === "done" ? "" : `Ready: simply press for hold ${live.repetition} of ${live.repetitions}`);
      if (restText.textContent !== text) restText.textContent = text;
      after.classList.toggle("go", live.phase === "ready");
    };

    const showSummary = (result, sessionId) => {
      if (!holds.length) { leave(); return; }
      const mean = result.mean_score, all = `${result.done} of ${result.asked} holds`;
      const facts = [all, S.known(result.worst_score) && result.done > 1 ? `weakest ${w.points(result.worst_score)}` : "", S.known(result.sd_score) ? `spread ${w.points(result.sd_score)}` : ""].filter(Boolean).join(" · ");
      const button = el("button", { type: "button", class: "act again", text: "Again", onclick: again });
      alertLine.textContent = "";
      after.replaceChildren(...[
        el("p", { class: "after-line", text: [info.learner_name, info.protocol.name, info.simulated ? "simulated" : ""].filter(Boolean).join(" · ") }),
        el("header", { class: "r-head" }, S.known(mean) ? el("h1", { class: "r-score", text: w.score(mean, result.expanded) }) : el("h1", { class: "r-void", text: "No score" }),
          el("p", { class: "r-reason", text: S.known(mean) ? `Mean of your set. ${facts}.` : `No hold of this set could be scored. ${facts}.` })),
        result.outcome === "borderline" ? el("p", { class: "r-cap", text: S.borderline(result.expanded) }) : null,
        result.remark ? el("p", { class: "r-cap", text: result.remark }) : null,
        standing(result.basis) ? el("p", { class: "lead", text: standing(result.basis) }) : null,
        el("div", { class: "summary-acts" }, button, el("button", { type: "button", class: "act quiet", text: "Choose something else", onclick: () => leave() }),
          el("a", { class: "act quiet", href: `/sessions/${encodeURIComponent(sessionId)}`, text: "See this session" })),
        el("p", { class: "knock-note", text: "Enter, or a tap on the pad, starts the same set again." }), alertLine,
        el("div", { class: "holds" }, ...holds.map(({ hold, samples }, index) => S.holdRow(hold, index, info.protocol, samples, index === holds.length - 1)))].filter(Boolean));
      said.textContent = S.known(mean) ? `Set done. Mean score ${w.score(mean, result.expanded)}. ${facts}.` : "Set done, no score.";
      go("summary");
      knockFrom = performance.now() + CALM_MS;
      button.focus({ preventScroll: true });
    };

    /* A tap on the pad is "Again" too: the hands need not leave the work. */
    let knockFrom = Infinity, pressedAt = 0;
    const knock = (frame) => {
      if (view !== "summary" || !frame.n || !info || info.simulated || performance.now() < knockFrom) { pressedAt = 0; return; }
      const hard = frame.force_n[frame.n - 1] > KNOCK_SHARE * info.protocol.force_n;
      if (hard && !pressedAt) pressedAt = performance.now();
      else if (!hard && pressedAt) { const long = performance.now() - pressedAt; pressedAt = 0; if (long > KNOCK_MS / 2) { knockFrom = Infinity; again(); } }
    };

    let turn = Promise.resolve();
    const inTurn = (act) => { turn = turn.then(act); }; // the summary never overtakes the last hold

    const texts = {
      hello: ({ stations }) => {
        info = stations.find((one) => one.id === station) || stations[0];
        link = info.link;
        if (view === "setup" && info.session && info.session === mine()) watch(); // the page was loaded again in mid-set
        else if (session && info.session === session) sessionSeen = true;
        else if (session && sessionSeen && info.session && inSet()) leave(`Someone else began a set on ${info.name}. What you did is kept.`);
      },
      live: (message) => {
        live = message;
        if (sessionSeen && info && !info.session && live.phase === "free" && inSet()) leave("The set was cut off. What you did is kept; start again when you like.");
        if (live.phase === "taring" || S.isPressing(live.phase)) startedAt = 0;
        if (view === "result" && info?.session === session && (S.isPressing(live.phase) || live.phase === "taring")) go("press");
      },
      link: (message) => { link = message; },
      hold: ({ hold, session: id }) => { if (id === session) inTurn(() => showResult(hold, id)); },
      set: ({ result, session: id }) => { if (id === session) inTurn(() => showSummary(result, id)); },
    };
    const close = S.connect(station, {
      frame: (frame) => { if (frame.n) lastSample = performance.now(); knock(frame); stage.gauge.push(frame); },
      text: (message) => { if (texts[message.type]) { texts[message.type](message); update(); } },
      state: (state) => { wire = state; update(); },
    });
    const tick = setInterval(update, 250);
    go("setup");
    return () => {
      clearTimeout(leaving); clearInterval(tick); close(); stage.stop(); after.remove(); said.remove();
      S.practice = { begin() {}, joined() {}, leave() {} };
      delete document.body.dataset.view;
    };
  };
})();
