/* Calibration, its end: the grade, why not a better one, how sure a reading is, and the papers. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  const C = (S.calibration = S.calibration || {});

  C.result = (passport, again) => {
    const { el } = S, at = `/api/passports/${passport.sha256}`, none = passport.grade === "none";
    const most = Math.max(...passport.doubts.map((doubt) => doubt.u_n), 1e-9);
    const link = (href, text, words = {}) => el("a", { class: "act quiet", href, text, ...words });
    const picture = (name, title, alt) => el("figure", { class: "cal-chart" }, el("figcaption", {}, el("h2", { text: title })), el("img", { src: `${at}/${name}.svg`, alt, loading: "lazy" }));
    const element = el("div", { class: "cal-result" },
      el("section", { class: "card cal-grade" },
        el("p", { class: "cal-letter", "aria-hidden": "true", text: none ? "–" : passport.grade }),
        el("div", {}, el("h2", { text: passport.grade_words }), el("p", { text: `For ${passport.use}.` }),
          el("p", {}, `A reading of ${passport.at_n.toFixed(1)} N is uncertain by `, el("b", { text: `± ${passport.expanded_n.toFixed(2)} N` }), `. The narrowest band it can carry there is ± ${passport.band_pct.toFixed(1)} %.`),
          el("p", { text: passport.due_utc ? `Calibrate again by ${C.day(passport.due_utc)}.` : "It may be used for practice only." }),
          el("p", { class: "cal-statement", text: passport.statement }))),
      el("div", { class: "cal-links" }, link(`${at}/certificate`, "Certificate, to print", { target: "_blank" }), link(`${at}/certificate.pdf`, "PDF", { target: "_blank" }), link(at, "Passport (JSON)", { download: "" })),
      passport.reasons.length > (passport.almost ? 1 : 0) ? el("section", {}, el("h2", { text: none ? "What was missing" : "What kept it from more" }), el("ul", { class: "cal-reasons" }, ...passport.reasons.map((text) => el("li", { text: S.words.sentence(text) }))), passport.almost && el("p", { class: "cal-almost", text: passport.almost }))
        : passport.almost ? el("section", {}, el("h2", { text: "What would earn more" }), el("p", { text: passport.almost })) : null,
      el("section", {}, el("h2", { text: `What makes ${passport.at_n.toFixed(0)} N uncertain` }),
        el("dl", { class: "cal-doubts" }, ...passport.doubts.filter((doubt) => doubt.u_n >= 0.0005).map((doubt) => el("div", {}, el("dt", { text: doubt.name }), el("dd", { text: `${doubt.u_n.toFixed(3)} N` }),
          el("i", { style: `width:${Math.max(2, Math.round((100 * doubt.u_n) / most))}%`, "aria-hidden": "true" }))))),
      el("div", { class: "cal-charts" },
        picture("residuals", "Residuals", "Reading minus known force at every load, inside the expanded uncertainty"),
        picture("hysteresis", "Hysteresis loop", "Mean deviation of the rising and of the falling leg"),
        passport.has_creep && picture("creep", "Creep", "Reading under the largest load over one minute")),
      el("p", { class: "cal-sha" }, "SHA-256 ", el("code", { text: passport.sha256 })),
      el("button", { class: "act quiet", type: "button", text: "Back to the pads", onclick: again }));
    return { element, show: () => {} };
  };
})();
