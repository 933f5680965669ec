"""Names that others import, where they were before: one table a package, which old modules ask.

A module all names of which have gone elsewhere is three lines:

    from firmware_bridge.deprecated import moved

    __getattr__ = moved(__name__)
"""

import warnings
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

Moved = Mapping[tuple[str, str], tuple[str, str]]
"""Module and name as they were, to module and name as they are."""

MOVED: Moved = MappingProxyType(
    {
        ("firmware_bridge.device", "Happened"): ("firmware_bridge.device", "BoardEvent"),
        ("firmware_bridge.device", "Readings"): ("firmware_bridge.device", "RawSamples"),
        ("firmware_bridge.rejoin", "Rejoiner"): ("firmware_bridge.rejoin", "PacketReassembler"),
        ("firmware_bridge.testing", "hear"): ("firmware_bridge.testing", "decode_example"),
    }
)


def moved(module: str, table: Moved = MOVED) -> Callable[[str], Any]:
    """What a module answers for names it has no more; each is warned of once.

    Args:
        module: as it was imported before.
        table: where its names are now.
    """

    @cache
    def find(name: str) -> Any:
        if (module, name) not in table:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        home, now = table[module, name]
        warnings.warn(
            f"{module}.{name} is now {home}.{now}; the old name goes with version 1.0",
            DeprecationWarning,
            stacklevel=2,
        )
        return getattr(import_module(home), now)

    return find
