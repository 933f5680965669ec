"""A whole rig as a process of its own: it can be stopped, and its clocks can be moved from outside.

    python -m tests.faults.rig_program FOLDER SOURCE...

Prints its URL, then a line for each line it would log. SIGUSR1 makes an hour pass on every clock
(a suspend where the monotonic clock counts sleep), SIGUSR2 on the wall clock alone (where it does
not).
"""

import asyncio
import functools
import logging
import os
import signal
import sys
import time
from pathlib import Path

SUSPENDED_S = 3600.0
_jumped = {"monotonic": 0.0, "time": 0.0}


def clocks_can_be_moved():
    """Put clocks in place that an hour can be added to; before anything reads them."""
    for name in _jumped:
        # No plain function: as an attribute of a class it would be given the object.
        setattr(time, name, functools.partial(_moved, getattr(time, name), name))

    def suspend(number, _):
        for name in ("monotonic", "time") if number == signal.SIGUSR1 else ("time",):
            _jumped[name] += SUSPENDED_S

    signal.signal(signal.SIGUSR1, suspend)
    signal.signal(signal.SIGUSR2, suspend)


def _moved(real, name):
    return real() + _jumped[name]


async def main():
    from rig.hub.hub import Hub
    from rig.hub.process.listen_socket import listen
    from rig.hub.process.web_process import WebProcess
    from rig.hub.service import Service
    from rig.protocols.library import built_in
    from rig.store.recorder import Recorder
    from tests.hub.conftest import pad, short_protocol

    logging.basicConfig(stream=sys.stdout, format="log %(message)s")
    folder, sources = Path(sys.argv[1]), sys.argv[2:]
    store = folder / "data" / "steadyhold.db"
    plans = [pad(f"pad-{number}", source) for number, source in enumerate(sources, 1)]
    known = dict(built_in()) | {"short": short_protocol()}
    with listen(0) as plug, Recorder(store) as recorder:
        web = WebProcess("", folder, ["fake_web"])
        web.start()
        service = Service(Hub(plans, known, "short", store, recorder, "steadyhold test"), web, plug)
        running = asyncio.create_task(service.run_until_stopped())
        try:
            await web.wait_until_answering(60.0)
            sys.stdout.write(f"{service.url}\n")
            await running
        finally:
            web.stop()


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = os.pathsep.join(
        (str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "hub"))
    )
    clocks_can_be_moved()
    asyncio.run(main())
