"""A signal that wakes everyone who waits; whoever was busy sees it afterwards."""

import asyncio


class ChangeSignal:
    """Counts notifications; a waiter names the count it has seen.

    Attributes:
        count: notifications so far.
    """

    __slots__ = ("_waiting", "count")

    def __init__(self) -> None:
        self.count = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Wake everyone; they run in the next turn of the loop."""
        self.count += 1
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    async def after(self, seen: int) -> int:
        """The count, once it is no longer `seen`."""
        if self.count == seen:
            waiting = asyncio.get_running_loop().create_future()
            self._waiting.add(waiting)
            try:
                await waiting
            finally:
                self._waiting.discard(waiting)
        return self.count
