/* Calibration: which pad, then its steps one by one; asked of the hub seven times a second while under way. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  S.kinds = S.kinds || {};
  S.calibration = S.calibration || {};
  const BUSY_MS = 140, IDLE_MS = 1200;

  S.calibration.day = (utc) => (utc ? new Date(utc).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }) : "");

  S.kinds.calibration = (host) => {
    const C = S.calibration, { el } = S;
    let station = host.dataset.station, view = null, gone = false, asking = false, timer = 0, result = null, kind = "", missed = 0;
    const place = el("div", { class: "cal-place" }), problem = el("p", { class: "problem", role: "alert" }), stage = el("div", { class: "cal-stage" });
    host.append(place, problem, stage);

    const act = async (path, body) => {
      const reply = await S.ask(`calibration/${encodeURIComponent(station)}/${path}`, body || {});
      if (gone) return reply;
      problem.textContent = S.words.sentence(reply.problem);
      if (reply.ok && reply.data.passport && path === "finish") result = reply.data.passport;
      if (reply.ok && path !== "finish") take(reply.data);
      else ask();
      return reply;
    };
    const become = (next, make) => {
      if (kind === next) return;
      kind = next;
      view = make();
      stage.replaceChildren(view.element);
      place.hidden = next === "steps" || next === "result";
      window.scrollTo(0, 0);
    };
    const take = (words) => {
      if (result) become("result", () => C.result(result, () => { result = null; kind = ""; ask(); }));
      else if (words.bench) become("steps", () => C.steps(act));
      else become(`form ${words.station.id}`, () => C.form(words, act));
      view.show(words);
    };
    const ask = async () => {
      if (asking || gone) return;
      asking = true;
      const reply = document.hidden && kind !== "steps" ? null : await S.ask(`calibration/${encodeURIComponent(station)}`);
      asking = false;
      clearTimeout(timer);
      if (gone) return;
      if (reply && reply.ok) { missed = 0; if (problem.dataset.from === "look") { problem.textContent = ""; problem.dataset.from = ""; } take(reply.data); }
      else if (reply) {
        missed += 1;
        if (missed > 2) { problem.dataset.from = "look"; problem.textContent = S.words.sentence(reply.problem); if (view && view.lost) view.lost(); }
      }
      timer = setTimeout(ask, kind === "steps" ? BUSY_MS : IDLE_MS);
    };

    const choose = async () => {
      const reply = await S.ask("stations");
      if (gone || !reply.ok) return;
      const select = el("select", { class: "d-select", id: "cal-station" },
        ...reply.data.stations.map((one) => el("option", { value: one.id, text: one.name, selected: one.id === station })));
      select.addEventListener("change", () => { station = select.value; kind = ""; result = null; problem.textContent = ""; ask(); });
      place.replaceChildren(el("label", { class: "field" }, el("span", { text: "Pad" }), select));
    };
    choose();
    ask();
    return () => { gone = true; clearTimeout(timer); };
  };
})();
