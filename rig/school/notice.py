"""A short message of the instructor to a station."""

from dataclasses import dataclass
from typing import Final

from rig.visible_text import visible_text

MOST_CHARACTERS: Final = 140


@dataclass(frozen=True, slots=True)
class StationNotice:
    """One message, for whoever sits there.

    Attributes:
        id: opaque, new with every message.
        text: one line; what would steer a screen is spelled.
        is_read: somebody there said so.
    """

    id: str
    text: str
    is_read: bool = False


def notice_text(typed: str) -> str | None:
    """The message as it is shown; None where nothing can be seen of it, or too much is said."""
    line = " ".join(typed.split())
    shown = visible_text(line)
    has_ink = any(character.isprintable() and not character.isspace() for character in shown)
    return shown if has_ink and len(line) <= MOST_CHARACTERS else None
