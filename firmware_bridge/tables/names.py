"""What the name of a column says: its stem, its unit, and what people mean by the words."""

import re
from dataclasses import dataclass, replace

from firmware_bridge.tables.cells import is_unit
from firmware_bridge.units import SECONDS, unit_of

_BRACKET = re.compile(r"^(.*?)\s*[\[({]\s*([^\])}]*?)\s*[\])}]\s*(.*)$")
_WORD_UNITS = re.compile(r"[_\s/,:-]+")
TIME = (
    re.compile(r"t|ts|time|times|timestamps?|stamp|zeit|tiempo|temps|tempo|elapsed|clock|datetime|seconds|"
               r"sec|s|ms|us|min|millis|micros|secs|milliseconds|microseconds", re.IGNORECASE),
    re.compile(r".*(time|zeit|elapsed|clock|millis|micros|seconds|uhrzeit|datum|date).*",
               re.IGNORECASE),
)  # fmt: skip
FORCE = (
    re.compile(r"force|kraft|newtons?|f|fuerza|fuerza total|for[cç]a|for[cz]a|force total|"
               r"total force|thrust|fz|f total|ftot|f res|\|ft\|", re.IGNORECASE),
    re.compile(r"load|weight|mass|masse|gewicht|last|pressure|druck|grip|pull|"
               r"push|charge|poids|peso|carga", re.IGNORECASE),
    re.compile(r".*(force|kraft|newton|fuerza|load|weight|mass|gewicht|pressure|grip|press|druck|"
               r"pull|push|scale|waage|cell|strain|dyno|dynamometer).*|fx|fy",
               re.IGNORECASE),
)  # fmt: skip
READING = re.compile(r".*(reading|value|wert|measure|signal|channel|analog|sensor).*", re.I)
RAW = re.compile(r".*(raw|count|adc|lsb|digits|bits).*", re.IGNORECASE)
MASS = re.compile(r".*(weight|mass|masse|gewicht|poids|peso|scale|waage).*", re.IGNORECASE)
# Words of a name that make it no force of a hand, whatever its unit.
_NEVER_WORDS = re.compile(
    r"\b(?:setpoint|set point|sollwert|sollkraft|soll|target|targets|ziel|zielkraft|goal|demand|"
    r"demanded|command|commanded|cmd|desired|wanted|reference|ref|prescribed|expected|nominal|"
    r"threshold|limit|cue|guide|template|prompt|request|requested|planned|vorgabe|consigne|consigna|"
    r"objetivo|obiettivo|alvo|doel|streefwaarde|cible|deseado|deseada|desejado|desejada|zadana|zadane|"
    r"zadany|docelowa|m\u00e5l|b\u00f6rv\u00e4rde|tavoite|hedef|c\u00edl|"
    r"marker|event|trigger|trig|flags?|battery|batt|vbat|voltage|temperature|temp|temperatur|"
    r"checksum|crc|crc8|crc16|cop|moment|torque|drehmoment|mx|my|mz|px|py|pz|ax|ay|az|acc|accel|"
    r"acceleration|gyro|emg|ecg|displacement|position|pos|travel|distance|length|weg|angle|speed|"
    r"velocity|power|impulse|fti|rfd|loadloss|load loss|humidity|rssi|heart|hr|bpm|seq|nseq|"
    r"sequence|error|fehler|stiffness|work|energy|factor|faktor)\b",
    re.IGNORECASE,
)  # fmt: skip
# Words of columns beside the force, unless such a column has a unit of force.
_CLUTTER_WORDS = re.compile(
    r"\b(?:sample|samples|index|idx|row|line|nr|no|num|number|frame|frames|packet|tick|ticks|"
    r"segment|sweep|trial|run|phase|zone|set|rep|reps|repetition|hold|comment|note|pass|lost|"
    r"upper|lower|id|subject|participant|session|gain|offset|zero|tare|status|state|err|sub frame|"
    r"subframe|stamp|button|led|free|volt|counter)\b",
    re.IGNORECASE,
)  # fmt: skip
# Figures made of the force: taken only where nothing nearer to it is there.
_DERIVED_WORDS = re.compile(
    r"\b(?:average|avg|mean|mittel|mittelwert|max|maximal|maximum|min|minimal|minimum|peak|filtered|filter|smoothed|"
    r"smooth|median|std|sd|rms|baseline|pred|predicted|prediction|model|modelled|modeled|fit|fitted|simulated)\b",
    re.IGNORECASE,
)  # fmt: skip
_UNNAMED = re.compile(
    r"(?:column \d+|unnamed: ?\d+|x|x[ _]?values?|field ?\d+|v\d+|c\d+|\d+)?", re.I
)


@dataclass(frozen=True, slots=True)
class ColumnName:
    """A header cell taken apart.

    Attributes:
        text: as written.
        stem: without its unit, lower case, words joined by blanks.
        unit: unit text in it, as written; empty without one.
    """

    text: str
    stem: str
    unit: str

    @property
    def is_never(self) -> bool:
        """Whether it names something that is no force of a hand."""
        return bool(_NEVER_WORDS.search(self._words))

    @property
    def is_clutter(self) -> bool:
        """Whether it names what usually stands beside a force: a row number, a trial."""
        return bool(_CLUTTER_WORDS.search(self._words))

    @property
    def is_derived(self) -> bool:
        """Whether it names a figure made of the force: an average, a peak."""
        return bool(_DERIVED_WORDS.search(self._words))

    @property
    def is_unnamed(self) -> bool:
        """Whether it says nothing: made up, empty, or `X`."""
        return bool(_UNNAMED.fullmatch(self.stem))

    @property
    def run(self) -> str:
        """What stands before the last colon or point: the run or plate it belongs to."""
        head, _, _ = self.text.rpartition(":")
        return head.strip().lower()

    @property
    def _words(self) -> str:
        return self.stem.rpartition(":")[2].replace("_", " ")

    @property
    def word(self) -> str:
        """The stem without the run before it."""
        return self.stem.rpartition(":")[2].strip()


_TAGS = re.compile(r"([^{]*[^{\s])\s*\{[^}=]*=[^}]*\}\s*")
"""A series of a database: `force {pad="A"}`."""
_TIMES = re.compile(r"(?:\b[xX]|[\u00d7*])\s?(?:\d+(?:[.,]\d+)?|10\^-?\d+)\s*[A-Za-z%]+[)\]]?\s*$")
"""A unit with a factor before it: `x10 N` is no newton."""


def column_name(text: str) -> ColumnName:
    """Take a header cell apart: `Force (N)`, `force_kgf`, `load kg`, `t_ms`, `X[s]`, `Force,N`."""
    times = _TIMES.search(text)
    if times is not None:
        return ColumnName(text, _stem(text[: times.start()].rstrip("([ ")), times[0].rstrip("]) "))
    tags = _TAGS.fullmatch(text)
    if tags is not None:
        return replace(column_name(tags[1]), text=text)
    bracket = _BRACKET.match(text)
    if bracket and (bracket[1] or bracket[3]):
        outside = f"{bracket[1]} {bracket[3]}"
        if not bracket[3] or is_unit(bracket[2]):
            return ColumnName(text, _stem(outside), bracket[2])
    whole = unit_of(text) if len(text) > 1 or text == "N" else None
    if whole is not None and whole.quantity != "other":
        return ColumnName(text, _stem(text), text)
    for split in _WORD_UNITS.finditer(text):
        tail = text[split.end() :]
        if split.start() and _is_tail(tail, text[split.start() : split.end()]):
            return ColumnName(text, _stem(text[: split.start()]), tail)
    return ColumnName(text, _stem(text), "")


def told_as(text: str) -> str:
    """A column as a sentence names it; a made-up name, `column 1`, brings the word itself."""
    return text if text.startswith("column ") else f"column {text}"


def guess_word(name: ColumnName) -> int:
    """How much the words of a name speak for a force: 3 its own word, 0 nothing."""
    for worth, pattern in zip((3, 2, 1), FORCE, strict=True):
        if pattern.fullmatch(name.word):
            return worth
    return 0


def is_time_name(name: ColumnName) -> int:
    """2 where a name is a word for time, 1 where it holds one, 0 elsewhere."""
    unit = unit_of(name.unit)
    if unit is not None and unit.quantity != "other" and name.unit.lower() not in SECONDS:
        return 0
    for worth, pattern in zip((2, 1), TIME, strict=True):
        if pattern.fullmatch(name.word):
            return worth
    return 0


def time_unit(name: ColumnName) -> float:
    """Units of a time column in one second, as its name says; 0 where it does not."""
    said = SECONDS.get(name.unit.lower(), 0.0)
    return said or SECONDS.get(name.word, 0.0)


def _is_tail(tail: str, divider: str) -> bool:
    """Whether the end of a name is a unit; one letter counts as people write that unit."""
    if len(tail) > 1 or "_" in divider or "," in divider or "/" in divider:
        return unit_of(tail) is not None or tail.lower() in SECONDS
    return tail in ("N", "g", "s", "V", "%")


def _stem(text: str) -> str:
    return re.sub(r"[_\s-]+", " ", text).strip().lower()
