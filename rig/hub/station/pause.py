"""Something to come back to after a while; beginning anew forgets what was waited for."""

import asyncio
from collections.abc import Awaitable, Callable


class Pause:
    """At most one wait.

    Args:
        over: called when a wait has ended.
        name: for whoever looks at what runs.
    """

    def __init__(self, over: Callable[[], Awaitable[None]], name: str) -> None:
        self._over = over
        self._name = name
        self._waiting: asyncio.Task[None] | None = None

    def begin(self, for_s: float) -> None:
        """Wait this long from now."""
        self.stop()
        self._waiting = asyncio.create_task(self._wait(for_s), name=self._name)

    def stop(self) -> None:
        """Wait no longer."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    async def _wait(self, for_s: float) -> None:
        await asyncio.sleep(for_s)
        await self._over()
