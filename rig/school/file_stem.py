"""Names of files that are made of what people call something."""

from typing import Final

LONGEST_STEM_BYTES: Final = 100
"""A name of a file may have 255 bytes; an ending is still to come."""


def stem_of_words(words: str) -> str:
    """Letters, digits and hyphens alone, which every system takes; empty where none are left."""
    kept = "".join(each if each.isalnum() or each in " -" else " " for each in words)
    name = "-".join(kept.split()).encode()[:LONGEST_STEM_BYTES].decode(errors="ignore")
    return name.strip("-")
