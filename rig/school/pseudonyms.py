"""Names that stand for a learner where the real one is nobody's business.

Two plain words that can be called across a room; none is a judgement of anyone.
"""

from collections.abc import Callable, Collection
from itertools import count
from typing import Final

_FIRST: Final = (
    "Alpine", "Arctic", "Azure", "Birch", "Bright", "Canyon", "Cedar", "Cloud", "Copper",
    "Desert", "Distant", "Early", "Echo", "Evening", "Forest", "Frost", "Garden", "Glacier",
    "Golden", "Granite", "Harbour", "Indigo", "Island", "Lake", "Lemon", "Lunar", "Maple",
    "Marble", "Meadow", "Midnight", "Mint", "Misty", "Morning", "Mountain", "Northern", "Ocean",
    "Orange", "Orchard", "Pebble", "Pine", "Polar", "Prairie", "Purple", "Quartz", "Quiet",
    "River", "Saffron", "Sapphire", "Silver", "Snowy", "Solar", "Southern", "Spring", "Starry",
    "Sunny", "Teal", "Topaz", "Turquoise", "Twilight", "Valley", "Velvet", "Vivid", "Western",
    "Winter",
)  # fmt: skip
_SECOND: Final = (
    "Badger", "Butterfly", "Caribou", "Chamois", "Cheetah", "Condor", "Cormorant", "Crane",
    "Cricket", "Curlew", "Dolphin", "Dragonfly", "Eagle", "Egret", "Falcon", "Finch", "Firefly",
    "Flamingo", "Gazelle", "Gecko", "Goldfinch", "Heron", "Hummingbird", "Ibex", "Ibis", "Jaguar",
    "Kestrel", "Kingfisher", "Koala", "Lapwing", "Leopard", "Lynx", "Marmot", "Meerkat",
    "Nightingale", "Ocelot", "Oriole", "Osprey", "Otter", "Panda", "Panther", "Pelican",
    "Penguin", "Pheasant", "Plover", "Puffin", "Quail", "Reindeer", "Salamander", "Sandpiper",
    "Seahorse", "Seal", "Sparrow", "Squirrel", "Starfish", "Starling", "Stork", "Tiger", "Toucan",
    "Turtle", "Wallaby", "Wombat", "Wren", "Zebra",
)  # fmt: skip

# Beyond this share of them taken, a search by chance takes long; a number behind them does not.
_CROWDED: Final = len(_FIRST) * len(_SECOND) // 2


def free_pseudonym(taken: Collection[str], pick: Callable[[int], int]) -> str:
    """A pseudonym that nobody has.

    Args:
        taken: those given already.
        pick: any whole number from 0 up to, and without, the one it is given.
    """
    if len(taken) < _CROWDED:
        for _ in range(64):
            found = _drawn(pick)
            if found not in taken:
                return found
    stem = _drawn(pick)
    return next(name for n in count(2) if (name := f"{stem} {n}") not in taken)


def _drawn(pick: Callable[[int], int]) -> str:
    return f"{_FIRST[pick(len(_FIRST))]} {_SECOND[pick(len(_SECOND))]}"
