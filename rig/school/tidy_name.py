"""The name of a person or a class as it is kept: one line that people can see."""

import unicodedata
from typing import Final

MOST_CHARACTERS: Final = 80
# Names in Persian and in Indian scripts need them; alone they cannot be seen.
_JOINERS: Final = "\u200c\u200d"


def tidy_name(text: str) -> str:
    """The name without blanks around and within; empty where nobody could read it.

    What steers the direction of text, breaks a line or cannot be seen is refused, not taken out:
    a name that looks like another's must not come in.
    """
    shown = " ".join(unicodedata.normalize("NFC", text[: 4 * MOST_CHARACTERS]).split())
    seen = shown.translate(dict.fromkeys(map(ord, _JOINERS)))
    is_fit = len(text) <= 4 * MOST_CHARACTERS and 0 < len(shown) <= MOST_CHARACTERS
    return shown if is_fit and seen and seen.isprintable() and "\ufffd" not in seen else ""
