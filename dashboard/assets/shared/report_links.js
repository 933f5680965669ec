// @ts-check
// The report of a learner or a class: a page to print, and the same as PDF where the rig can make it.
import { saveBlob } from "./files.js";
import { el } from "./elements.js";
import { sentence } from "./numbers.js";
import { unreachableMessage } from "./unreachable.js";

/** @returns the links, and `show` that says whose report they lead to. */
export function reportLinks() {
  let path = "";
  let name = "";
  const problem = el("p", { class: "problem", role: "alert" });
  const page = el("a", { class: "link", target: "_blank", text: "Report to print" });
  const pdf = el("button", { class: "link", type: "button", text: "Report as PDF" });
  pdf.addEventListener("click", async () => {
    pdf.disabled = true;
    problem.textContent = "";
    try {
      const answer = await fetch(`/api/${path}.pdf`);
      if (answer.ok) saveBlob(`${name} report.pdf`.trim(), await answer.blob());
      else problem.textContent = sentence((await answer.json()).error);
    } catch {
      problem.textContent = unreachableMessage();
    }
    pdf.disabled = false;
  });
  return {
    element: el("div", { class: "report-links" }, el("div", {}, page, pdf), problem),
    /**
     * @param {string} where path of the report below /api/.
     * @param {string} whose what the file is called by.
     */
    show(where, whose) {
      path = where;
      name = whose;
      page.href = `/api/${where}`;
    },
  };
}
