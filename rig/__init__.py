"""Newtons turned into holds, metrics, scores, coaching and recordings; `rig.load` for notebooks."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rig.notebook import load as load


def __getattr__(name: str) -> object:
    # `import rig` stays light: what reads recordings is imported when it is asked for.
    if name == "load":
        from rig.notebook import load

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
