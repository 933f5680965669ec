"""Words that weighing indicators print beside a reading: gross or net, still or moving."""

import re
from typing import Final, Literal

ZeroWord = Literal["gross", "net", ""]

_GROSS = re.compile(r"(?i)(?<![a-z])(?:gs|gross|brutto|bruto|brut|lordo|g\.?\s?w\.?)(?![a-z])")
_NET = re.compile(r"(?i)(?<![a-z])(?:nt|net|netto|neto|n\.?\s?w\.?)(?![a-z])")
_LETTERS: Final[dict[str, ZeroWord]] = {"G": "gross", "N": "net"}
STILLNESS: Final = frozenset({"st", "us", "sd", "stable", "unstable"})
_STILL_LETTERS: Final = frozenset({"S", "D"})
_BETWEEN: Final = re.compile(r"[\s,;]+")


_FRAME: Final = "\x02\x03"
_SHORT: Final = re.compile(r"(?<=[\d.])\s*([LK])([GN])\b")
_SHORT_UNITS: Final = {"L": "lb", "K": "kg"}
_BEFORE: Final = re.compile(r"w([wgnt])(?=\s*[+-]?\d)")
_BEFORE_WORDS: Final = {"g": "GS ", "n": "NT ", "w": "", "t": ""}


def spelled_out(line: str) -> str:
    """A line with the short forms of indicators as words.

    Between two control characters `12.3KN` are kilograms net (Rice Lake), no kilonewtons;
    `wn0012.3kg` is net, too (Yaohua).
    """
    if line[:1] == _FRAME[0]:
        line = _SHORT.sub(lambda said: f" {_SHORT_UNITS[said[1]]} {said[2]}", line.strip(_FRAME))
    return (
        _BEFORE.sub(lambda said: _BEFORE_WORDS[said[1]], line, count=1) if line[:1] == "w" else line
    )


def zero_word(text: str) -> ZeroWord:
    """Whether a text says gross or net, each counted from a zero of its own; empty for neither."""
    return "net" if _NET.search(text) else "gross" if _GROSS.search(text) else ""


def zero_beside(text: str) -> ZeroWord:
    """The same of what stands beside a number, where single letters say it too: `12.3 kg G`."""
    said = zero_word(text)
    letters = [word for word in _BETWEEN.split(text) if word in _LETTERS]
    return said or (_LETTERS[letters[0]] if len(letters) == 1 else "")


def is_state(label: str) -> bool:
    """Whether a label is no name, but how the scale stands: `ST,GS`, `N`, `S D`."""
    words = [word for word in _BETWEEN.split(label) if word]
    return bool(words) and all(
        word.lower() in STILLNESS or word in _STILL_LETTERS or zero_beside(word) for word in words
    )
