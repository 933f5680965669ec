/* Calibration under way: one sentence to follow, what belongs on the pad, the reading, what was read. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  const C = (S.calibration = S.calibration || {});
  const WISHES = {
    repeat: ["Repeat the last reading", ""], repeat_run: ["Repeat this run", ""], skip: ["Skip this step", "Without it a better grade may be out of reach. Skip it?"],
    accept: ["Take it as it is", "A reading taken against an objection is marked and costs grade R. Take it?"],
    smaller: ["Leave out the largest load", "The pad is then calibrated to less force. Leave the largest load out?"],
    short: ["Shorten to one run", "One run earns grade T at most. Shorten it?"], pause: ["Take a break", ""], restart: ["Begin again", "All readings are set aside and taken again. Begin again?"] };
  const FIRST = ["repeat", "accept", "skip", "pause"], MORE = ["repeat_run", "short", "smaller", "restart"];

  const reading = (bench) => {
    if (S.known(bench.reading_n)) return [`${bench.reading_n < -0.005 ? "−" : ""}${Math.abs(bench.reading_n).toFixed(2)}`, "N"];
    return S.known(bench.reading_raw) ? [Number(bench.reading_raw.toFixed(0)).toLocaleString("en-GB").replaceAll(",", " "), "counts"] : ["–", ""];
  };

  /* Numbers stay with their units when a line is broken. */
  const kept = (text) => text.replace(/(\d) (k?g)\b/g, "$1\u00a0$2").replace(/ \+ /g, "\u00a0+ ");
  const left = (bench) => {
    const left_s = (1 - bench.waited_frac) * bench.step_s;
    if (!bench.waited_frac || bench.step_s < 20) return "";
    return left_s > 90 ? `${Math.ceil(left_s / 60)} minutes left` : `${Math.ceil(left_s)} s left`;
  };
  const stateOf = (bench, calm) => {
    if (bench.paused || bench.finished) return "";
    if (!calm) return `◌ ${bench.status === "waiting for the sensor" ? bench.status : "moving"}`;
    return `● ${left(bench) || (bench.status === "settling" ? "still" : bench.status) || "still"}`;
  };

  C.steps = (act) => {
    const { el } = S, where = el("p", { class: "cal-where" }), bar = el("i"), progress = el("div", { class: "cal-progress", "aria-hidden": "true" }, bar);
    const instruction = el("p", { class: "cal-do", role: "status" }), refusal = el("p", { class: "cal-refusal", role: "alert", hidden: true });
    const picture = el("div", { class: "cal-picture-box" }), value = el("span", { class: "cal-value" }), unit = el("span", { class: "cal-unit" }), state = el("p", { class: "cal-state" }), ring = S.ring(132);
    const acts = el("div", { class: "cal-acts" }), more = el("div", { class: "cal-acts" }), why = el("p"), dots = el("div", { class: "cal-dots" });
    const which = el("select", { class: "d-select", "aria-label": "Weight" }), kg = el("input", { class: "cal-input", inputmode: "decimal", "aria-label": "Its mass in kilograms", placeholder: "kg" });
    const correct = el("form", { class: "cal-correct" }, which, kg, el("button", { class: "act quiet", type: "submit", text: "Correct" }));
    correct.addEventListener("submit", (event) => {
      event.preventDefault();
      const typed = Number(kg.value.trim().replace(",", "."));
      if (typed > 0) { act("mass", { id: which.value, kg: typed }); kg.value = ""; } else kg.focus();
    });
    const almost = el("p", { class: "lead" }), trouble = el("p", { class: "problem", role: "alert" });
    const element = el("div", { class: "cal-steps" },
      el("div", { class: "cal-main" }, where, progress, instruction, refusal, trouble,
        el("div", { class: "cal-row" }, picture, el("div", { class: "cal-read" }, el("div", { class: "cal-ring" }, ring.svg, el("p", { class: "cal-number" }, value, unit)), state)), acts),
      el("aside", { class: "cal-side" },
        el("details", { open: true }, el("summary", { text: "Why this step" }), why),
        el("section", {}, el("h2", { text: "Scatter so far" }), dots),
        el("details", {}, el("summary", { text: "More" }), almost, more, el("p", { class: "lead", text: "A mass was typed wrongly? Correct it; nothing read is lost." }), correct,
          el("button", { class: "act quiet", type: "button", text: "Leave, go on another day", onclick: () => act("leave") }))));
    const button = (wish) => el("button", { class: "act quiet", type: "button", text: WISHES[wish][0], "data-wish": wish,
      onclick: () => { if (!WISHES[wish][1] || window.confirm(WISHES[wish][1])) act("wish", { wish }); } });
    const finish = el("button", { class: "act again", type: "button", text: "Make the passport", onclick: async () => { finish.disabled = true; await act("finish"); finish.disabled = false; } });
    const resume = el("button", { class: "act again", type: "button", text: "Go on", onclick: () => act("wish", { wish: "resume" }) });
    let wishes = "", drawn = "", scattered = "", weighed = "";
    const put = (node, text) => { if (node.textContent !== text) node.textContent = text; };

    const show = ({ bench, station }) => {
      if (!bench) return;
      const streaming = station.link.state === "streaming" && !bench.is_another, gone = ["lost", "ended"].includes(station.link.state);
      put(where, `${station.name} · ${bench.title} · ${bench.finished ? `${bench.steps} of ${bench.steps}` : `step ${bench.done + 1} of ${bench.steps}`}`);
      bar.style.width = `${(100 * bench.done) / bench.steps}%`;
      put(instruction, bench.is_another ? `Another sensor is plugged in. Bring back ${bench.identity}.` : gone && !bench.paused ? "The sensor is gone. Plug it in: it goes on by itself." : kept(bench.instruction));
      put(refusal, kept(bench.refusal));
      refusal.hidden = !bench.refusal;
      put(trouble, bench.trouble);
      const [number, named] = streaming && !bench.paused ? reading(bench) : ["–", ""];
      put(value, number);
      put(unit, named);
      ring.set(bench.paused ? 0 : bench.waited_frac);
      const calm = bench.is_still && streaming;
      element.classList.toggle("still", calm);
      put(state, stateOf(bench, calm));
      picture.hidden = bench.finished || bench.paused;
      put(why, bench.why || "Everything is read. The passport is worked out from it.");
      put(almost, bench.almost);
      const key = JSON.stringify([bench.kind, bench.stack, bench.position, bench.finished]);
      if (key !== drawn) { drawn = key; picture.replaceChildren(C.picture(bench)); }
      const offered = JSON.stringify([bench.wishes, bench.finished, bench.paused]);
      if (offered !== wishes) {
        wishes = offered;
        const of = (some) => some.filter((wish) => bench.wishes.includes(wish)).map(button);
        acts.replaceChildren(...(bench.finished ? [finish] : []), ...(bench.paused ? [resume] : []), ...of(FIRST));
        more.replaceChildren(...of(MORE));
      }
      const read = JSON.stringify(bench.dots);
      if (read !== scattered) {
        scattered = read;
        dots.replaceChildren(...(bench.dots.length ? [C.scatter(bench.dots), el("p", { class: "lead", text: "Reading minus known force, beside a straight line. ▲ rising, ▼ falling, ◆ check. One that stands out can be repeated." })]
          : [el("p", { class: "lead", text: "Each reading under a weight appears here as a dot." })]));
      }
      const masses = JSON.stringify(bench.masses);
      if (masses !== weighed) { weighed = masses; which.replaceChildren(...bench.masses.map((one) => el("option", { value: one.id, text: `${one.id} (${one.kg} kg)` }))); }
    };
    return { element, show, lost: () => { put(value, "–"); put(unit, ""); put(state, "no connection"); ring.set(0); } };
  };
})();
