/* One judged press: score, reason, trace with what was lost where, the eight rows, one thing to try. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  const el = (...given) => S.el(...given);
  const LEAD_S = 1.5, TRACE_HEIGHT = 220;
  const NOTHING_LOST = 0.05;

  /* The reason in one short sentence, as the hub tells it; results of an older engine have none. */
  S.reasonOf = (hold) => {
    const score = hold.score;
    return score.summary || score.void_reason || (score.caps || [])[0] || "";
  };

  /* Samples of one press out of a longer trace {t: [], f: []}. */
  S.cut = (trace, hold) => {
    const from = hold.onset_s - LEAD_S, to = (hold.release_s ?? hold.plateau_end_s) + LEAD_S, t = [], f = [];
    for (let i = 0; i < trace.t.length; i += 1) {
      if (trace.t[i] >= from && trace.t[i] <= to && Number.isFinite(trace.f[i])) { t.push(trace.t[i]); f.push(trace.f[i]); }
    }
    return { t, f };
  };

  /* Where the seconds that count left the band, as [from, to, "below" | "above"]: for marking only, scores come from the hub. */
  const countedEnd = (hold, protocol) => Math.min(hold.plateau_end_s, hold.plateau_start_s + protocol.hold_s);
  const outside = (cut, hold, protocol) => {
    const end = countedEnd(hold, protocol), found = [], sides = { below: 0, above: 0 };
    let open = null;
    for (let i = 0; i < cut.t.length; i += 1) {
      const at = cut.t[i];
      const side = at < hold.plateau_start_s || at > end ? null
        : cut.f[i] < protocol.low_n ? "below" : cut.f[i] > protocol.high_n ? "above" : null;
      if (open && side !== open[2]) { open[1] = at; sides[open[2]] += open[1] - open[0]; found.push(open); open = null; }
      if (side && !open) open = [at, at, side];
    }
    return { found, sides };
  };

  const drawTrace = (figure, cut, hold, protocol, marks) => {
    const W = Math.max(260, figure.clientWidth), H = TRACE_HEIGHT, left = 40, base = H - 34, top = 10;
    const t0 = cut.t[0], t1 = cut.t[cut.t.length - 1];
    const most = Math.max(protocol.high_n * 1.15, cut.f.reduce((a, b) => Math.max(a, b), 0) * 1.06);
    const x = (t) => left + ((t - t0) / Math.max(0.1, t1 - t0)) * (W - left - 8);
    const y = (force) => base - (Math.max(0, force) / most) * (base - top);
    const svg = el("svg", { viewBox: `0 0 ${W} ${H}`, width: W, height: H, class: "trace-svg", role: "img", "aria-label":
      `Force over time. ${marks.found.length ? `Outside the band for ${S.words.value(marks.sides.below + marks.sides.above, "s")}.` : "Inside the band all the time."}` });
    const box = (kind, x0, y0, x1, y1) => svg.append(el("svg:rect", { class: kind, x: x0, y: y0, width: Math.max(0, x1 - x0), height: Math.max(0, y1 - y0) }));
    const text = (words, at, up, anchor = "start") => svg.append(el("svg:text", { x: at, y: up, "text-anchor": anchor, text: words }));
    box("t-plateau", x(hold.plateau_start_s), top, x(hold.plateau_end_s), base);
    if (countedEnd(hold, protocol) < hold.plateau_end_s - 0.05) box("t-counted", x(countedEnd(hold, protocol)), base - 6, x(countedEnd(hold, protocol)) + 1.5, base + 14);
    box("t-band", left, y(protocol.high_n), W - 8, y(protocol.low_n));
    svg.append(el("svg:line", { class: "t-axis", x1: left, x2: W - 8, y1: base, y2: base }));
    let path = "";
    for (let i = 0; i < cut.t.length; i += 1) path += `${i ? "L" : "M"}${x(cut.t[i]).toFixed(1)} ${y(cut.f[i]).toFixed(1)}`;
    svg.append(el("svg:path", { class: "t-line", d: path }));
    for (const [from, to, side] of marks.found) box(`t-lost t-${side}`, x(from), side === "above" ? base + 3 : base + 9, Math.max(x(to), x(from) + 1.5), side === "above" ? base + 8 : base + 14);
    text(S.words.plain(protocol.high_n), left - 6, y(protocol.high_n) + 4, "end");
    text(S.words.plain(protocol.low_n), left - 6, y(protocol.low_n) + 4, "end");
    text("N", left - 6, top + 8, "end");
    const all = hold.hold_s <= protocol.hold_s + 0.05;
    text(`held ${S.words.value(hold.hold_s, "s")}${all ? "" : `, the first ${S.words.plain(protocol.hold_s)} s count`}`, (x(hold.plateau_start_s) + x(hold.plateau_end_s)) / 2, H - 4, "middle");
    figure.replaceChildren(svg);
  };

  /* What the sensor alone makes uncertain, by criterion and in its unit. */
  const errorsOf = (hold, protocol) => {
    const of = hold.uncertainty?.metrics || {};
    return { accuracy: (100 * of.mean_n) / protocol.force_n, time_in_band: (100 * of.time_in_band_s) / protocol.hold_s, drift: of.drift_pct,
      loading_rate: of.loading_rate_n_per_s, overshoot: of.overshoot_pct, release_rate: of.release_rate_n_per_s };
  };

  const row = (criterion, errors) => {
    const scored = criterion.weight > 0 && S.known(criterion.share);
    const lost = scored && criterion.lost >= NOTHING_LOST;
    return el("li", { class: `criterion${scored ? "" : " unscored"}` },
      el("span", { class: "c-name", text: S.titleOf(criterion.name) }),
      el("span", { class: "c-value", text: S.words.value(criterion.value, criterion.unit, errors[criterion.name]) }),
      el("span", { class: "c-bar", "aria-hidden": "true" }, el("i", { style: `width:${scored ? 100 * criterion.share : 0}%` })),
      el("span", { class: "c-lost", text: !scored ? "not scored" : lost ? `−${S.words.points(criterion.lost)}` : "full marks" }),
      criterion.aim ? el("span", { class: "c-aim", text: `aim: ${criterion.aim}` }) : null,
      el("span", { class: "sr", text: scored ? `, ${S.words.points(criterion.points)} of ${S.words.points(criterion.weight)} points` : "" }));
  };

  /* The whole result; trace {t, f} may be empty where it is no longer known. standing: what the score may be used for, in words. */
  S.result = (hold, protocol, trace, { isInside = false, standing = "" } = {}) => {
    const score = hold.score, cut = S.cut(trace, hold), marks = outside(cut, hold, protocol);
    const sides = marks.sides, reason = S.reasonOf(hold);
    const head = el("header", { class: "r-head" },
      isInside ? null : score.void_reason
        ? el("h1", { class: "r-void", text: "No score" })
        : el("h1", { class: "r-score", text: S.words.score(score.score, hold.uncertainty?.score) }, el("span", { class: "sr", text: " points of 100" })),
      el("p", { class: "r-reason", text: S.words.sentence(reason) }));
    const figure = el("figure", { class: "trace" });
    const errors = errorsOf(hold, protocol), rows = [...score.criteria].sort((a, b) => b.lost - a.lost || b.weight - a.weight);
    const parts = [head];
    if (standing) parts.push(el("p", { class: "lead", text: standing }));
    if (hold.outcome === "borderline") parts.push(el("p", { class: "r-cap", text: S.borderline(hold.uncertainty?.score) }));
    if (score.advice) parts.push(el("p", { class: "r-advice" }, el("b", { text: "Try next " }), document.createTextNode(score.advice)));
    if (cut.t.length > 1) {
      parts.push(figure);
      const told = [["above", sides.above], ["below", sides.below]].filter(([, s]) => s >= 0.05);
      parts.push(el("p", { class: "t-key" }, el("span", { class: "k k-band", text: "band" }), el("span", { class: "k k-plateau", text: "the hold" }),
        ...told.map(([side, s]) => el("span", { class: `k k-${side}`, text: `${S.words.value(s, "s")} ${side}` }))));
    }
    // The first cap is the reason above.
    for (const cap of (score.caps || []).slice(1)) parts.push(el("p", { class: "r-cap", text: cap }));
    const left = el("div", { class: "r-main" }, ...parts);
    const right = el("ol", { class: "criteria", "aria-label": "Where the points went, most lost first" }, ...rows.map((criterion) => row(criterion, errors)));
    const whole = el("div", { class: "result-body" }, left, score.void_reason ? null : right);
    if (cut.t.length > 1) new ResizeObserver(() => drawTrace(figure, cut, hold, protocol, marks)).observe(figure);
    return { element: whole, spoken: [score.void_reason ? "No score." : `Score ${S.words.score(score.score, hold.uncertainty?.score)}.`, `${reason}.`, standing, score.advice].filter(Boolean).join(" ") };
  };

  /* Hold by hold on the page of one session. */
  S.drawings.holds = (host) => {
    let gone = false;
    host.append(el("p", { class: "lead", text: "Reading the record…" }));
    (async () => {
      const id = encodeURIComponent(host.dataset.session);
      const [record, trace] = await Promise.all([S.ask(`sessions/${id}`), S.ask(`sessions/${id}/trace?max_points=20000`)]);
      if (gone) return;
      if (!record.ok) { host.replaceChildren(el("p", { class: "problem", text: record.problem })); return; }
      const { holds, protocol: asked } = record.data.session, protocol = S.flat(asked);
      if (!holds.length) { host.replaceChildren(el("p", { class: "lead", text: "No press of this session was long enough to be a hold." })); return; }
      const samples = trace.ok ? { t: trace.data.t_s, f: trace.data.force_n } : { t: [], f: [] };
      host.replaceChildren(...holds.map((hold, index) => S.holdRow(hold, index, protocol, samples, index === 0)));
    })();
    return () => { gone = true; };
  };

  S.holdRow = (hold, index, protocol, samples, open) => {
    const score = hold.score;
    const details = el("details", { class: "hold" }, el("summary", {},
      el("span", { class: "h-n", text: `Hold ${hold.repetition || hold.number || index + 1}` }),
      el("span", { class: "h-what", text: `${S.words.value(hold.hold_s, "s")} at ${S.words.value(hold.level_n ?? hold.level, "N")}` }),
      el("span", { class: "h-why", text: S.reasonOf(hold) }),
      el("b", { class: "h-score", text: score.void_reason ? "no score" : S.words.score(score.score, hold.uncertainty?.score) })));
    details.addEventListener("toggle", () => {
      if (details.open && details.children.length === 1) details.append(S.result(hold, protocol, samples, { isInside: true }).element);
    });
    details.open = open;
    return details;
  };

  /* A protocol with the fields of its target beside its own. */
  S.flat = (given) => {
    const row = { ...given, ...(given.target || {}) };
    if (S.known(row.band_frac)) { row.low_n ??= row.force_n * (1 - row.band_frac); row.high_n ??= row.force_n * (1 + row.band_frac); }
    return row;
  };
})();
