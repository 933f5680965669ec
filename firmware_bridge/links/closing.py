"""That a source is to end, and waiting which that cuts short."""

import asyncio
import contextlib


class Closing(asyncio.Event):
    """Set once the source is closed."""

    async def within(self, for_s: float) -> bool:
        """Wait that long, or until it is set; whether it is."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(for_s):
                await self.wait()
        return self.is_set()
