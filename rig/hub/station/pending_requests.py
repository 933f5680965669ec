"""Requests that wait for their answer: each gets one, even where the station ends."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from firmware_bridge.errors import SteadyholdError
from rig.hub.station.requests import StationRequest


@dataclass(frozen=True, slots=True, eq=False)
class PendingRequest:
    """A request, and where its answer goes; whoever asked may have left."""

    request: StationRequest
    answer: "asyncio.Future[str | None]"

    def give(self, session: str | None) -> None:
        """It was granted."""
        if not self.answer.done():
            self.answer.set_result(session)

    def refuse(self, error: SteadyholdError) -> None:
        """It was not."""
        if not self.answer.done():
            self.answer.set_exception(error)


class PendingRequests:
    """Everyone who waits for an answer of one station."""

    def __init__(self) -> None:
        """Nobody does."""
        self._asked: set[PendingRequest] = set()

    async def answer(
        self, request: StationRequest, put: Callable[[PendingRequest], Awaitable[None]]
    ) -> str | None:
        """Put a request where it will be met, and wait.

        Raises:
            SteadyholdError: it was refused.
        """
        asked = PendingRequest(request, asyncio.get_running_loop().create_future())
        self._asked.add(asked)
        try:
            await put(asked)
            return await asked.answer
        finally:
            self._asked.discard(asked)

    def refuse(self, error: SteadyholdError) -> None:
        """Nobody is there to grant anything any more."""
        for asked in self._asked:
            asked.refuse(error)
