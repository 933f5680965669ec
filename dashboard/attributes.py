"""HTML attributes with a hyphen, which Python's keywords cannot spell."""

from typing import Any


def attributes(**given: str) -> dict[str, Any]:
    """`data_station="a"` as `{"data-station": "a"}`, to be unpacked into a component."""
    return {name.replace("_", "-"): value for name, value in given.items()}


def mounted(module: str, **given: str) -> dict[str, Any]:
    """Attributes of an element that a module of the browser fills.

    Args:
        module: path below `assets`; it exports `mount(host)`, which answers how to end it.
        given: what the module reads from its element.
    """
    return attributes(data_mount=module, **given)
