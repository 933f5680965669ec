"""Text of people made harmless to show: what would steer a terminal or turn a line is spelled."""

import re

# Control characters but tab and line feed; marks, embeddings, overrides and isolates that turn the
# direction of what follows; separators of lines. Joiners stay: names in Persian need them.
_STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible_text(text: str) -> str:
    r"""The text with each character that steers as its code, for example `\x1b` or `\u202e`."""
    return _STEERS.sub(lambda found: ascii(found[0])[1:-1], text)


def steers(text: str) -> bool:
    """Whether a text holds such a character."""
    return _STEERS.search(text) is not None
