"""The chain of changes: each entry is bound to the one before it by SHA-256.

The words of an entry stand apart, for they may name somebody who is to be forgotten. The chain
binds their digest, with a salt that goes with them: what was forgotten can be neither read nor
guessed, and the chain is whole all the same.
"""

import hashlib
from collections.abc import Mapping
from typing import Final

from calibration.canonical import canonical

FIRST: Final = "0" * 64
"""What stands before the first entry."""


def words_digest(salt: str, words: str) -> str:
    """Digest by which an entry knows its words."""
    return hashlib.sha256(f"{salt}\n{words}".encode()).hexdigest()


def entry_digest(entry: Mapping[str, float | str | None], before: str) -> str:
    """Digest of an entry.

    Args:
        entry: its columns by name, without digests of the chain.
        before: digest of the entry before it; `FIRST` for the first.
    """
    return hashlib.sha256((canonical(dict(entry)) + before).encode()).hexdigest()
