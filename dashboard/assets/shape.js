/* The shape of one press of a protocol: press in, hold in the band, let go. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  const REST_S = 0.06; // share of the width before and after the press

  const picture = (p, host) => {
    const W = Math.max(280, Math.min(560, host.clientWidth || 480)), H = 190, base = H - 30, top = 12, most = p.ceiling_n * 1.06;
    const y = (force) => base - (force / most) * (base - top);
    const into = p.force_n / Math.sqrt(p.loading_min_n_per_s * p.loading_max_n_per_s || p.force_n / 3);
    const away = p.force_n / Math.sqrt(p.release_min_n_per_s * p.release_max_n_per_s || p.force_n);
    // A long hold would squeeze its ramps to nothing: at most this much of the width is hold.
    const total = into + p.hold_max_s + away, squeeze = Math.min(1, (2.4 * (into + away)) / p.hold_max_s);
    const unit = (W * (1 - 2 * REST_S)) / (into + p.hold_max_s * squeeze + away);
    const x0 = W * REST_S, x1 = x0 + into * unit, xm = x1 + p.hold_min_s * squeeze * unit, x2 = x1 + p.hold_max_s * squeeze * unit, x3 = x2 + away * unit;
    const el = S.el, svg = el("svg", { viewBox: `0 0 ${W} ${H}`, class: "shape-svg", role: "img",
      "aria-label": `Press in over about ${Math.round(into)} seconds, hold ${S.words.span(p.hold_min_s, p.hold_max_s, "seconds")} between ${S.words.plain(p.low_n)} and ${S.words.plain(p.high_n)} newtons, let go over about ${Math.max(1, Math.round(away))} seconds. ${Math.round(total)} seconds in all.` });
    const line = (kind, d) => svg.append(el("svg:path", { class: kind, d }));
    const text = (words, x, at, anchor, kind = "") => svg.append(el("svg:text", { x, y: at, "text-anchor": anchor, class: kind, text: words }));
    svg.append(el("svg:rect", { class: "t-band", x: 0, y: y(p.high_n), width: W, height: y(p.low_n) - y(p.high_n) }));
    line("s-ceiling", `M0 ${y(p.ceiling_n)}H${W}`);
    line("t-axis", `M0 ${base}H${W}`);
    line("s-press", `M0 ${base}H${x0}L${x1} ${y(p.force_n)}H${xm}`);
    line("s-maybe", `M${xm} ${y(p.force_n)}H${x2}`);
    line("s-press", `M${x2} ${y(p.force_n)}L${x3} ${base}H${W}`);
    text(`${S.words.plain(p.force_n)} N`, 4, y(p.force_n) + 5, "start", "s-big");
    text(`stop ${S.words.plain(p.ceiling_n)} N`, W - 4, y(p.ceiling_n) - 6, "end");
    text(`hold ${S.words.span(p.hold_min_s, p.hold_max_s, "s")}`, (x1 + x2) / 2, base + 22, "middle", "s-big");
    return svg;
  };

  S.drawings.shape = (host) => {
    let p = null;
    try { p = S.flat(JSON.parse(host.dataset.protocol || "null")); } catch { p = null; }
    if (!p || !S.known(p.force_n) || !S.known(p.hold_max_s)) return null;
    if (host.dataset.bare) { host.replaceChildren(picture(p, host)); return null; }
    const { el, words } = S, share = Math.round((100 * (p.high_n - p.low_n)) / 2 / p.force_n);
    host.replaceChildren(...[
      el("h2", { text: p.name }), el("p", { class: "lead", text: p.purpose || "" }), picture(p, host),
      el("p", { class: "preview-line", text: `${words.plain(p.force_n)} N ± ${share} %, ${words.times(p.repetitions)}, ${words.plain(p.rest_s)} s rest` }),
      p.feedback === "none" ? el("p", { class: "blind-note", text: "By feel: the force stays hidden while you press." }) : null].filter(Boolean));
    return null;
  };
})();
