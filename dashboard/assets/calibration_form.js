/* Calibration, before it begins: the sensor, the weights, the place, the plan. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  const C = (S.calibration = S.calibration || {});
  const KEPT = "steadyhold-calibration", CLASSES = ["M1", "M2", "M3", "F2", "F1", "E2"];
  const FIRST = { weights: [{ kg: "" }, { kg: "" }, { kg: "" }, { kg: "", check: true }], plan: "full", how: "place", law: "polynomial" };

  const remembered = () => {
    try { return { ...FIRST, ...JSON.parse(localStorage.getItem(KEPT) || "{}") }; } catch { return FIRST; }
  };
  const number = (text) => {
    const said = String(text || "").trim().replace(",", ".");
    return said === "" ? null : Number(said);
  };

  const field = (name, label, value, hint, words = {}) => {
    const input = S.el("input", { name, value: value || "", id: `cal-${name}`, autocomplete: "off", class: "cal-input", ...words });
    return S.el("label", { class: "field" }, S.el("span", { text: label }), input, hint && S.el("small", { text: hint }));
  };
  const decimal = { inputmode: "decimal" };
  const radio = (name, value, chosen, title, text) =>
    S.el("label", { class: "choice" }, S.el("input", { type: "radio", name, value, checked: chosen === value }), S.el("span", {}, S.el("b", { text: title }), S.el("small", { text })));

  const weightRow = (weight, remove) => {
    const { el } = S;
    const how = el("select", { class: "d-select", name: "class" },
      ...CLASSES.map((one) => el("option", { value: one, text: `class ${one}`, selected: weight.class === one })),
      el("option", { value: "", text: "weighed on a scale", selected: weight.class === "" }));
    const limit = field("limit_g", "Scale is right to ± g", weight.limit_g, "", decimal);
    const show = () => { limit.hidden = how.value !== ""; };
    how.addEventListener("change", show);
    show();
    return el("li", { class: "weight" },
      field("kg", "Mass in kg", weight.kg, "", { ...decimal, required: true }),
      el("label", { class: "field" }, el("span", { text: "How sure" }), how), limit,
      field("certificate", "Certificate no.", weight.certificate, ""),
      el("label", { class: "tick" }, el("input", { type: "checkbox", name: "check", checked: !!weight.check }), el("span", { text: "Keep apart as check" })),
      el("button", { class: "link", type: "button", "aria-label": "Remove this weight", text: "Remove", onclick: remove }));
  };
  const readWeight = (row) => Object.fromEntries([...row.querySelectorAll("input, select")].map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value.trim()]));
  /* Two weights of one mass get letters, so that an instruction names one of them. */
  const named = (weights) => weights.map((one, at) => {
    const same = weights.filter((other) => other.kg === one.kg && !!other.check === !!one.check), base = `${one.kg.replace(",", ".")} kg${one.check ? " check" : ""}`;
    return { ...one, id: same.length > 1 ? `${base} ${"abcdefghijkl"[same.indexOf(weights[at])]}` : base };
  });

  C.form = (words, act) => {
    const { el } = S, kept = remembered();
    const sensor = el("div", { class: "cal-sensor" }), list = el("ul", { class: "weights" });
    const add = (weight) => { const row = weightRow(weight, () => { if (list.children.length > 1) row.remove(); }); list.append(row); };
    kept.weights.forEach(add);
    const place = el("div", { class: "cal-grid" }, field("latitude_deg", "Latitude in degrees", kept.latitude_deg, "South is negative. Any map shows it.", decimal), field("height_m", "Height above the sea in m", kept.height_m, "", decimal));
    const given = el("div", { class: "cal-grid" }, field("gravity_m_per_s2", "Gravity in m/s²", kept.gravity_m_per_s2, "Between 9.76 and 9.84.", decimal));
    const scale = field("full_scale_raw", "Reading at full supply", kept.full_scale_raw, "1023 for a 10-bit divider; empty without one.", decimal);
    const form = el("form", { class: "cal-form", novalidate: true },
      el("section", {}, el("h2", { text: "Your weights" }),
        el("p", { class: "lead", text: "Three or more, which are stacked in steps, and one more that is kept apart as an honest check, of a fifth of the heaviest stack or more. The heaviest stack should be what you will press with most." }),
        list, el("button", { class: "act quiet", type: "button", text: "Add a weight", onclick: () => { add({ kg: "" }); list.lastChild.querySelector("input").focus(); } })),
      el("fieldset", { class: "plain" }, el("legend", { text: "Gravity here" }),
        el("div", { class: "choices" }, radio("how", "place", kept.how, "From the place", "It is 0.5 % less at the equator than at the poles."), radio("how", "given", kept.how, "I know it", "From a survey, or an institute near by.")), place, given),
      el("section", {}, el("h2", { text: "The sensor" }), el("div", { class: "cal-grid" },
        field("range_n", "Largest force it is made for, in N", kept.range_n, "20 kg printed on a load cell are 196 N.", decimal),
        el("label", { class: "field" }, el("span", { text: "Kind" }), el("select", { class: "d-select", name: "law" },
          el("option", { value: "polynomial", text: "load cell", selected: kept.law === "polynomial" }), el("option", { value: "power", text: "force-sensing resistor", selected: kept.law === "power" }))), scale)),
      el("section", {}, el("h2", { text: "Who and where" }), el("div", { class: "cal-grid" },
        field("person", "Who places the weights", kept.person, "", { required: true }), field("place", "Room and town", kept.place, ""), field("laboratory", "School", kept.laboratory, ""), field("temperature_degc", "Room temperature in °C", "", "If you have a thermometer.", decimal))),
      el("fieldset", { class: "plain" }, el("legend", { text: "How much" }),
        el("div", { class: "choices" }, radio("plan", "full", kept.plan, "Full, about 45 minutes", "Six loads up and down, three times, and the edges. Can earn grade R, for assessment."),
          radio("plan", "short", kept.plan, "Short, about 25 minutes", "Three loads up and down (six for a resistor), once. Earns grade T, for training, at most."))),
      el("p", { class: "problem", role: "alert", id: "cal-form-problem" }),
      el("button", { class: "act big", type: "submit", text: "Begin" }),
      el("p", { class: "lead", text: "The first 15 minutes are warm-up: plug the pad in, leave it empty, and read on. The result is made by you and not accredited." }));
    const value = (name) => (form.elements[name].value || "").trim();
    const follow = () => { place.hidden = value("how") !== "place"; given.hidden = !place.hidden; scale.hidden = value("law") !== "power"; };
    form.addEventListener("change", follow);
    follow();

    const mistake = (text, name) => {
      form.querySelector("#cal-form-problem").textContent = text;
      if (name && form.elements[name] && form.elements[name].focus) form.elements[name].focus();
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      mistake("");
      const weights = [...list.children].map(readWeight).filter((one) => one.kg), said = {};
      for (const [name, label] of [["range_n", "The largest force"], ["latitude_deg", "The latitude"], ["height_m", "The height"], ["gravity_m_per_s2", "Gravity"], ["full_scale_raw", "The reading at full supply"], ["temperature_degc", "The temperature"]]) {
        said[name] = number(value(name));
        if (Number.isNaN(said[name])) { mistake(`${label} is a number, for example 52.1.`, name); return; }
      }
      for (const name of ["person", "place", "laboratory", "law", "plan"]) said[name] = value(name);
      if (!said.person) { mistake("Write who places the weights: the certificate names them.", "person"); return; }
      if (said.range_n === null) { mistake("Write the largest force the sensor is made for: 20 kg printed on it are 196 N.", "range_n"); return; }
      if (value("how") === "place") said.gravity_m_per_s2 = null; else said.latitude_deg = said.height_m = null;
      if (said.law !== "power") said.full_scale_raw = null;
      try { localStorage.setItem(KEPT, JSON.stringify({ ...Object.fromEntries(new FormData(form)), weights: weights.length ? weights : FIRST.weights })); } catch { /* a private window forgets */ }
      said.masses = named(weights).map(({ id, kg, class: accuracy, limit_g, certificate, check }) => ({ id, kg, class: accuracy, certificate, check, limit_kg: accuracy ? "" : limit_g && String(number(limit_g) / 1000) }));
      const button = form.querySelector(".big");
      button.disabled = true;
      const reply = await act("begin", said);
      button.disabled = false;
      if (!reply.ok) mistake(S.words.sentence(reply.problem));
    });

    const check = C.checkCard(words.station.id);
    let shown = "";
    const show = ({ station, begun, passport, damage }) => {
      const key = JSON.stringify([station, begun, passport && passport.sha256, damage]);
      if (key === shown) return;
      shown = key;
      const streaming = station.link.state === "streaming", can = streaming && !station.demonstration && !station.busy;
      form.hidden = !can;
      check.offer(Boolean(can && passport));
      sensor.replaceChildren(...[
        el("p", { class: "cal-which" }, el("b", { text: station.title || "No sensor" }), " ", station.identity && el("span", { class: "d-mark", text: station.identity }), " ", station.simulated && el("span", { class: "d-mark", text: "simulated" })),
        station.demonstration ? el("p", { text: "This pad belongs to the demonstration: nobody can put weights on it. Write your stations into steadyhold.toml and start steadyhold run." })
          : !streaming ? el("p", { text: `${station.name} has no sensor now. ${S.words.sentence(station.link.reason) || "Plug it in."}` })
          : station.busy ? el("p", { text: "A set is under way on this pad. It can be calibrated when the set is over." }) : null,
        can && begun && el("div", { class: "card cal-begun" }, el("div", {}, el("h2", { text: "A calibration of this sensor was begun" }),
          el("p", { text: `${C.day(begun.begun_utc)}, by ${begun.person}: ${begun.done} of ${begun.steps} steps are done. If you begin anew below, it is set aside.` })),
          el("button", { class: "act", type: "button", text: "Go on with it", onclick: () => act("resume") })),
        station.unnamed && el("p", { class: "problem", text: `Practice only: ${station.unnamed}.` }),
        damage && el("p", { class: "problem", text: `Practice only: ${damage}.` }),
        passport && el("p", { class: "cal-has" }, `${damage ? "The newest that is whole" : "It has a passport"}: ${passport.grade_words[0].toLowerCase()}${passport.grade_words.slice(1)}${passport.due_utc ? `, to be renewed by ${C.day(passport.due_utc)}` : ""}. `, el("a", { href: `/api/passports/${passport.sha256}/certificate`, target: "_blank", text: "See the certificate" }))].filter(Boolean));
    };
    return { element: el("div", { class: "cal-before" }, sensor, check.element, form), show };
  };
})();
