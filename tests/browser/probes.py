"""Questions asked inside a page."""


def of_module(name: str, question: str) -> str:
    """A question about what a module of the page exports: a function of that."""
    entry = "document.querySelector('script[type=module]').src"
    return f"() => import(new URL('{name}', {entry}).href).then({question})"


def of_counters(question: str) -> str:
    """A question about `counters`, what the page has received and drawn."""
    return of_module("shared/drawn.js", f"({{ counters }}) => {question}")


MIDDLE_OF_THE_BAND = """() => {
  const canvas = document.querySelector('.press-plot canvas');
  if (!canvas || !canvas.height) return null;
  const root = getComputedStyle(document.documentElement);
  const probe = document.createElement('canvas').getContext('2d');
  probe.fillStyle = root.getPropertyValue('--sh-band');
  probe.fillRect(0, 0, 1, 1);
  const wanted = probe.getImageData(0, 0, 1, 1).data.slice(0, 3).join();
  const column = canvas.getContext('2d').getImageData(2, 0, 1, canvas.height).data, rows = [];
  for (let y = 0; y < canvas.height; y++) {
    if ([...column.slice(4 * y, 4 * y + 3)].join() === wanted) rows.push(y);
  }
  return Math.round((rows[0] + rows[rows.length - 1]) / 2);
}"""


def drawn_ms(enough: int) -> str:
    """Of so many samples: when each was measured and how much later it was drawn, in milliseconds.

    With it how often the trace was drawn, and how often the machine let the page draw anything.
    """
    return of_module("shared/drawn.js", _DRAWN.replace("ENOUGH", str(enough)))


_DRAWN = """({ onDrawn }) => new Promise((done) => {
  const drawn = [];
  let draws = 0, turns = 0;
  const turn = () => { turns += 1; timer = requestAnimationFrame(turn); };
  let timer = requestAnimationFrame(turn);
  const stop = onDrawn((epochs) => {
    const now = performance.timeOrigin + performance.now();
    draws += 1;
    for (const due of epochs) drawn.push([due, now - due]);
    if (drawn.length < ENOUGH) return;
    stop(); cancelAnimationFrame(timer); done([drawn, draws, turns]);
  });
})"""

# Keeps the milliseconds from the last frame on to words of a rig that is gone.
TELLS_OF_THE_END = """async (selector) => {
  const entry = document.querySelector('script[type=module]').src;
  const { counters } = await import(new URL('shared/drawn.js', entry).href);
  let heard = 0, frames = -1;
  const timer = setInterval(() => {
    const now = performance.now(), place = document.querySelector(selector);
    if (counters.frames !== frames) heard = now;
    frames = counters.frames;
    if (!place || !place.checkVisibility() || !/not running/.test(place.textContent)) return;
    clearInterval(timer);
    window.told_ms = Math.max(now - heard, 1);
  }, 20);
}"""

CUT_OFF = """() => [...document.querySelectorAll('h1, h2, p, a, button, label, dt, dd')]
  .filter((e) => e.offsetParent && !e.closest('.sr') && e.scrollWidth > e.clientWidth + 1
    && getComputedStyle(e).display !== 'inline')
  .map((e) => e.outerHTML.slice(0, 90))"""

TOO_SMALL_TO_TAP = """() =>
  [...document.querySelectorAll('a, button, summary, input, [role=combobox]')]
  .filter((e) => e.offsetParent && !e.closest('.skip, .mantine-SegmentedControl-root'))
  .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 43.5 || box.width < 43.5))
  .map(([html]) => html)"""

AXE_RUN = "axe.run(document, { resultTypes: ['violations'] })"

NUMBERS_DRAWN = """window.drawn = [];
const fillText = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
  if (/^-?[0-9]+$/.test(text)) window.drawn.push(text);
  return fillText.call(this, text, ...where);
};"""
