/* What the Dash forms do in the browser: they ask the hub themselves, same origin. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  window.dash_clientside = window.dash_clientside || {};
  const no_update = () => window.dash_clientside.no_update;

  const learnerId = async (typed) => {
    const name = (typed || "").trim();
    if (!name) return { problem: "Type your name first, so that your sessions are yours." };
    const known = await S.ask("learners");
    if (!known.ok) return known;
    const rows = Array.isArray(known.data) ? known.data : known.data.learners || [];
    const same = rows.find((row) => row.name && row.name.toLocaleLowerCase() === name.toLocaleLowerCase());
    if (same) return { id: same.id, name: same.name, problem: "" };
    const made = await S.ask("learners", { name });
    return made.ok ? { id: made.data.id, name, problem: "" } : made;
  };

  S.start = async (station, protocol, learner_id) => S.ask(`stations/${encodeURIComponent(station)}/start`, { protocol, learner_id });

  window.dash_clientside.steadyhold = {
    preview: (id, rows) => JSON.stringify((rows || []).find((row) => row.id === id) || null),
    /* Another pad: its own connection, and what it was given to train. */
    station: async (id) => {
      const stations = id ? await S.ask("stations") : { ok: false };
      const chosen = stations.ok ? stations.data.stations.find((one) => one.id === id) : null;
      return [id || no_update(), chosen ? chosen.protocol.id : no_update()];
    },
    start: async (clicks, typed, protocol, station, display) => {
      if (!clicks) return no_update();
      const learner = await learnerId(typed);
      if (learner.problem) { document.getElementById("learner")?.focus(); return learner.problem; }
      S.practice.begin({ protocol, learner_id: learner.id, display });
      const answer = await S.start(station, protocol, learner.id);
      if (!answer.ok) { S.practice.leave(); return answer.problem; }
      S.practice.joined(answer.data.session);
      return "";
    },
    giveProtocol: async (clicks, station, protocol) => {
      if (!clicks) return no_update();
      if (!protocol) return "Choose a protocol first.";
      const path = station === "*" ? "protocol" : `stations/${encodeURIComponent(station)}/protocol`;
      const answer = await S.ask(path, { protocol });
      if (!answer.ok) return answer.problem;
      const refused = Object.values(answer.data.refused || {});
      return refused.length ? `Done, but not for all: ${refused.join("; ")}.` : "Done.";
    },
  };
})();
