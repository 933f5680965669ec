"""The same samples on a stock Dash page: `dcc.Interval` every 100 ms and `extendData`.

python interval_page.py PORT HUB_URL
"""

import sys
import threading
from collections import deque

import numpy as np
from dash import Dash, Input, Output, State, dcc, html
from waitress import serve
from websockets.sync.client import connect

KEEP = 800
PROBE = """
window.pairs = []; window.draws = 0;
const hook = () => {
  const plot = document.querySelector("#trace .js-plotly-plot");
  if (!plot) { setTimeout(hook, 50); return; }
  let last = -1;
  plot.on("plotly_afterplot", () => {
    const x = plot.data[0].x, fresh = [];
    for (let i = x.length - 1; i >= 0 && x[i] > last; i -= 1) fresh.push(x[i]);
    if (!fresh.length) return;
    last = fresh[0];
    window.draws += 1;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const now = performance.timeOrigin + performance.now();
        for (const epoch of fresh) window.pairs.push(epoch, now);
      };
      channel.port2.postMessage(0);
    });
  });
};
hook();
"""

samples: deque[tuple[int, float, float]] = deque(maxlen=20_000)


def listen(hub: str) -> None:
    """Keep the newest samples: number, epoch milliseconds, force."""
    address = f"{hub.replace('http', 'ws', 1)}/live?station=pad-1"
    with connect(address, origin=hub, proxy=None) as live:
        number = 0
        for message in live:
            if isinstance(message, str) or message[0] != 1 or len(message) <= 24:
                continue
            epoch_ms = np.frombuffer(message, "<f8", 1, 16)[0]
            dt_s, force_n = np.frombuffer(message, "<f4", offset=24).reshape(2, -1)
            for after_s, force in zip(dt_s, force_n, strict=True):
                number += 1
                samples.append((number, float(epoch_ms + 1e3 * after_s), float(force)))


app = Dash()
app.index_string = app.index_string.replace("</body>", f"<script>{PROBE}</script></body>")
app.layout = html.Div(
    [
        dcc.Graph(id="trace", figure={"data": [{"x": [], "y": [], "mode": "lines"}]}),
        dcc.Interval(id="tick", interval=100),
        dcc.Store(id="seen", data=0),
    ]
)


@app.callback(
    Output("trace", "extendData"),
    Output("seen", "data"),
    Input("tick", "n_intervals"),
    State("seen", "data"),
    prevent_initial_call=True,
)
def extend(_: int, seen: int) -> tuple[object, int]:
    """What came since the last tick."""
    fresh = [one for one in list(samples) if one[0] > seen]
    if not fresh:
        return [{"x": [[]], "y": [[]]}, [0], KEEP], seen
    x, y = [one[1] for one in fresh], [one[2] for one in fresh]
    return [{"x": [x], "y": [y]}, [0], KEEP], fresh[-1][0]


threading.Thread(target=listen, args=(sys.argv[2],), daemon=True).start()
serve(app.server, host="127.0.0.1", port=int(sys.argv[1]), threads=8, _quiet=True)
