"""One thing asked of several stations at once: each answers for itself, none holds up another."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from firmware_bridge.errors import SteadyholdError
from rig.hub.station.station_task import StationTask


async def ask_together(
    tasks: Iterable[StationTask], ask: Callable[[StationTask], Awaitable[object]]
) -> dict[str, str]:
    """Ask every station; answers the ids of those that cannot, with the reason."""
    asked = tuple(tasks)
    answers = await asyncio.gather(*map(ask, asked), return_exceptions=True)
    refused = {}
    for task, answer in zip(asked, answers, strict=True):
        if isinstance(answer, SteadyholdError):
            refused[task.plan.id] = str(answer)
        elif isinstance(answer, BaseException):
            raise answer
    return refused
