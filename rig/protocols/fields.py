"""What a protocol says, key by key: the one table behind the reader, the form and its words."""

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["text", "texts", "whole", "number", "pair", "choice", "flag"]
Part = Literal["about", "press", "set", "score"]
"""Where a form shows it: what it is, one press, the set of presses, what is scored."""

# People feel a change of force of about 7 % (domain model 2.5): a tighter band asks for more.
SMALLEST_BAND_PCT: Final = 7.0
# No pad of ours is built for more (hardware/README.md).
HIGHEST_CEILING_N: Final = 150.0
MOST_LEVELS: Final = 10
MOST_SOURCES: Final = 50


@dataclass(frozen=True, slots=True)
class ProtocolField:
    """One key of a protocol.

    Attributes:
        path: of the key, `target.force_n`; without `target.` in a level.
        kind: what it holds; `pair` is two numbers, the lower first.
        part: where a form shows it.
        title: its name for people.
        words: one sentence beside it.
        unit: of its numbers; empty without one.
        low, high: bounds of a number, both allowed; of a text the most characters.
        is_of_level: each level of a press may say it for itself.
        is_optional: may be left out.
        choices: what may be chosen, each with its words.
    """

    path: str
    kind: Kind
    part: Part
    title: str
    words: str
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    is_of_level: bool = False
    is_optional: bool = False
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The last part of its path."""
        return self.path.rpartition(".")[2]


FIELDS: Final = (
    ProtocolField("name", "text", "about", "Name", "What learners read.", high=120),
    ProtocolField(
        "id", "text", "about", "Short name",
        "Names it in files and records. Lower-case words joined by hyphens, for example my-hold.",
        high=60,
    ),
    ProtocolField("version", "whole", "about", "Version", "Counted up by saving.", low=1, high=1e6),
    ProtocolField(
        "purpose", "text", "about", "Purpose", "One plain sentence: what it trains.", high=600
    ),
    ProtocolField(
        "contact", "text", "about", "Pressed with", "For example thumb or elbow.", high=80
    ),
    ProtocolField(
        "target.force_n", "number", "press", "Force", "What to press with.",
        unit="N", low=1, high=HIGHEST_CEILING_N, is_of_level=True,
    ),
    ProtocolField(
        "target.band_pct", "number", "press", "Band",
        "How far above and below still counts as on target. People cannot feel less than 7 %.",
        unit="%", low=SMALLEST_BAND_PCT, high=50, is_of_level=True,
    ),
    ProtocolField(
        "target.hold_s", "number", "press", "Hold asked for",
        "Time in the band is a share of this.", unit="s", low=1, high=600, is_of_level=True,
    ),
    ProtocolField(
        "target.hold_window_s", "pair", "press", "Hold window",
        "The shortest and the longest hold with full marks.", unit="s", high=900, is_of_level=True,
    ),
    ProtocolField(
        "target.loading_n_per_s", "pair", "press", "Press in",
        "The slowest and the fastest way in with full marks.", unit="N/s", high=1000,
        is_of_level=True,
    ),
    ProtocolField(
        "target.release_n_per_s", "pair", "press", "Let go",
        "The slowest and the fastest way out with full marks.", unit="N/s", high=1000,
    ),
    ProtocolField(
        "target.ceiling_n", "number", "press", "Stop above",
        "Above it the screen says stop, and the score is 49 at most.",
        unit="N", low=1, high=HIGHEST_CEILING_N,
    ),
    ProtocolField(
        "repetitions", "whole", "set", "Repetitions", "Presses in one set.", low=1, high=100
    ),
    ProtocolField("rest_s", "number", "set", "Rest", "After each press.", unit="s", high=3600),
    ProtocolField(
        "feedback", "choice", "set", "While pressing", "What the learner sees.", is_optional=True,
        choices=(("concurrent", "Force visible"), ("none", "Force hidden until the hand lets go")),
    ),
    ProtocolField(
        "assessment", "flag", "set", "Assessment",
        "No new zero within a set. A pad that is not back at zero makes the press void.",
        is_optional=True,
    ),
    ProtocolField(
        "pass_score", "number", "score", "Pass mark",
        "Empty: nobody passes or fails. 75 is a provisional start, not validated for your school.",
        high=100, is_optional=True,
    ),
    ProtocolField(
        "weights", "number", "score", "Points",
        "What is scored. Empty: not scored. The points are scaled to 100.", high=100,
        is_optional=True,
    ),
    ProtocolField(
        "evidence", "text", "about", "Evidence",
        "A measured in the literature, B taught practice, C own choice.", high=60,
    ),
    ProtocolField(
        "sources", "texts", "about", "Sources", "Where the numbers come from, one a line.",
        high=600, is_optional=True,
    ),
)  # fmt: skip
"""In the order of a form."""

AT: Final = {field.path: field for field in FIELDS}
TOP_KEYS: Final = frozenset(path.partition(".")[0] for path in AT)
TARGET_KEYS: Final = frozenset(field.key for path, field in AT.items() if "." in path)
LEVEL_KEYS: Final = frozenset(field.key for field in FIELDS if field.is_of_level)
"""What a level may say for itself; letting go and the ceiling belong to the press as a whole."""
