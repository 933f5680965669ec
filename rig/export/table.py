"""Tables of one session: samples with their force, events, commands, scores."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rig.engine.scoring.criteria import CRITERIA
from rig.store.format.header import SessionHeader
from rig.store.read import SessionRecord
from rig.store.replay import replayed_force

Cells = NDArray[Any] | Sequence[int | float | str | None]


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table.

    Attributes:
        name: its header; ends in the unit where there is one.
        unit: the unit, empty for words, counts of things and bare numbers.
        meaning: one sentence for the dictionary of columns.
        cells: (rows,) values; None or NaN where there is none.
    """

    name: str
    unit: str
    meaning: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table under its name."""

    name: str
    fields: tuple[Field, ...]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.fields[0].cells) if self.fields else 0


def tables_of(record: SessionRecord) -> tuple[ExportTable, ...]:
    """Every table of a session; the force comes from the engine that scored it."""
    return (
        samples_table(record, replayed_force(record)),
        _events(record),
        _commands(record),
        _blocks(record),
        scores_table(record),
    )


def samples_table(record: SessionRecord, force: NDArray[np.float64]) -> ExportTable:
    """Every sample of a session, one row each.

    Args:
        record: the session.
        force: (n,) of its samples, as `rig.store.replay.replayed_force` has it.
    """
    header = record.header
    blocks = [block.raw for block in record.blocks]
    channels = len(header.traits.channels)
    raw = _joined([each.raw for each in blocks], (0, channels))
    count = len(raw)
    fields = [
        Field("sample", "", "number of the sample in the session, from 0", np.arange(count)),
        Field(
            "tick",
            "",
            f"unwrapped device ticks, {header.traits.tick_hz:g} per second (0: no device clock)",
            _joined([each.tick for each in blocks], (0,)).astype(np.int64),
        ),
        Field("t_s", "s", "session time by the device's clock", _joined(
            [each.t_s for each in blocks], (0,)
        )),
    ]  # fmt: skip
    for at, name in enumerate(_raw_names(header)):
        fields.append(
            Field(name, header.traits.unit, "as the device sent it, zero not removed", _whole(
                raw[:, at]
            ))
        )  # fmt: skip
    unit = header.calibration.unit
    fields.append(
        Field(
            _with_unit("force", unit),
            unit,
            "tared and calibrated, not filtered; empty wherever the zero was not known",
            force,
        )
    )
    flags = _joined([each.flags for each in blocks], (0,)).astype(np.uint16)
    fields.append(Field("flags", "", "sum of quality bits, see the table of flags", flags))
    return ExportTable("samples", tuple(fields))


def _events(record: SessionRecord) -> ExportTable:
    found = record.events
    return ExportTable(
        "events",
        (
            Field("sample", "", "samples before the event", [each.index for each in found]),
            Field("t_s", "s", "session time", [each.t_s for each in found]),
            Field("event", "", "what happened", [each.kind for each in found]),
            Field("value", "", "raw zero, force or score, by kind", [each.value for each in found]),
            Field("text", "", "words that belong to it", [each.text for each in found]),
        ),
    )


def _commands(record: SessionRecord) -> ExportTable:
    found = record.commands
    return ExportTable(
        "commands",
        (
            Field("sample", "", "samples before the command", [each.at_index for each in found]),
            Field("command", "", "what was asked", [each.command.kind for each in found]),
            Field(
                "raw_zero",
                record.header.traits.unit,
                "reading at rest that was given",
                [each.command.raw_zero for each in found],
            ),
            Field("by", "", "opaque id of who asked", [each.command.by for each in found]),
        ),
    )


def _blocks(record: SessionRecord) -> ExportTable:
    found = record.blocks
    first_s = [each.arrived_first_s for each in found]
    last_s = [each.raw.arrived_s for each in found]
    return ExportTable(
        "blocks",
        (
            Field("sample", "", "first sample of the block", [each.first_index for each in found]),
            Field("samples", "", "samples in it", [int(each.raw.tick.size) for each in found]),
            Field(
                "lost", "", "samples lost before or inside it", [each.raw.lost for each in found]
            ),
            Field("arrived_first_s", "s", "host monotonic time of the first arrival", first_s),
            Field("arrived_last_s", "s", "host monotonic time of the last arrival", last_s),
        ),
    )


def scores_table(record: SessionRecord) -> ExportTable:
    """Every hold of a session with its measures and its score, one row each."""
    rows = [dict(_flat_hold(json.loads(text))) for text in record.holds]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return ExportTable(
        "scores",
        tuple(
            Field(name, _unit_of(name), _meaning_of(name), [row.get(name) for row in rows])
            for name in names
        ),
    )


def _flat_hold(hold: dict[str, Any]) -> Iterator[tuple[str, int | float | str | None]]:
    for key, value in hold.items():
        if key == "metrics":
            for name, measured in value.items():
                if name == "not_measurable":
                    reasons = "; ".join(f"{which}: {why}" for which, why in measured.items())
                    yield "not_measurable", reasons
                else:
                    yield name, measured
        elif key == "score":
            yield from _flat_score(value)
        elif key == "uncertainty":
            yield from _flat_uncertainty(value)
        elif key == "press_score":
            yield key, None if value is None else value["score"]
        elif key == "basis":
            yield from value.items()
        elif isinstance(value, list):
            yield key, "; ".join(value)
        elif isinstance(value, bool):
            yield key, int(value)
        else:
            yield key, value


def _flat_uncertainty(
    uncertainty: dict[str, Any] | None,
) -> Iterator[tuple[str, int | float | str | None]]:
    if uncertainty is None:
        return
    yield "expanded_score", uncertainty["score"]
    for name, expanded in uncertainty["metrics"].items():
        yield f"expanded_{name}", expanded


def _flat_score(score: dict[str, Any]) -> Iterator[tuple[str, int | float | str | None]]:
    yield "score", score["score"]
    yield "rubric", score.get("rubric")
    for criterion in score["criteria"]:
        for part in ("points", "lost", "weight"):
            yield f"{criterion['name']}_{part}", criterion[part]
    yield "caps", "; ".join(score["caps"])
    yield "void_reason", score["void_reason"]
    yield "advice", score["advice"]


_MEANINGS = {
    "level_number": "level of the protocol it answers, from 1; 0 for another level",
    "press_score": "of all levels of a press together, beside the last; empty where one is asked",
    "calibration": "id of the calibration the score rests on",
    "passport_sha256": "digest of its passport; empty without one",
    "grade": "grade of the passport",
    "use": "the most the score may be used for",
    "reason": "why no more, in words",
    "outcome": "against the pass mark of the protocol",
    "is_guess": "true where the sensor was never calibrated: its newtons are a guess",
}
_UNITS = (
    ("_n_per_s", "N/s"), ("_n_s", "N s"), ("_n", "N"), ("_pct", "%"), ("_s", "s"),
    ("_points", "points"), ("_lost", "points"), ("_weight", "points"),
)  # fmt: skip

_TITLES = {each.name: each.title for each in CRITERIA}


def _unit_of(name: str) -> str:
    if name in ("score", "expanded_score", "press_score"):
        return "points"
    return next((unit for ending, unit in _UNITS if name.endswith(ending)), "")


def _meaning_of(name: str) -> str:
    if name.startswith("expanded_"):
        what = name.removeprefix("expanded_").replace("_", " ")
        return f"expanded uncertainty (k = 2) of {what} that comes from the sensor"
    if name in _MEANINGS:
        return _MEANINGS[name]
    for ending, words in (
        ("_points", "points earned for"), ("_lost", "points lost for"), ("_weight", "weight of"),
    ):  # fmt: skip
        if name.endswith(ending):
            criterion = name.removesuffix(ending)
            return f"{words} {_TITLES.get(criterion, criterion)}"
    return f"{name.replace('_', ' ')}, as defined in docs/metrics.md and docs/scoring.md"


def _raw_names(header: SessionHeader) -> Iterator[str]:
    if len(header.traits.channels) == 1:
        yield _with_unit("raw", header.traits.unit)
        return
    for channel in header.traits.channels:
        word = re.sub(r"\W+", "_", channel.lower()).strip("_")
        yield _with_unit(f"raw_{word}", header.traits.unit)


def _with_unit(word: str, unit: str) -> str:
    told = "pct" if unit == "%" else re.sub(r"\W+", "_", unit.lower()).strip("_")
    return f"{word}_{told}" if told else word


def _joined(parts: Sequence[NDArray[Any]], shape: tuple[int, ...]) -> NDArray[Any]:
    return np.concatenate(parts) if parts else np.empty(shape)


def _whole(values: NDArray[np.float64]) -> NDArray[Any]:
    """Counts as whole numbers; anything else stays as it is."""
    if values.size and np.isfinite(values).all() and (np.abs(values) < 2.0**53).all():
        whole = values.astype(np.int64)
        if np.array_equal(whole, values):
            return whole
    return values
