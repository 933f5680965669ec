// @ts-check
// Files that are brought to the page, and files that are taken from it.
import { el } from "./elements.js";

/**
 * @param {File} file
 * @returns {Promise<string>} its bytes in base64.
 */
export function contentOf(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(String(reader.result).split(",")[1] || ""));
    reader.addEventListener("error", () => failed(reader.error));
    reader.readAsDataURL(file);
  });
}

/**
 * Hands a file to whoever looks at the page.
 * @param {string} name
 * @param {string} type of its content.
 * @param {string} content in base64.
 */
export function saveFile(name, type, content) {
  const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
  saveBlob(name, new Blob([bytes], { type }));
}

/**
 * @param {string} name
 * @param {Blob} content
 */
export function saveBlob(name, content) {
  const href = URL.createObjectURL(content);
  el("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}
