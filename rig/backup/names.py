"""Names that a part of a backup may have: below the data folder, on every system."""

import re
from typing import Final

from rig.store.folder import STORE_NAME

LONGEST: Final = 400
_PIECE: Final = re.compile(r'[^\\/:*?"<>|\x00-\x1f\x7f]{1,200}')
# On Windows these are devices, whatever ending they have.
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
# SQLite would read these into the store they lie beside.
_BESIDE_STORE: Final = f"{STORE_NAME}-"


def is_part_name(name: str) -> bool:
    """Whether a file of this name lies in the data folder, and nothing happens by its name."""
    pieces = name.split("/")
    return (
        len(name) <= LONGEST
        and name.isprintable()
        and not name.startswith(_BESIDE_STORE)
        and all(_is_plain(piece) for piece in pieces)
    )


def _is_plain(piece: str) -> bool:
    return (
        _PIECE.fullmatch(piece) is not None
        and not piece.startswith(".")
        and not piece.endswith((".", " "))
        and _DEVICES.fullmatch(piece) is None
    )
