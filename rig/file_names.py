"""Names of files that are taken away: made by us, whatever somebody called what is in them."""

from typing import Final

_LONGEST_BYTES: Final = 100
"""A name of a file may have 255; more of it and an ending are still to come."""


def plain_stem(words: str, usual: str) -> str:
    """A name without its ending that every system takes, and that leads to no other folder.

    Args:
        words: what somebody called it.
        usual: where nothing of that can stay.
    """
    # No dot: Windows takes "CON.x" for a device, and what stands behind the last for the kind.
    kept = "".join(each if each.isalnum() or each in " -" else " " for each in words)
    name = "-".join(kept.split()).encode()[:_LONGEST_BYTES].decode(errors="ignore")
    return name.strip("-") or usual
