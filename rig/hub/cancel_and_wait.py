"""The end of a task that somebody else waits for."""

import asyncio
from typing import Any


async def cancel_and_wait(task: "asyncio.Task[Any]") -> None:
    """Cancel a task and wait until it is over; a mistake of its own stays in it, to be logged.

    Whoever waits here may be cancelled too, and then is: suppressing the cancellation of the task
    by hand would swallow one's own as well, and a hub that is asked to stop would go on.
    """
    task.cancel()
    await asyncio.wait([task])


async def cancel_and_raise(task: "asyncio.Task[Any]") -> None:
    """Cancel a task and wait until it is over; raises what the task itself raised."""
    await cancel_and_wait(task)
    if not task.cancelled():
        task.result()
