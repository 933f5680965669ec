// @ts-check

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
