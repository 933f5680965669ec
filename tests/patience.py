"""Waiting for what will come, however busy the machine: only the time-out of pytest ends it."""

import asyncio
import inspect
import sys
import time
from collections.abc import Callable
from typing import Any

LOOK_S = 0.005
BACKSTOP_S = 300.0
"""For what demands a number (a browser, a client of HTTP): below the time-out of pytest, so that it
is told what did not come."""


async def until(ask: Callable[[], Any]) -> Any:
    """What is answered, once it is something; the question may be a coroutine's."""
    seen = None
    try:
        while True:
            seen = ask()
            if inspect.isawaitable(seen):
                seen = await seen
            if seen:
                return seen
            await asyncio.sleep(LOOK_S)
    except asyncio.CancelledError:
        sys.stderr.write(f"it did not come; last seen: {seen}\n")
        raise


def wait_until(ask: Callable[[], Any]) -> Any:
    """What is answered, once it is something; for tests without a loop."""
    while not (seen := ask()):
        time.sleep(LOOK_S)
    return seen
