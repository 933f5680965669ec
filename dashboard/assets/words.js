/* Words and numbers as people read them. A missing value is a dash; every number has its unit. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  const known = (value) => typeof value === "number" && Number.isFinite(value);
  const fixed = (value, digits) => {
    const text = Math.abs(value).toFixed(digits);
    return (value < 0 && Number(text) !== 0 ? "−" : "") + text;
  };
  const DIGITS = { N: 1, s: 1, "%": 1, "N/s": 1, "N·s": 0 };

  S.known = known;
  S.words = {
    /* What the rig says, as a sentence of its own: "no pad is assigned" begins with a capital, ends with a stop. */
    sentence: (text) => (text ? `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}` : ""),
    whole: (value) => (known(value) ? fixed(value, 0) : "–"),
    points: (value) => (known(value) ? fixed(value, 1).replace(/^100\.0$/, "100") : "–"),
    /* A score with its error bar where the sensor has one: 82 ± 3, rounded up, never ± 0. */
    score: (value, expanded) => (known(value) && known(expanded) ? `${fixed(value, 0)} ± ${Math.max(1, Math.ceil(expanded - 1e-9))}` : S.words.points(value)),
    plain: (value) => (known(value) ? fixed(value, 2).replace(/\.?0+$/, "") : "–"),
    /* With its error bar where that is known, rounded up to the digit shown: 24.8 ± 0.3 N. */
    value: (value, unit, expanded) => {
      if (!known(value)) return "not measured";
      const digits = DIGITS[unit] ?? 1, step = 10 ** -digits;
      const error = known(expanded) ? ` ± ${fixed(Math.max(step, Math.ceil(expanded / step - 1e-9) * step), digits)}` : "";
      return `${fixed(value, digits)}${error} ${unit}`.trim();
    },
    span: (low, high, unit) => (low === high ? `${S.words.plain(low)} ${unit}` : `${S.words.plain(low)}–${S.words.plain(high)} ${unit}`),
    times: (n) => ({ 1: "once", 2: "twice" }[n] || `${n} times`),
  };

  S.borderline = (expanded) => (known(expanded)
    ? "Borderline: the pass mark lies within the error of the sensor. Repeat."
    : "Neither passed nor failed: nobody knows the error of this sensor. Calibrate it.");

  /* What is known of each criterion by its name; the page carries it (dashboard/shell.py). */
  S.criteria = JSON.parse(document.getElementById("criteria")?.textContent || "{}");
  S.titleOf = (name) => S.criteria[name]?.title ?? name;

  /* The cue of the hub as the one big word, and as a sentence for a screen reader. */
  S.bigWords = {
    "hands off": "hands off", press: "press", "press more": "press", "ease off": "ease", hold: "hold",
    "let go slowly": "let go", rest: "rest", done: "done", stop: "stop", "": "",
  };

  S.stateOf = (phase, zone, linked) => {
    if (!linked) return { word: "no signal", shape: "hollow", tone: "lost" };
    if (zone === "over") return { word: "stop", shape: "stop", tone: "over" };
    if (phase === "loading" || phase === "holding") {
      if (zone === "below") return { word: phase === "loading" ? "pressing in" : "too light", shape: "down", tone: "below" };
      if (zone === "above") return { word: "too hard", shape: "up", tone: "above" };
      if (zone === "in") return { word: "in the band", shape: "dot", tone: "in" };
      return { word: "pressing", shape: "dot", tone: "none" };
    }
    return {
      taring: { word: "hands off", shape: "hollow", tone: "none" },
      ready: { word: "ready", shape: "hollow", tone: "none" },
      releasing: { word: "letting go", shape: "dot", tone: "none" },
      resting: { word: "resting", shape: "pause", tone: "none" },
      done: { word: "done", shape: "check", tone: "none" },
      free: { word: "waiting", shape: "hollow", tone: "none" },
    }[phase] || { word: "waiting", shape: "hollow", tone: "none" };
  };

  /* el("p", {class: "x", text: "..."}, child...): text never passes through an HTML parser. */
  S.el = (tag, attributes = {}, ...children) => {
    const element = tag === "svg" || tag.startsWith("svg:")
      ? document.createElementNS("http://www.w3.org/2000/svg", tag.replace("svg:", ""))
      : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "text") element.textContent = value;
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter(Boolean));
    return element;
  };

  /* A ring that fills: set(share 0..1), mark at a share. */
  S.ring = (size = 100) => {
    const r = 42, around = 2 * Math.PI * r;
    const arc = S.el("svg:circle", { class: "ring-arc", cx: 50, cy: 50, r, "stroke-dasharray": `0 ${around}` });
    const svg = S.el("svg", { class: "ring", viewBox: "0 0 100 100", width: size, height: size, "aria-hidden": "true" },
      S.el("svg:circle", { class: "ring-back", cx: 50, cy: 50, r }), arc);
    let last = -1;
    return { svg, set: (share) => {
      const filled = Math.round(Math.max(0, Math.min(1, share)) * 500) / 500;
      if (filled !== last) { last = filled; arc.setAttribute("stroke-dasharray", `${filled * around} ${around}`); }
    } };
  };

  /* Colours of theme.css for canvases; read again when light and dark change. */
  const NAMES = ["ink", "soft", "line", "page", "card", "band", "band-edge", "below", "in", "above"];
  let palette = null;
  S.palette = () => {
    if (palette) return palette;
    const style = getComputedStyle(document.documentElement);
    palette = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--sh-${name}`).trim()]));
    palette.font = style.getPropertyValue("--sh-font").trim();
    palette.over = palette.above;
    return palette;
  };
  const repaint = new Set();
  S.onRepaint = (callback) => { repaint.add(callback); return () => repaint.delete(callback); };
  new MutationObserver(() => { palette = null; for (const callback of repaint) callback(); })
    .observe(document.documentElement, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });

  /* A canvas that follows its host and the pixel density; paint(ctx, width, height) in CSS pixels. */
  S.canvas = (host, label, paint) => {
    const canvas = S.el("canvas", { role: "img", "aria-label": label }), ctx = canvas.getContext("2d");
    let width = 0, height = 0, asked = 0;
    const frame = () => {
      asked = 0;
      if (!width || !height) return;
      const density = window.devicePixelRatio || 1;
      const w = Math.round(width * density), h = Math.round(height * density);
      if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
      ctx.setTransform(density, 0, 0, density, 0, 0);
      ctx.clearRect(0, 0, width, height);
      paint(ctx, width, height);
    };
    const ask = () => { if (!asked) asked = requestAnimationFrame(frame); };
    const size = new ResizeObserver(([entry]) => { ({ width, height } = entry.contentRect); ask(); });
    host.append(canvas);
    size.observe(host);
    const forget = S.onRepaint(ask);
    return { canvas, ask, stop: () => { size.disconnect(); forget(); cancelAnimationFrame(asked); canvas.remove(); } };
  };
})();
