"""Words for a stranger's eyes: without names of people, secrets, and places on this machine."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rig.visible_text import visible_text

SHORTEST_NAME: Final = 2
# The patterns look back and forth within a line: a longer one would take minutes.
LONGEST_LINE: Final = 1000
_END: Final = r"\s\"'`,;()<>|"
# A colon before a blank ends a path as well. Words after a blank belong to it where a further
# folder or the ending of a file follows.
_ANY: Final = rf"(?:(?!:\s|:$)[^{_END}])"
_WORD: Final = rf"(?:(?!:\s|:$)[^{_END}/\\])"
_TAIL: Final = rf"{_ANY}*(?:(?: {_WORD}+){{0,2}} {_WORD}*(?:[/\\]|\.[a-z]\w{{1,6}}(?!\w)){_ANY}*)*"
_KEPT: Final = r"dev/tty|dev/cu\.|etc/udev|sys/"
_PATHS: Final = re.compile(
    rf"file:{_TAIL}|<(?:home|data folder)>{_TAIL}|\b[A-Za-z]:[\\/]{_TAIL}|\\\\{_TAIL}|~[/\\]{_TAIL}"
    rf"|(?<![\w.>/:\\])/(?!{_KEPT})[^{_END}/]{_TAIL}"
)
# In the data folder, names that Steadyhold gave; whatever else lies there a person named.
_OURS: Final = re.compile(
    r"<data folder>(?:[/\\](?:passports|calibrations|certificates|backups|checks\.\w+"
    r"|assignments\.json|steadyhold\.[\w-]+)(?![^/\\]))?"
)
_IN_PACKAGES: Final = re.compile(r"(?:site|dist)-packages[/\\](.+)")
_E_MAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_URL: Final = re.compile(rf"\b(?:https?|wss?)://(?!127\.0\.0\.1[:/]|localhost[:/])[^{_END}]+")
_SECRET: Final = re.compile(
    r"\b(pins?|passwords?|passphrases?|passcodes?|pwd|secret|token|cookie|code|key|authorization)"
    r"(\b[\"']?\s*(?:[:=]|is\b)?\s*[\"']?)(?:(?:bearer|basic)\s+)?[^\s\"',;]+",
    re.IGNORECASE,
)
_RADIO: Final = re.compile(r"\b((?:[0-9A-F]{2}[:-]){3})(?:[0-9A-F]{2}[:-]){2}[0-9A-F]{2}\b", re.I)
_ADDRESS: Final = re.compile(
    r"\b(?!127\.)(?:\d{1,3}\.){3}\d{1,3}\b"
    # Of IPv6: a doubled colon, or as many groups as no time of day has.
    r"|(?<![\w:])(?!::1\b)(?=[0-9a-f:]*::|(?:[0-9a-f]{1,4}:){5,})[0-9a-f:]{3,39}(?![\w:])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is taken out of a text.

    Attributes:
        people: names of people; each of their words is taken out as well.
        titles: what a school has named itself; taken out as a whole.
        machine: names of the account and of the machine.
        places: folders and what to say instead, the innermost first.
    """

    people: tuple[str, ...]
    titles: tuple[str, ...]
    machine: tuple[str, ...]
    places: tuple[tuple[str, str], ...]

    def of(self, text: str) -> str:
        """The text without them; control characters are spelled."""
        shown = unicodedata.normalize("NFC", text)
        if len(shown) > LONGEST_LINE:
            # The last word was cut: half a name would not be known.
            shown = shown[:LONGEST_LINE].rpartition(" ")[0] + " ..."
        for folder, instead in self.places:
            shown = re.sub(re.escape(folder) + r"(?![\w-])", instead, shown)
        shown = _PATHS.sub(_path, shown)
        shown = _without(shown, _names(self.people) | set(self.titles), "<name>")
        shown = _without(shown, self.machine, "<machine>")
        shown = _E_MAIL.sub("<e-mail>", shown)
        shown = _URL.sub("<address>", shown)
        shown = _SECRET.sub(r"\1\2<hidden>", shown)
        shown = _RADIO.sub(r"\1xx:xx:xx", shown)
        return visible_text(_ADDRESS.sub("<address>", shown))


def _path(found: re.Match[str]) -> str:
    """Nothing of a path but what is the same for all: our own folders, and files of packages."""
    if ours := _OURS.match(found[0]):
        return ours[0] if ours[0] == found[0] else f"{ours[0]}/<file>"
    package = _IN_PACKAGES.search(found[0])
    return f"<path>/{package[1]}" if package else "<path>"


def _names(people: Iterable[str]) -> set[str]:
    """Names, their words, and both as a keyboard without accents writes them."""
    whole = {unicodedata.normalize("NFC", name).strip() for name in people}
    words = whole | {word for name in whole for word in re.split(r"[\s,.'’-]+", name)}
    return words | {_unaccented(word) for word in words}


def _unaccented(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _without(text: str, words: Iterable[str], instead: str) -> str:
    # The longest first: of a whole name nothing is left over.
    wanted = sorted({word for word in words if len(word) >= SHORTEST_NAME}, key=len, reverse=True)
    if not wanted:
        return text
    return re.sub("|".join(map(_standing_alone, wanted)), instead, text, flags=re.IGNORECASE)


def _standing_alone(word: str) -> str:
    """A pattern for the word; in scripts without blanks between words it may stand anywhere."""
    if word.lower() == word.upper():
        return re.escape(word)
    # An underscore or a digit beside it does not make another word of a name.
    return rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])"
