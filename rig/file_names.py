"""Names of files that are taken away: made by us, whatever somebody called what is in them."""

from typing import Final

_MOST_CHARACTERS: Final = 100


def plain_stem(words: str, usual: str) -> str:
    """A name without its ending that every system takes, and that leads to no other folder.

    Args:
        words: what somebody called it.
        usual: where nothing of that can stay.
    """
    # No dot: Windows takes "CON.x" for a device, and what stands behind the last for the kind.
    kept = "".join(each if each.isalnum() or each in " -" else " " for each in words)
    return "-".join(kept.split())[:_MOST_CHARACTERS].strip("-") or usual
