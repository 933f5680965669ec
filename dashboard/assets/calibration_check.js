/* The check weight of the day: one card where a pad has a passport; nothing is rescaled by it. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  const C = (S.calibration = S.calibration || {});
  const BUSY_MS = 250, IDLE_MS = 5000;

  C.checkCard = (station) => {
    const { el } = S, path = `checks/${encodeURIComponent(station)}`;
    const due = el("p", { class: "chk-due" }), doing = el("p", { class: "chk-do", role: "status" }), problem = el("p", { class: "problem", role: "alert" });
    const weight = el("select", { class: "d-select", "aria-label": "Which weight" });
    const button = el("button", { class: "act", type: "button", text: "Read it" }), done = el("button", { class: "act quiet", type: "button", text: "Done" });
    const element = el("section", { class: "card chk", hidden: true }, el("h2", { text: "Check weight" }), due, doing, problem,
      el("div", { class: "chk-acts" }, weight, button, done));
    let timer = 0, filled = "";

    const show = ({ check, masses, usual, due: words }) => {
      const ended = check && check.passed !== null;
      element.dataset.state = !check ? "idle" : ended ? (check.passed ? "passed" : "failed") : "busy";
      due.textContent = words || "No reading is due now. One more does no harm.";
      due.hidden = Boolean(check);
      doing.hidden = !check;
      const text = check ? `${ended ? (check.passed ? "✓ " : "▲ ") : ""}${check.words}` : "";
      if (doing.textContent !== text) doing.textContent = text;
      weight.hidden = button.hidden = !masses.length || (Boolean(check) && !ended);
      button.textContent = ended ? "Read again" : "Read it";
      done.hidden = !check;
      done.textContent = ended ? "Done" : "Stop";
      if (masses.join() !== filled) {
        filled = masses.join();
        weight.replaceChildren(...masses.map((id) => el("option", { value: id, text: id, selected: id === usual })));
      }
    };
    const ask = async (way, body) => {
      clearTimeout(timer);
      const reply = await S.ask(way ? `${path}/${way}` : path, way ? body || {} : undefined);
      problem.textContent = reply.ok ? "" : S.words.sentence(reply.problem);
      if (reply.ok) show(reply.data);
      if (element.isConnected) timer = setTimeout(ask, element.dataset.state === "busy" ? BUSY_MS : IDLE_MS);
    };
    button.addEventListener("click", () => ask("begin", { mass: weight.value }));
    done.addEventListener("click", () => ask("leave"));
    return { element, offer: (can) => { if (can && element.hidden) ask(); element.hidden = !can; } };
  };
})();
