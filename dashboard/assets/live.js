/* The live layer: one connection for each [data-live] element, opened and closed as Dash changes pages.
   Messages are only stored here; drawing happens at animation-frame rate (gauge.js, wall.js). */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  S.kinds = S.kinds || {};     // data-live name -> attach(element) -> detach()
  S.drawings = S.drawings || {}; // data-draw name -> draw(element) -> forget()

  const SILENT_MS = 1700;      // a number on screen is never older than 2 s
  const FIRST_WAIT_MS = 250, LAST_WAIT_MS = 4000;
  const POLL_MS = 250, POLL_AFTER_FAILURES = 3;

  S.counters = { sockets: 0, opened: 0, frames: 0, samples: 0, draws: 0, polls: 0, attached: 0, state: "" };

  /* After a frame is painted: epoch_ms of the samples it showed for the first time. */
  const watchers = new Set(), after = new MessageChannel();
  let shown = [];
  S.onDrawn = (callback) => { watchers.add(callback); return () => watchers.delete(callback); };
  S.isWatched = () => watchers.size > 0;
  S.drawn = (epochs) => {
    S.counters.draws += 1;
    if (watchers.size && epochs.length) { shown.push(epochs); after.port2.postMessage(0); }
  };
  after.port1.onmessage = () => {
    const batches = shown;
    shown = [];
    for (const epochs of batches) for (const callback of watchers) callback(epochs);
  };

  /* Binary frames, docs/live.md: kind 1 is the trace of one station, kind 2 the wall. */
  S.readFrame = (buffer) => {
    const view = new DataView(buffer), kind = view.getUint8(0), n = view.getUint16(2, true);
    if (kind === 1) {
      return { kind, n, t0_s: view.getFloat64(8, true), epoch_ms: view.getFloat64(16, true),
        dt_s: new Float32Array(buffer, 24, n), force_n: new Float32Array(buffer, 24 + 4 * n, n) };
    }
    return { kind, n, epoch_ms: view.getFloat64(8, true), tiles: new Float32Array(buffer, 16, 8 * n) };
  };

  /* on: {frame(f), text(message), state("live" | "polling" | "lost")}; returns close(). */
  S.connect = (station, on) => {
    let socket = null, closed = false, wait = FIRST_WAIT_MS, failures = 0, timer = 0, heard = 0, asking = false;
    const say = (state) => { S.counters.state = state; on.state(state); };
    const drop = () => {
      if (!socket) return;
      const old = socket;
      socket = null;
      S.counters.sockets -= 1;
      old.onopen = old.onmessage = old.onclose = null;
      old.close();
    };
    const again = () => {
      drop();
      if (closed) return;
      failures += 1;
      if (!polls()) say("lost");
      clearTimeout(timer);
      timer = setTimeout(open, wait * (0.5 + Math.random() / 2));
      wait = Math.min(wait * 2, LAST_WAIT_MS);
    };
    const open = () => {
      drop();
      const scheme = location.protocol === "https:" ? "wss://" : "ws://";
      socket = new WebSocket(`${scheme}${location.host}/live?station=${encodeURIComponent(station)}`);
      socket.binaryType = "arraybuffer";
      S.counters.sockets += 1;
      heard = performance.now();
      socket.onopen = () => { S.counters.opened += 1; wait = FIRST_WAIT_MS; failures = 0; heard = performance.now(); };
      socket.onmessage = ({ data }) => {
        heard = performance.now();
        if (typeof data === "string") { on.text(JSON.parse(data)); return; }
        S.counters.frames += 1;
        if (S.counters.state !== "live") say("live");
        on.frame(S.readFrame(data));
      };
      socket.onclose = again;
    };
    const polls = () => failures > POLL_AFTER_FAILURES && station !== "all";
    const poll = async () => {
      asking = true;
      try {
        const answer = await fetch(`/api/live?station=${encodeURIComponent(station)}`, { signal: AbortSignal.timeout(SILENT_MS) });
        if (closed || !polls()) return;
        if (!answer.ok) { say("lost"); return; }
        const now = await answer.json();
        S.counters.polls += 1;
        if (S.counters.state === "lost") { wait = FIRST_WAIT_MS; clearTimeout(timer); timer = setTimeout(open, wait); } // the hub is back
        say("polling");
        introduce(now.station);
        if (now.live) { on.text({ ...now.live, type: "live", station }); news(now.live.phase); }
        if (now.link) on.text({ ...now.link, type: "link", station });
        if (Number.isFinite(now.force_n)) {
          on.frame({ kind: 1, n: 1, t0_s: now.t_s, epoch_ms: now.epoch_ms, dt_s: [0], force_n: [now.force_n] });
        }
      } catch { if (!closed && polls()) say("lost"); }
      finally { asking = false; }
    };
    /* Polling carries no news: stations are compared, holds are read from the record when a press is over. */
    let known = "", phase = "", told = 0, session = null;
    const introduce = (about) => {
      const text = JSON.stringify(about || null);
      if (!about || text === known) return;
      known = text;
      if (about.session && about.session !== session) { session = about.session; told = 0; }
      on.text({ type: "hello", stations: [about] });
    };
    const news = async (next) => {
      const over = next !== phase && ["resting", "done", "free"].includes(next);
      phase = next;
      if (!over || !session) return;
      const { ok, data } = await S.ask(`sessions/${encodeURIComponent(session)}`);
      if (!ok || closed) return;
      for (const hold of data.session.holds.slice(told)) { told += 1; on.text({ type: "hold", station, session, hold }); }
      for (const result of data.session.sets.slice(-1)) on.text({ type: "set", station, session, result });
    };
    const watch = setInterval(() => {
      if (socket && performance.now() - heard > SILENT_MS) again();
      if (polls() && !asking) poll();
    }, POLL_MS);
    S.counters.state = "";
    open();
    return () => { closed = true; clearTimeout(timer); clearInterval(watch); drop(); };
  };

  /* Elements come and go with Dash's pages; attributes tell which station or drawing is meant. */
  const attached = new Map();
  const keyOf = (e) => [e.dataset.live, e.dataset.draw, e.dataset.station, e.dataset.protocol, e.dataset.session].join("\n");
  const scan = () => {
    for (const [element, held] of attached) {
      if (element.isConnected && held.key === keyOf(element)) continue;
      held.detach();
      element.replaceChildren();
      attached.delete(element);
    }
    for (const element of document.querySelectorAll("[data-live], [data-draw]")) {
      if (attached.has(element)) continue;
      const attach = S.kinds[element.dataset.live] || S.drawings[element.dataset.draw];
      if (attach) attached.set(element, { key: keyOf(element), detach: attach(element) || (() => {}) });
    }
    S.counters.attached = attached.size;
    for (const tab of document.querySelectorAll(".tab")) {
      const path = tab.getAttribute("href");
      const here = path === "/" ? /^\/(practice)?$/.test(location.pathname) : location.pathname.startsWith(path);
      if (here !== (tab.getAttribute("aria-current") === "page")) {
        if (here) tab.setAttribute("aria-current", "page"); else tab.removeAttribute("aria-current");
      }
    }
  };
  new MutationObserver(scan).observe(document.documentElement, { childList: true, subtree: true,
    attributes: true, attributeFilter: ["data-station", "data-protocol", "data-session"] });
  document.addEventListener("DOMContentLoaded", scan);

  /* Commands to the hub; resolves to {ok, data, problem} with a sentence for a person. */
  S.ask = async (path, body) => {
    try {
      const answer = await fetch(`/api/${path}`, body === undefined ? {} :
        { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
      const data = await answer.json().catch(() => ({}));
      if (answer.ok) return { ok: true, data, problem: "" };
      return { ok: false, data, problem: data.error || data.detail || data.message || "The rig did not accept this. Try again." };
    } catch {
      return { ok: false, data: {}, problem: "The rig is not answering. Wait a moment and try again." };
    }
  };
})();
