/* The board: every station as an equal tile in its own place, one canvas, one frame for all. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  const PHASES = ["taring", "ready", "loading", "holding", "releasing", "resting", "done", "free"];
  const ZONES = ["none", "below", "in", "above", "over"];
  const GAP = 12, SMALLEST_W = 300, SMALLEST_H = 150, STALE_S = 2, MOST_TOLD = 6;

  /* Columns and rows that leave the tiles largest at a pleasant shape. */
  const grid = (n, W, H) => {
    let best = { columns: 1, rows: n, fit: 0 };
    for (let columns = 1; columns <= n; columns += 1) {
      const rows = Math.ceil(n / columns), w = W / columns, h = H / rows;
      if (columns > 1 && w < SMALLEST_W) break;
      const fit = Math.min(w / 1.9, h) * (1 - 0.05 * (columns * rows - n));
      if (fit > best.fit) best = { columns, rows, fit };
    }
    return best;
  };

  /* What is to be known of a score before it is compared with another. */
  const trust = (info) => (info.simulated ? "simulated" : info.basis?.use === "practice" ? "practice only" : "");

  const tile = (ctx, p, one, x, y, w, h) => {
    const { info, state, held_s, force } = one, protocol = info.protocol, pad = Math.max(14, h * 0.07);
    const round = (rx, ry, rw, rh, r) => { ctx.beginPath(); ctx.roundRect(rx, ry, rw, rh, r); };
    ctx.fillStyle = p.card;
    round(x, y, w, h, 12); ctx.fill();
    ctx.lineWidth = one.attention ? Math.max(4, h * 0.018) : 1;
    ctx.strokeStyle = one.attention ? p.above : p.line;
    round(x + ctx.lineWidth / 2, y + ctx.lineWidth / 2, w - ctx.lineWidth, h - ctx.lineWidth, 12); ctx.stroke();

    // Force against the band, at the right: the band at the same height in every tile.
    const barW = Math.max(26, Math.min(w * 0.13, h * 0.3)), bx = x + w - pad - barW, top = y + pad, base = y + h - pad;
    const per = (base - top) / (protocol.force_n * 1.7), at = (f) => Math.max(top, Math.min(base, base - per * f));
    ctx.strokeStyle = p.line; ctx.lineWidth = 1; ctx.strokeRect(bx + 0.5, top + 0.5, barW - 1, base - top - 1);
    ctx.fillStyle = p.band; ctx.fillRect(bx, at(protocol.high_n), barW, at(protocol.low_n) - at(protocol.high_n));
    ctx.fillStyle = p["band-edge"];
    ctx.fillRect(bx, at(protocol.high_n) - 1, barW, 2); ctx.fillRect(bx, at(protocol.low_n) - 1, barW, 2);
    const colour = { below: p.below, in: p.in, above: p.above, over: p.above, lost: p.soft, none: p.soft }[state.tone];
    const blind = protocol.feedback === "none";
    if (Number.isFinite(force) && state.tone !== "lost") {
      ctx.fillStyle = colour;
      ctx.fillRect(bx + barW * 0.32, at(force), barW * 0.36, base - at(force));
      const dot = Math.max(7, barW * 0.26);
      S.shape2d(ctx, state.tone === "none" ? "dot" : state.shape, bx + barW / 2, Math.max(top + dot, Math.min(base - dot, at(force))), dot);
    }

    const textW = bx - x - pad * 2, name = Math.max(17, Math.min(h * 0.13, w * 0.07)), big = Math.max(22, Math.min(h * 0.2, w * 0.092)), small = Math.max(14, h * 0.085);
    const write = (text, tx, ty, size, weight, fill, room) => {
      ctx.font = `${weight} ${size}px ${p.font}`;
      ctx.fillStyle = fill;
      const fits = Math.min(1, room / Math.max(1, ctx.measureText(text).width));
      if (fits < 1) ctx.font = `${weight} ${size * fits}px ${p.font}`;
      ctx.fillText(text, tx, ty);
    };
    ctx.textAlign = "left"; ctx.textBaseline = "top";
    const left = x + pad;
    write(info.learner_name || info.name, left, y + pad, name, 650, p.ink, textW);
    write(`${info.learner_name ? `${info.name} · ` : ""}${protocol.name}${blind ? " · by feel" : ""}${trust(info) ? ` · ${trust(info)}` : ""}`, left, y + pad + name * 1.22, small * 0.92, 400, p.soft, textW);
    const middle = y + h * 0.55;
    ctx.fillStyle = colour;
    S.shape2d(ctx, state.shape, left + big * 0.42, middle, big * 0.38);
    ctx.textBaseline = "middle";
    write(state.word, left + big * 1.15, middle + big * 0.04, big, 650, p.ink, textW - big * 1.15);

    // Bottom line: ring of seconds, then the last score.
    const r = Math.max(11, h * 0.085), cy = base - r, cx = left + r, goal = Math.max(protocol.hold_s, protocol.hold_min_s);
    ctx.lineWidth = r * 0.34;
    ctx.strokeStyle = p.line; ctx.beginPath(); ctx.arc(cx, cy, r * 0.83, 0, 2 * Math.PI); ctx.stroke();
    const counting = state.tone !== "lost" && (one.phase === "holding" || one.phase === "releasing");
    const share = counting ? held_s / goal : one.rest_left_s > 0 ? one.rest_left_s / protocol.rest_s : 0;
    if (share > 0) {
      ctx.strokeStyle = counting ? p["band-edge"] : p.soft; ctx.beginPath();
      ctx.arc(cx, cy, r * 0.83, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * Math.min(1, share)); ctx.stroke();
    }
    const line = counting ? `${Math.floor(held_s)} s` : one.rest_left_s > 0 ? `${Math.ceil(one.rest_left_s)} s` : "";
    write(line, cx + r * 1.5, cy + 1, small * 1.15, 600, p.ink, textW * 0.45);
    const taken = cx + r * 1.5 + (line ? ctx.measureText(line).width + small * 0.6 : 0);
    ctx.textAlign = "right";
    if (S.known(info.last_score)) {
      const score = S.words.score(info.last_score, info.last_expanded);
      write(score, bx - pad * 1.2, cy + 1, small * 1.15, 650, p.ink, textW * 0.3);
      const edge = bx - pad * 1.2 - ctx.measureText(score).width - small * 0.5;
      write("last score", edge, cy + 1, small * 0.92, 400, p.soft, edge - taken);
    }
  };

  S.kinds.wall = (host) => {
    const el = S.el, box = el("div", { class: "wall-box" }), wireLine = el("p", { class: "wall-lost", role: "status", hidden: true });
    const side = document.getElementById("attention"), table = document.getElementById("wall-table");
    let infos = [], lives = new Map(), tiles = null, wire = "", epochs = [];
    host.append(wireLine, box);

    const one = (info, index) => {
      const offset = 8 * index, live = lives.get(info.id) || {};
      const phase = tiles ? PHASES[tiles[offset + 6]] : live.phase, zone = tiles ? ZONES[tiles[offset + 5]] : live.zone;
      const linked = wire === "live" && tiles && !["lost", "stale"].includes(info.link.state) && tiles[offset + 7] < STALE_S;
      const state = S.stateOf(phase, zone, linked);
      return { info, phase, state, force: tiles ? tiles[offset + 1] : NaN, held_s: tiles ? tiles[offset + 4] : 0, rest_left_s: phase === "resting" && live.rest_until ? Math.max(0, (live.rest_until - performance.now()) / 1000) : 0, note: live.note || "",
        attention: wire === "live" && tiles ? why(info, state, live) : "" };
    };
    const why = (info, state, live) => {
      if (state.tone === "lost") return S.words.sentence(info.link.reason) || (info.link.state === "streaming" ? "No new values for 2 s; it comes back by itself." : "No signal from the pad: check its cable.");
      if (state.tone === "over") return "Presses far too hard.";
      return S.words.sentence(live.note || info.link.reason);
    };

    const { ask, stop } = S.canvas(box, "Every station: name, state, force against its band. The same as words under “The board as a table”.", (ctx, W, H) => {
      if (!infos.length) return;
      const p = S.palette(), { columns, rows } = grid(infos.length, W, H), w = (W - GAP * (columns - 1)) / columns, h = (H - GAP * (rows - 1)) / rows;
      infos.forEach((info, index) => tile(ctx, p, one(info, index), (index % columns) * (w + GAP), Math.floor(index / columns) * (h + GAP), w, h));
      const fresh = epochs;
      epochs = [];
      S.drawn(fresh);
    });
    const room = () => {
      const { columns } = grid(infos.length || 1, box.clientWidth, Math.max(box.clientHeight, 1));
      box.style.minHeight = `${Math.ceil((infos.length || 1) / columns) * (SMALLEST_H + GAP)}px`;
    };

    /* Words for screen readers and for people who like tables: once a second, never faster. */
    let toldSide = "";
    const tell = () => {
      wireLine.hidden = wire === "live";
      wireLine.textContent = wire === "lost" ? "The rig is not answering. The board comes back by itself." : "Connecting…";
      const all = infos.map(one), list = all.filter((station) => station.attention);
      const text = wire !== "live" ? "–" : list.map((station) => `${station.info.name}${station.attention}`).join("|") || "none";
      if (side && text !== toldSide) {
        toldSide = text;
        side.replaceChildren(...(list.length ? [...list.slice(0, MOST_TOLD).map((station) => el("li", {}, el("b", { text: station.info.learner_name ? `${station.info.learner_name}, ${station.info.name}` : station.info.name }), el("span", { text: station.attention }))),
          ...(list.length > MOST_TOLD ? [el("li", { class: "calm", text: `and ${list.length - MOST_TOLD} more` })] : [])]
          : [el("li", { class: "calm", text: wire === "live" ? "Nobody just now." : "Waiting for the rig." })]));
      }
      if (table && table.closest("details")?.open) {
        const cell = (words) => el("td", { text: words });
        table.replaceChildren(el("table", { class: "rows" }, el("thead", {}, el("tr", {}, ...["Who", "State", "Held", "Last score"].map((name) => el("th", { scope: "col", text: name })))),
          el("tbody", {}, ...all.map((station) => el("tr", {}, cell(station.info.learner_name || station.info.name), cell(station.state.word),
            cell(station.phase === "holding" ? `${Math.floor(station.held_s)} s` : "–"), cell([S.words.score(station.info.last_score, station.info.last_expanded), trust(station.info)].filter(Boolean).join(", ")))))));
      }
      room();
    };
    const close = S.connect("all", {
      frame: (frame) => { tiles = frame.tiles; if (S.isWatched()) epochs.push(frame.epoch_ms); ask(); },
      text: (message) => {
        if (message.type === "hello") { infos = message.stations; tell(); }
        else if (message.type === "live") lives.set(message.station, { ...message, rest_until: performance.now() + 1000 * message.rest_left_s });
        else if (message.type === "link") { const info = infos.find((found) => found.id === message.station); if (info) info.link = message; }
        ask();
      },
      state: (state) => { wire = state; tell(); ask(); },
    });
    const tick = setInterval(() => { tell(); ask(); }, 1000);
    tell();
    return () => { clearInterval(tick); close(); stop(); };
  };
})();
