/* Devices: rows of ports, gauges and stations; asked of the hub three times a second while looked at. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  S.kinds = S.kinds || {};
  const ASK_MS = 300, SCAN_S = 5, PRESSED_N = 2, FULL_N = 15, STALE_S = 2;

  const WORDS = { free: "free", asking: "asking who it is…", unasked: "not asked yet", silent: "silent", absent: "not here", held: "in use by another program", other: "not a pad", refused: "cannot be opened" };
  const HEARD = ["free", "station", "absent"];
  const WHY_UNASKED = "Many things use such a cable; it is only asked when you say so.";

  /* Rows of running stations are drawn from the live wall where it knows the force; it is 20 times a second. */
  const liveForce = (wall, station) => {
    const at = wall.ids.indexOf(station);
    if (at < 0 || !wall.tiles || wall.tiles.length < 8 * (at + 1) || wall.tiles[8 * at + 7] > STALE_S) return NaN;
    return wall.tiles[8 * at + 1];
  };

  const facts = (row) => [
    ["Identity", !HEARD.includes(row.state) ? "" : row.identity.startsWith("port:") ? "only its socket tells it from others" : row.identity],
    ["Rate", row.rate_hz ? `${row.rate_hz.toFixed(1)} Hz` : ""],
    ["Battery", S.known(row.battery_pct) ? `${row.battery_pct} %` : S.known(row.battery_mv) ? `${(row.battery_mv / 1000).toFixed(2)} V` : ""],
    ["Signal", S.known(row.signal_dbm) ? `${row.signal_dbm} dBm`.replace("-", "−") : ""],
    ["Port", row.path], ["USB", [row.vid_pid, row.serial_number].filter(Boolean).join(" · ")],
  ].filter(([, value]) => value);


  /* One row: made once, then only what changed is written, so that a choice being made is never disturbed. */
  const makeRow = (act) => {
    const { el } = S, title = el("h3"), mark = el("span", { class: "d-mark" }), word = el("b", { class: "d-word" }), bar = el("i"), track = el("div", { class: "d-bar", "aria-hidden": "true" }, bar);
    const state = el("p", { class: "d-state" }), list = el("dl", { class: "d-facts" }), choice = el("div", { class: "d-choice" });
    const element = el("li", { class: "device" }, el("div", { class: "d-head" }, title, mark, word), track, state, list, choice);
    let shown = "", chosen = "";

    const station = (row, stations) => {
      const held = stations.find((one) => one.assigned && one.assigned.identity === row.identity);
      const here = row.station || (held ? held.id : "");
      const select = el("select", { class: "d-select" },
        ...(here && !held ? [] : [el("option", { value: "", text: held ? "no station" : "choose…" })]),
        ...stations.filter((one) => !one.demonstration).map((one) => el("option", { value: one.id, text: one.name, selected: one.id === here })));
      select.value = here;
      select.addEventListener("change", () => {
        if (select.value) act(`stations/${encodeURIComponent(select.value)}/assign`, { device: row.id });
        else if (held) act(`stations/${encodeURIComponent(held.id)}/unassign`, {});
      });
      return el("label", {}, el("span", { text: "Station" }), select);
    };
    const ask = (row, kinds) => {
      if (row.link === "ble") return el("button", { class: "act quiet", type: "button", text: "Listen", onclick: () => act("devices/listen", { device: row.id, kind: row.kind }) });
      const select = el("select", { class: "d-select" }, ...kinds.filter((one) => one.link === "serial").map((one) => el("option", { value: one.kind, text: one.title })));
      return el("div", { class: "d-ask" }, el("label", {}, el("span", { text: "Listen as" }), select),
        el("button", { class: "act quiet", type: "button", text: "Ask it", onclick: () => act("devices/listen", { device: row.id, kind: select.value }) }));
    };

    return { element, show: (row, words, force_n) => {
      const isLive = S.known(force_n), pressed = isLive ? Math.abs(force_n) > PRESSED_N : row.pressed;
      const frac = isLive ? Math.min(1, Math.abs(force_n) / FULL_N) : row.bar_frac;
      element.classList.toggle("pressed", pressed);
      bar.style.width = `${Math.round(100 * (pressed || !isLive ? frac : 0))}%`;
      const said = pressed ? (isLive ? `pressed · ${S.words.whole(force_n)} N` : "pressed") : "";
      if (word.textContent !== said) word.textContent = said;
      const still = JSON.stringify([row.title, row.state, row.words, row.station, facts(row), words.stations.map((one) => [one.id, one.name])]);
      if (still !== shown) {
        shown = still;
        title.textContent = row.title;
        mark.textContent = row.simulated ? "simulated" : { serial: "cable", ble: "Bluetooth", file: "recording" }[row.link] || "";
        const reader = words.stations.find((one) => one.id === row.station);
        const claim = row.state === "station" && reader ? `in use by ${reader.name}` : WORDS[row.state] || row.state;
        // What follows in the sentence of the hub is advice for a terminal.
        state.textContent = S.words.sentence(row.state === "unasked" ? `${claim}. ${WHY_UNASKED}` : !row.words ? claim
          : HEARD.includes(row.state) ? `${claim}: ${row.words}` : row.words.split("; ")[0]);
        track.hidden = !HEARD.includes(row.state);
        list.replaceChildren(...facts(row).map(([name, value]) => el("div", {}, el("dt", { text: name }), el("dd", { text: value }))));
      }
      const choose = row.simulated || row.link === "file" ? "" : row.identity && row.kind && HEARD.includes(row.state) && words.stations.some((one) => !one.demonstration) ? "station" : "";
      const offer = ["unasked", "other", "silent"].includes(row.state) || (row.link === "ble" && row.state === "free" && !row.rate_hz) ? "ask" : "";
      const key = JSON.stringify([choose, offer, row.station, row.state, words.stations.map((one) => [one.id, one.name, one.assigned])]);
      if (key !== chosen && !choice.contains(document.activeElement)) {
        chosen = key;
        choice.replaceChildren(...[choose && station(row, words.stations), offer && ask(row, words.kinds)].filter(Boolean));
      }
      return pressed;
    } };
  };

  S.kinds.devices = (host) => {
    const { el } = S, rows = new Map(), wall = { ids: [], tiles: null };
    const now = el("p", { class: "d-now", role: "status" }), answer = el("p", { class: "problem", role: "alert" });
    const list = el("ul", { class: "device-list" }), others = el("p", { class: "d-without" }), nothing = el("div", { class: "empty", hidden: true },
      el("h2", { text: "No pad is plugged in" }),
      el("p", { text: "Use a cable that carries data, not only power, and try another socket. On Linux you may need permission once: steadyhold doctor says how. A Bluetooth gauge has to be switched on and close by." }));
    const scan = el("button", { class: "act quiet", type: "button", text: "Look for Bluetooth gauges" }), air = el("p", { class: "d-air", role: "status" });
    host.append(now, answer, nothing, list, others, el("div", { class: "d-scan" }, scan, air));
    let words = null, asking = false, gone = false, told = "";

    const show = () => {
      if (!words) return;
      const pressed = [], seen = new Set();
      for (const row of words.devices) {
        seen.add(row.id);
        if (!rows.has(row.id)) { rows.set(row.id, makeRow(act)); }
        const one = rows.get(row.id);
        if (one.element.parentNode !== list) list.append(one.element);
        if (one.show(row, words, row.station ? liveForce(wall, row.station) : NaN)) pressed.push(row);
      }
      for (const [id, one] of rows) if (!seen.has(id)) { one.element.remove(); rows.delete(id); }
      nothing.hidden = words.devices.length > 0;
      now.hidden = !nothing.hidden;
      const without = words.stations.filter((one) => one.source === "auto" && !one.assigned).map((one) => one.name);
      others.textContent = without.length ? `Without a pad: ${without.join(", ")}.` : words.stations.every((one) => one.demonstration) ? "This is the demonstration: its pads are simulated. Write your stations into steadyhold.toml and start steadyhold run to give them real ones." : "";
      const name = (row) => (words.stations.find((one) => one.id === row.station) || {}).name || `${row.title} …${row.identity.slice(-4)}`;
      const said = pressed.length ? `Pressed: ${pressed.map(name).join(", ")}` : "Nothing is pressed.";
      if (said !== told) { told = said; now.textContent = said; now.classList.toggle("some", pressed.length > 0); }
    };
    const take = (reply) => {
      if (gone) return;
      if (reply.ok) words = reply.data;
      answer.textContent = S.words.sentence(reply.problem);
      show();
    };
    const act = async (path, body) => { take(await S.ask(path, body)); };
    const watch = async () => {
      if (asking || document.hidden) return;
      asking = true;
      const reply = await S.ask("devices/watch", {});
      asking = false;
      if (gone) return;
      if (reply.ok) { words = reply.data; if (answer.dataset.from === "watch") { answer.textContent = ""; answer.dataset.from = ""; } show(); }
      else { answer.dataset.from = "watch"; answer.textContent = S.words.sentence(reply.problem); }
    };
    scan.addEventListener("click", async () => {
      scan.disabled = true;
      air.textContent = `Listening for ${SCAN_S} seconds…`;
      const reply = await S.ask("devices/scan", { seconds: SCAN_S });
      scan.disabled = false;
      if (gone) return;
      take(reply);
      const found = reply.ok ? reply.data.devices.filter((row) => row.link === "ble").length : 0;
      air.textContent = !reply.ok ? "" : S.words.sentence(reply.data.bluetooth.trouble) || (found ? `${found} in sight.` : "No gauge in sight: switch it on, bring it close, close other apps that use it.");
    });
    const close = S.connect("all", {
      frame: (frame) => { wall.tiles = frame.tiles; show(); },
      text: (message) => { if (message.type === "hello") wall.ids = message.stations.map((one) => one.id); },
      state: (state) => { if (state === "lost") wall.tiles = null; },
    });
    const timer = setInterval(watch, ASK_MS);
    watch();
    return () => { gone = true; clearInterval(timer); close(); };
  };
})();
