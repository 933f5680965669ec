/* The practice gauge: force against the band. Frames are stored when they come and drawn once a screen refresh. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  const WINDOW_S = 10, NEWEST_S = 0.8, GAP_S = 0.5, KEEP = 1 << 16, NUMBER_MS = 100;
  // Shares of the height: zero, and the target. The target stands here whatever the protocol.
  const ZERO_AT = 0.94, TARGET_AT = 0.4, TOP_AT = 0.03;

  /* The newest samples, oldest overwritten. */
  const ring = () => {
    const t = new Float64Array(KEEP), f = new Float32Array(KEEP), epoch = new Float64Array(KEEP);
    let count = 0;
    return {
      push: (frame) => {
        if (frame.n && count && frame.t0_s < t[(count - 1) % KEEP] - 1) count = 0; // a new session began
        for (let k = 0; k < frame.n; k += 1) {
          const at = count % KEEP;
          t[at] = frame.t0_s + frame.dt_s[k];
          f[at] = frame.force_n[k];
          epoch[at] = frame.epoch_ms + 1000 * frame.dt_s[k];
          count += 1;
        }
      },
      get count() { return count; },
      t: (i) => t[i % KEEP], f: (i) => f[i % KEEP], epoch: (i) => epoch[i % KEEP],
      first: (since_s) => {
        let low = Math.max(0, count - KEEP), high = count;
        while (low < high) { const mid = (low + high) >> 1; if (t[mid % KEEP] < since_s) low = mid + 1; else high = mid; }
        return low;
      },
    };
  };
  S.sampleRing = ring;

  /* A path through the samples from one on; of those that share a screen column only the lowest and the highest.
     Where no force is known, or nothing came, there is no line. */
  const follow = (ctx, samples, from, column_s, x, y) => {
    let column = NaN, low = 0, high = 0, lowAt = 0, highAt = 0;
    let lifted = true;
    const to = (i) => {
      if (lifted) ctx.moveTo(x(samples.t(i)), y(samples.f(i))); else ctx.lineTo(x(samples.t(i)), y(samples.f(i)));
      lifted = false;
    };
    const leave = () => {
      if (Number.isNaN(column)) return;
      to(Math.min(lowAt, highAt));
      if (lowAt !== highAt) to(Math.max(lowAt, highAt));
    };
    const lift = () => { leave(); column = NaN; lifted = true; };
    ctx.beginPath();
    for (let i = from; i < samples.count; i += 1) {
      const force_n = samples.f(i);
      if (i > from && samples.t(i) - samples.t(i - 1) > GAP_S) lift();
      if (!Number.isFinite(force_n)) { lift(); continue; }
      const here = Math.floor(samples.t(i) / column_s); // by its time: a column keeps its samples while it moves
      if (here !== column) { leave(); column = here; low = high = force_n; lowAt = highAt = i; }
      else if (force_n < low) { low = force_n; lowAt = i; }
      else if (force_n > high) { high = force_n; highAt = i; }
    }
    leave();
    if (from < samples.count) to(samples.count - 1);
  };
  S.follow = follow;

  S.shape2d = (ctx, kind, x, y, r) => {
    ctx.beginPath();
    if (kind === "down" || kind === "up") {
      const way = kind === "down" ? 1 : -1, w = r * 1.12;
      ctx.moveTo(x - w, y - way * r * 0.75);
      ctx.lineTo(x + w, y - way * r * 0.75);
      ctx.lineTo(x, y + way * r * 1.1);
      ctx.closePath();
    } else if (kind === "stop") {
      for (let k = 0; k < 8; k += 1) { const a = Math.PI * (k / 4 + 1 / 8); ctx.lineTo(x + r * 1.1 * Math.cos(a), y + r * 1.1 * Math.sin(a)); }
      ctx.closePath();
    } else if (kind === "pause") {
      ctx.rect(x - r * 0.7, y - r * 0.8, r * 0.5, r * 1.6);
      ctx.rect(x + r * 0.2, y - r * 0.8, r * 0.5, r * 1.6);
    } else if (kind === "check") {
      ctx.moveTo(x - r * 0.8, y); ctx.lineTo(x - r * 0.2, y + r * 0.65); ctx.lineTo(x + r * 0.9, y - r * 0.7);
      ctx.lineWidth = r * 0.34; ctx.lineJoin = ctx.lineCap = "round"; ctx.strokeStyle = ctx.fillStyle; ctx.stroke();
      return;
    } else ctx.arc(x, y, r, 0, 2 * Math.PI);
    if (kind === "hollow") { ctx.lineWidth = Math.max(2, r * 0.2); ctx.strokeStyle = ctx.fillStyle; ctx.stroke(); } else ctx.fill();
  };

  S.gauge = (host) => {
    const samples = ring();
    let drawnUpTo = 0, protocol = null, zone = "none", stale = true, view = "trace", number = "", numbered = 0;

    const paint = (ctx, W, H) => {
      const p = S.palette(), count = samples.count;
      if (protocol) draw(ctx, W, H, p, count);
      if (count > drawnUpTo) {
        const fresh = [];
        if (S.isWatched()) for (let i = Math.max(drawnUpTo, count - KEEP); i < count; i += 1) fresh.push(samples.epoch(i));
        drawnUpTo = count;
        S.drawn(fresh);
      }
    };

    const draw = (ctx, W, H, p, count) => {
      const zero = H * ZERO_AT, perNewton = (H * (ZERO_AT - TARGET_AT)) / protocol.force_n;
      const y = (force_n) => Math.max(H * TOP_AT, Math.min(H * 0.985, zero - perNewton * force_n));
      const high = y(protocol.high_n), low = y(protocol.low_n), small = Math.max(13, Math.min(22, H * 0.032));
      const bar = view === "bar", left = bar ? W * 0.5 - Math.min(W * 0.22, 190) : 0, right = bar ? W * 0.5 : W;
      ctx.fillStyle = p.band;
      ctx.fillRect(left, high, right - left, low - high);
      ctx.fillStyle = p["band-edge"];
      ctx.fillRect(left, high - 1, right - left, 2);
      ctx.fillRect(left, low - 1, right - left, 2);
      ctx.fillStyle = p.line;
      ctx.fillRect(0, zero, W, 1);
      ctx.strokeStyle = p.above;
      ctx.lineWidth = 1.5;
      ctx.setLineDash([10, 8]);
      ctx.beginPath(); ctx.moveTo(0, y(protocol.ceiling_n)); ctx.lineTo(W, y(protocol.ceiling_n)); ctx.stroke();
      ctx.setLineDash([]);
      ctx.font = `500 ${small}px ${p.font}`;
      ctx.textAlign = "left";
      ctx.fillStyle = p.soft;
      const label = (text, at, base) => { ctx.textBaseline = base; ctx.fillText(text, bar ? left : 30, at); };
      label(`${S.words.plain(protocol.high_n)} N`, high - 6, "bottom");
      label(`${S.words.plain(protocol.low_n)} N`, low + 7, "top");
      if (!bar) { label("0 N", zero - 4, "bottom"); label(`stop ${S.words.plain(protocol.ceiling_n)} N`, y(protocol.ceiling_n) - 6, "bottom"); }
      if (!count) return;

      const now_s = samples.t(count - 1), force = samples.f(count - 1);
      if (!Number.isFinite(force)) return;
      const r = Math.max(19, Math.min(44, Math.min(W, H) * 0.045)), big = Math.max(34, Math.min(120, H * 0.11));
      const dotAt = Math.max(r * 1.6, Math.min(H - r * 1.2, y(force)));
      const x = bar ? right + Math.min(W * 0.13, 110) : Math.max(W * 0.6, W - r * 2.2 - big * 2.6);
      const out = zone === "below" || zone === "above" || zone === "over";
      const colour = stale ? p.soft : out ? p[zone] : zone === "in" ? p.in : p.ink;
      if (bar) {
        ctx.strokeStyle = colour; ctx.lineWidth = Math.max(6, r * 0.4); ctx.lineCap = "butt";
        ctx.beginPath(); ctx.moveTo(x, zero); ctx.lineTo(x, y(force)); ctx.stroke();
      } else {
        ctx.strokeStyle = p.soft;
        ctx.globalAlpha = stale ? 0.4 : 1;
        ctx.lineWidth = 2;
        ctx.lineJoin = "round";
        const xOf = (t_s) => x * (1 - (now_s - t_s) / WINDOW_S);
        follow(ctx, samples, samples.first(now_s - WINDOW_S), WINDOW_S / x, xOf, y);
        ctx.stroke();
        ctx.globalAlpha = 1;
        if (out && !stale) { // what is past keeps its colour
          ctx.strokeStyle = colour; ctx.lineWidth = 3.5;
          follow(ctx, samples, samples.first(now_s - NEWEST_S), WINDOW_S / x, xOf, y);
          ctx.stroke();
        }
      }
      if (out && !stale) { // what is missing, or too much, as a line from the band to the dot
        ctx.strokeStyle = colour; ctx.lineWidth = Math.max(5, r * 0.3);
        ctx.beginPath(); ctx.moveTo(x, zone === "below" ? low : high); ctx.lineTo(x, dotAt); ctx.stroke();
      }
      ctx.fillStyle = colour;
      const grown = out && !stale ? r * 1.2 : r;
      S.shape2d(ctx, stale ? "hollow" : { below: "down", above: "up", over: "stop" }[zone] || "dot", x, dotAt, grown);
      if (stale) return;
      if (performance.now() - numbered > NUMBER_MS) { numbered = performance.now(); number = S.words.whole(force); }
      ctx.font = `650 ${big}px ${p.font}`;
      ctx.textBaseline = "middle";
      ctx.textAlign = "right"; // digits stay in their columns
      ctx.fillStyle = p.ink;
      const at = Math.max(big * 0.6, Math.min(H - big * 0.6, y(force)));
      const edge = x + r * 1.7 + ctx.measureText(protocol.ceiling_n * 1.5 >= 100 ? "000" : "00").width;
      ctx.fillText(number, edge, at);
      ctx.textAlign = "left";
      ctx.font = `500 ${big * 0.45}px ${p.font}`;
      ctx.fillStyle = p.soft;
      ctx.fillText("N", edge + big * 0.12, at + big * 0.13);
    };

    const { canvas, ask, stop } = S.canvas(host, "Force of the last ten seconds against the target band", paint);
    return {
      samples, stop, ask, canvas,
      push: (frame) => {
        const before = samples.count;
        samples.push(frame);
        if (samples.count < before) drawnUpTo = 0;
        S.counters.samples += frame.n;
        ask();
      },
      set: (changes) => { ({ protocol = protocol, zone = zone, stale = stale, view = view } = changes); ask(); },
    };
  };
})();
