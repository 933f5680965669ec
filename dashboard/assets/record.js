/* A line above every page while the record is not safe, or soon will not be; the words are the hub's. */
(() => {
  "use strict";
  const EVERY_MS = 1000;
  const line = document.createElement("p");
  line.id = "record";
  line.className = "problem";
  line.hidden = true;
  const look = async () => {
    try {
      const said = await (await fetch("/healthz", { cache: "no-store" })).json();
      const words = said.trouble || said.warning || "";
      if (line.textContent !== words) {
        line.setAttribute("role", said.trouble ? "alert" : "status");
        line.textContent = words;
      }
      line.hidden = !words;
    } catch { /* that the hub is gone is told elsewhere */ }
    setTimeout(look, document.hidden ? 5 * EVERY_MS : EVERY_MS);
  };
  document.addEventListener("DOMContentLoaded", () => { document.body.prepend(line); look(); });
})();
