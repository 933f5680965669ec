"""Who else takes the blocks of a sensor that somebody reads."""

from collections.abc import Callable

from firmware_bridge.samples import RawBlock
from firmware_bridge.source import Source

OnBlock = Callable[[RawBlock, Source], None]


class BlockSubscribers:
    """Those who take every block, each until it has enough.

    Attributes:
        all: they; another tuple after every change, so that who leaves disturbs nobody.
    """

    def __init__(self) -> None:
        self.all: tuple[OnBlock, ...] = ()
        self._subscribers: dict[Callable[[], None], OnBlock] = {}

    def subscribe(self, on_block: OnBlock) -> Callable[[], None]:
        """Let somebody take every block too.

        Args:
            on_block: takes the block and its source, before its reader does.

        Returns:
            What ends it.
        """

        def unsubscribe() -> None:
            self._subscribers.pop(unsubscribe, None)
            self.all = tuple(self._subscribers.values())

        self._subscribers[unsubscribe] = on_block
        self.all = tuple(self._subscribers.values())
        return unsubscribe
