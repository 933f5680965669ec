// @ts-check
// The same protocol as the text of a file: to copy, to keep, to bring from elsewhere.
import { el } from "../shared/elements.js";

const COPIED_MS = 2000;

/**
 * @param {{typed: (toml: string) => void, name: () => string}} options `typed`: somebody changed the text.
 */
export function createText({ typed, name }) {
  const area = el("textarea", {
    class: "cal-input tg-text",
    rows: 16,
    spellcheck: "false",
    "aria-label": "The protocol as the text of a file",
  });
  const said = el("span", { class: "tg-said", role: "status" });
  const say = (/** @type {string} */ text) => {
    said.textContent = text;
    setTimeout(() => (said.textContent = ""), COPIED_MS);
  };
  const copy = async () => {
    // Without TLS a browser may keep its clipboard from a page; the text is selected then.
    area.select();
    const isCopied = await Promise.resolve(navigator.clipboard?.writeText(area.value)).then(
      () => Boolean(navigator.clipboard),
      () => false,
    );
    say(isCopied ? "Copied." : "Selected: copy it with Ctrl+C.");
  };
  const download = () => {
    const href = URL.createObjectURL(new Blob([area.value], { type: "application/toml" }));
    el("a", { href, download: `${name()}.toml` }).click();
    setTimeout(() => URL.revokeObjectURL(href), COPIED_MS);
  };
  const file = el("input", { type: "file", accept: ".toml,text/plain", hidden: true });
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    area.value = await chosen.text();
    file.value = "";
    typed(area.value);
  });
  area.addEventListener("input", () => typed(area.value));
  const button = (/** @type {string} */ text, /** @type {() => void} */ act) =>
    el("button", { type: "button", class: "act quiet", text, onclick: act });
  const acts = el(
    "div",
    { class: "tg-acts" },
    button("Copy", copy),
    button("Download", download),
    button("Open a file", () => file.click()),
    file,
    said,
  );
  return {
    element: el("details", { class: "tg-more" }, el("summary", { text: "As a text (TOML)" }), area, acts),
    /** @param {string} toml */
    write(toml) {
      // Whoever types there is not interrupted.
      if (toml && document.activeElement !== area) area.value = toml;
    },
  };
}
