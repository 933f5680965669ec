// @ts-check
import { put } from "./elements.js";
import { momentText } from "./moments.js";

/** Lets plots shrink to the paper: plotly draws them as wide as the screen is. */
export function keepPlotsOnPaper() {
  addEventListener("beforeprint", () => {
    for (const drawn of document.querySelectorAll(".js-plotly-plot .main-svg")) {
      const width = drawn.getAttribute("width");
      const height = drawn.getAttribute("height");
      if (width && height) drawn.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
  });
}

/** Says on the head of the paper when it was printed, which a screen need not. */
export function keepPaperDated() {
  addEventListener("beforeprint", () => {
    const head = document.getElementById("paper-day");
    if (head) put(head, `Printed ${momentText(new Date().toISOString())}`);
  });
}
