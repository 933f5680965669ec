/* The screen while someone presses: one question answered, more, less or keep going. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  const SAY_EVERY_MS = 1000;
  const PRESSING = new Set(["loading", "holding", "releasing"]);
  S.isPressing = (phase) => PRESSING.has(phase);

  const button = (kind, label, onclick, toggle) => S.el("button", { type: "button", class: `tool tool-${kind}`, "aria-label": label,
    title: label, "aria-pressed": toggle ? "false" : null, onclick }, S.el("span", { class: `icon icon-${kind}`, "aria-hidden": "true" }));

  /* on: {end(), empty()} */
  S.stage = (host, on) => {
    const el = S.el, ring = S.ring(72);
    const who = el("p", { class: "press-who" }), mark = el("span", { class: "simulated", text: "simulated", hidden: true });
    const word = el("p", { class: "press-word", "aria-hidden": "true" }), held = el("b", { class: "press-seconds" }), of = el("span", { class: "press-of" });
    const note = el("p", { class: "press-note" }), plot = el("div", { class: "press-plot" }), said = el("p", { class: "sr", role: "status", "aria-live": "polite" });
    const stop = el("p", { class: "press-stop", text: "Stop", "aria-hidden": "true" });
    const sound = button("sound", "Sound", async () => {
      const playing = await S.tone.toggle();
      sound.setAttribute("aria-pressed", String(playing));
    }, true);
    const view = button("view", "Bar beside the band", () => setView(section.dataset.display === "bar" ? "trace" : "bar"), true);
    const full = button("full", "Whole screen", () => (document.fullscreenElement ? document.exitFullscreen() : section.parentElement.requestFullscreen()), true);
    const end = button("end", "End this set", () => on.end());
    const empty = el("button", { type: "button", class: "act quiet press-empty", text: "Nothing is on the pad", hidden: true, onclick: () => on.empty() });
    const section = el("section", { class: "press", "aria-label": "Pressing" },
      el("div", { class: "press-line" }, who, el("span", { class: "gap" }), sound, view, document.fullscreenEnabled ? full : null, end),
      plot, word, el("p", { class: "press-held" }, held, ring.svg, of), note, empty, said, stop);
    host.append(section);
    plot.append(mark);
    const gauge = S.gauge(plot);
    const onFull = () => full.setAttribute("aria-pressed", String(Boolean(document.fullscreenElement)));
    document.addEventListener("fullscreenchange", onFull);
    sound.setAttribute("aria-pressed", String(S.tone.on));

    const setView = (display) => {
      section.dataset.display = display;
      view.setAttribute("aria-pressed", String(display === "bar"));
      gauge.set({ view: display });
    };
    setView("trace");

    /* A screen reader hears a change of cue, at most once a second. */
    let spoken = "", spokenAt = 0, waiting = 0;
    const say = (sentence) => {
      clearTimeout(waiting);
      if (!sentence || sentence === spoken) return;
      waiting = setTimeout(() => { spoken = sentence; spokenAt = performance.now(); said.textContent = sentence; },
        Math.max(0, spokenAt + SAY_EVERY_MS - performance.now()));
    };
    const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };

    /* info: station of the hello message; live: newest live message; lost: a sentence, or "" while all is well. */
    const show = ({ info, live, lost, remark = "", started }) => {
      const protocol = info.protocol, blind = protocol.feedback === "none", w = S.words;
      const pressing = S.isPressing(live.phase) && !lost, zone = pressing ? live.zone : "none";
      const shownZone = blind && zone !== "over" ? "none" : zone;
      put(who, [info.learner_name || info.name, protocol.name, live.phase === "free" ? "" : `${Math.max(1, live.repetition)} of ${live.repetitions}`].filter(Boolean).join(" · "));
      mark.hidden = !info.simulated;
      let cue = started && !pressing && live.phase !== "ready" ? "hands off" : live.cue;
      if (blind && (cue === "press more" || cue === "ease off")) cue = "hold";
      section.dataset.zone = lost ? "lost" : shownZone;
      section.dataset.phase = live.phase;
      section.classList.toggle("blind", blind);
      put(word, lost ? "no signal" : S.bigWords[cue] ?? cue);
      const goal = Math.max(protocol.hold_s, protocol.hold_min_s), seconds = Math.floor(live.held_s + 1e-6);
      const counting = live.phase === "holding" || live.phase === "releasing";
      put(held, lost ? "" : counting ? `${seconds} s` : "");
      const hint = seconds >= goal && protocol.hold_max_s > goal ? `That is enough. Let go before ${w.plain(protocol.hold_max_s)} s` : `of ${w.plain(goal)} s`;
      put(of, lost ? "" : counting ? hint : live.phase === "loading" || live.phase === "ready" ? `then hold ${w.span(protocol.hold_min_s, protocol.hold_max_s, "s")}` : "");
      ring.set(counting && !lost ? live.in_band_s / protocol.hold_s : 0); // seconds in the band; beside it those held
      section.classList.toggle("counting", counting);
      section.classList.toggle("enough", counting && live.held_s >= goal);
      const hands = cue === "hands off" ? "The pad is finding its zero. Do not touch it." : "";
      put(note, lost || live.note || hands || remark || (blind && live.phase === "ready" ? "By feel: the force is hidden until you let go." : ""));
      empty.hidden = Boolean(lost) || !live.loaded;
      section.classList.toggle("over", zone === "over");
      gauge.set({ protocol, zone: blind ? "none" : shownZone, stale: Boolean(lost) });
      S.tone.set(lost ? "none" : blind && zone !== "over" ? "none" : pressing ? zone : "none");
      say(lost || live.note || (zone === "over" ? "Stop. Too hard." : cue));
    };

    return {
      section, gauge, show, setView,
      stop: () => { clearTimeout(waiting); S.tone.set("none"); gauge.stop(); document.removeEventListener("fullscreenchange", onFull); section.remove(); },
    };
  };
})();
