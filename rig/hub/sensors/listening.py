"""A free sensor that the hub listens to."""

import asyncio
import time
from dataclasses import dataclass

from rig.discovery.listener import Listener

TRY_AGAIN_S = 3.0


@dataclass(frozen=True, slots=True)
class Listening:
    """A listener at work.

    Attributes:
        listener: what it has heard.
        task: runs it.
        plug: what was plugged in when it began.
        began_s: when, in host monotonic seconds.
    """

    listener: Listener
    task: "asyncio.Task[None]"
    plug: tuple[str, ...]
    began_s: float

    @property
    def is_worth_another_try(self) -> bool:
        """Whether it was refused, perhaps only for a moment."""
        is_old = time.monotonic() - self.began_s > TRY_AGAIN_S
        return is_old and self.task.done() and self.listener.heard.state == "refused"
