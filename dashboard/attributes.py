"""HTML attributes with a hyphen, which Python's keywords cannot spell."""

from typing import Any


def attributes(**given: str) -> dict[str, Any]:
    """`data_live="wall"` as `{"data-live": "wall"}`, to be unpacked into a component."""
    return {name.replace("_", "-"): value for name, value in given.items()}
