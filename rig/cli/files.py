"""`holds`, `metrics`, `score`: any recording of force, judged by the same engine as live."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rig.cli import options as ask
from rig.cli.console import answer_json, remark_assumed, results_console
from rig.cli.errors import EmptyWindowError
from rig.cli.options import TableOptions, rest_value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from firmware_bridge.tables.table import Table
    from rig.cli.judged import Judged
    from rig.engine.judging.finder import Finder
    from rig.engine.scoring.rubric import Rubric
    from rig.engine.scoring.target import Protocol, Target

DEFAULT_BAND_PCT = 10.0
FEWEST_SAMPLES = 3

TargetForce = Annotated[
    float | None, typer.Option("--target-n", help="Force asked for, in the unit of the record.")
]
BandPct = Annotated[
    float, typer.Option("--band-pct", help="Half-width of the band as a share of the target.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("holds")(holds)
    app.command("metrics")(metrics)
    app.command("score")(score)


def holds(
    file: ask.Recording,
    column: ask.Columns = None,
    time_column: ask.TimeColumn = None,
    rate_hz: ask.Rate = None,
    segment_column: ask.SegmentColumn = None,
    where: ask.Where = None,
    invert: ask.Invert = False,
    rest: ask.Rest = "auto",
    unit: ask.Unit = None,
    area_cm2: ask.Area = None,
    finder: ask.FinderFile = None,
    json: ask.Json = False,
) -> None:
    """Find every hold of a recording.

    No target is needed: a hold is found in the force itself.
    """
    from rig.cli.judged import judge_table, zero_messages
    from rig.engine.scoring.results import HOLDS_SCHEMA, bare_hold_json
    from rig.engine.scoring.rubric import HOLD_SCORE_1
    from rig.protocols.library import DEFAULT_ID, find

    raw_zero = rest_value(rest)
    asked_of_file = TableOptions(
        column, time_column, rate_hz, segment_column, unit, area_cm2, invert, where
    )
    table = asked_of_file.read(file)
    found = judge_table(
        table, find(DEFAULT_ID, None), HOLD_SCORE_1, raw_zero, _finder_asked(finder)
    )
    if json:
        listed = [each.placed(bare_hold_json(each.scored, found.unit)) for each in found.holds]
        answer_json(_answered(HOLDS_SCHEMA, file, found, listed))
        return
    from rig.cli.tables import holds_table

    remark_assumed(found.assumed + zero_messages(found))
    results_console().print(holds_table(found) if found.holds else "no hold was found")
    _print_refused(found)


def score(
    file: ask.Recording,
    protocol: ask.ProtocolId = None,
    protocols: ask.ProtocolFolder = None,
    target_n: TargetForce = None,
    hold_s: Annotated[
        float | None, typer.Option("--hold-s", help="Seconds to hold; S to S+5 is right.")
    ] = None,
    band_pct: BandPct = DEFAULT_BAND_PCT,
    rubric: Annotated[
        Path | None, typer.Option("--rubric", metavar="FILE.toml", help="Your weights and anchors.")
    ] = None,
    column: ask.Columns = None,
    time_column: ask.TimeColumn = None,
    rate_hz: ask.Rate = None,
    segment_column: ask.SegmentColumn = None,
    where: ask.Where = None,
    invert: ask.Invert = False,
    rest: ask.Rest = "auto",
    unit: ask.Unit = None,
    area_cm2: ask.Area = None,
    finder: ask.FinderFile = None,
    json: ask.Json = False,
) -> None:
    """Find and score every hold of a recording.

    What is asked for comes from --protocol, or from --target-n and --hold-s.
    """
    from rig.cli.judged import judge_table, zero_messages
    from rig.engine.scoring.results import SCORE_SCHEMA, hold_json

    raw_zero = rest_value(rest)
    asked = _protocol_asked(protocol, protocols, target_n, hold_s, band_pct)
    asked, anchors = _rubric_asked(rubric, asked)
    asked_of_file = TableOptions(
        column, time_column, rate_hz, segment_column, unit, area_cm2, invert, where
    )
    table = asked_of_file.read(file)
    found = judge_table(table, asked, anchors, raw_zero, _finder_asked(finder))
    if json:
        listed = [each.placed(hold_json(each.scored, found.unit)) for each in found.holds]
        answer_json(_answered(SCORE_SCHEMA, file, found, listed))
        return
    from rig.cli.live.gauge import verdict

    remark_assumed(found.assumed + zero_messages(found))
    console = results_console()
    for each in found.holds:
        for line in verdict(each.scored, found.unit):
            console.print(line)
    if not found.holds:
        console.print("no hold was found")
    _print_refused(found)


def _finder_asked(path: Path | None) -> "Finder":
    from rig.config.finder_file import load_finder
    from rig.engine.judging.finder import DEFAULT_FINDER

    return DEFAULT_FINDER if path is None else load_finder(path)


def _answered(
    schema: str, file: Path, found: "Judged", holds: list[dict[str, Any]]
) -> dict[str, Any]:
    """The envelope of `holds` and `score`; one `rest`, or one for each pass."""
    from rig.engine.scoring.results import envelope, refused_json, rest_json

    rests = [rest_json(rest) for rest in found.rests]
    refused = [each.placed(refused_json(each.refused, found.unit)) for each in found.refused]
    return envelope(
        schema, str(file), found.unit, found.assumed, finder=found.finder_id,
        rest=rests[0] if len(rests) == 1 else rests, holds=holds, refused=refused,
    )  # fmt: skip


def _print_refused(found: "Judged") -> None:
    """The contacts that are no hold, with their reasons; nothing where there are none."""
    from rig.cli.tables import refused_table

    if found.refused:
        results_console().print()
        results_console().print(refused_table(found))


def metrics(
    file: ask.Recording,
    target_n: TargetForce = None,
    band_pct: BandPct = DEFAULT_BAND_PCT,
    from_s: Annotated[
        float, typer.Option("--from", help="Start of the window, in seconds.")
    ] = -math.inf,
    to_s: Annotated[float, typer.Option("--to", help="End of the window, in seconds.")] = math.inf,
    closed: Annotated[
        bool, typer.Option("--closed", help="Count the sample at --to as well.")
    ] = False,
    column: ask.Columns = None,
    time_column: ask.TimeColumn = None,
    rate_hz: ask.Rate = None,
    segment_column: ask.SegmentColumn = None,
    where: ask.Where = None,
    invert: ask.Invert = False,
    unit: ask.Unit = None,
    area_cm2: ask.Area = None,
    json: ask.Json = False,
) -> None:
    """Steadiness figures of a window of time.

    Of the samples as given: no tare, no filter, SD with n-1.
    """
    from rig.engine.judging.metrics import window_metrics
    from rig.engine.scoring.results import METRICS_SCHEMA, envelope, metrics_json

    target = None if target_n is None else _target(target_n, 1.0, band_pct)
    asked_of_file = TableOptions(
        column, time_column, rate_hz, segment_column, unit, area_cm2, invert, where
    )
    table = asked_of_file.read(file)
    t_s, force, assumed = window_of(table, file, from_s, to_s, closed)
    measured = window_metrics(t_s, force, target)
    if json:
        content = metrics_json(measured, table.unit)
        answer_json(envelope(METRICS_SCHEMA, str(file), table.unit, assumed, metrics=content))
        return
    from rig.cli.tables import metrics_table

    remark_assumed(assumed)
    console = results_console()
    console.print(f"{len(t_s)} samples, {t_s[0]:g} to {t_s[-1]:g} s")
    console.print(metrics_table(measured, table.unit))


def window_of(
    table: "Table", path: Path, from_s: float, to_s: float, closed: bool
) -> "tuple[NDArray[np.float64], NDArray[np.float64], tuple[str, ...]]":
    """Times and readings of a window, and what was assumed.

    Raises:
        EmptyWindowError: fewer than three samples lie inside.
    """
    first = table.segments[0]
    assumed = table.assumed
    if len(table.segments) > 1:
        assumed += (f"only the first of {len(table.segments)} passes is measured",)
    t_s, force = table.t_s[first], table.values[first, 0]
    inside = (t_s >= from_s) & ((t_s <= to_s) if closed else (t_s < to_s))
    if int(inside.sum()) < FEWEST_SAMPLES:
        spans_s = (float(t_s[0]), float(t_s[-1])) if len(t_s) else (math.nan, math.nan)
        raise EmptyWindowError(path, int(inside.sum()), spans_s)
    return t_s[inside], force[inside], assumed


def _protocol_asked(
    protocol_id: str | None,
    folder: Path | None,
    target_n: float | None,
    hold_s: float | None,
    band_pct: float,
) -> "Protocol":
    from rig.protocols.library import find

    if protocol_id is not None:
        if target_n is not None or hold_s is not None:
            raise typer.BadParameter("give either --protocol or --target-n with --hold-s")
        return find(protocol_id, folder)
    if target_n is None or hold_s is None:
        raise typer.BadParameter("what is asked for? give --protocol, or --target-n and --hold-s")
    from rig.engine.scoring.rubric import HOLD_SCORE_1
    from rig.engine.scoring.target import Protocol
    from rig.protocols.fields import SMALLEST_BAND_PCT

    if band_pct < SMALLEST_BAND_PCT:
        raise typer.BadParameter(
            f"{band_pct:g} % is tighter than people can feel (about {SMALLEST_BAND_PCT:g} %)",
            param_hint="--band-pct",
        )
    return Protocol(
        id="given",
        version=1,
        name=f"{target_n:g} for {hold_s:g} s",
        purpose="given on the command line",
        contact="any",
        target=_target(target_n, hold_s, band_pct),
        repetitions=1,
        rest_s=0.0,
        feedback="concurrent",
        weights=HOLD_SCORE_1.weights,
        sources=(),
        evidence="C",
    )


def _target(target_n: float, hold_s: float, band_pct: float) -> "Target":
    from rig.protocols.library import plain_target

    for option, value in (("--target-n", target_n), ("--hold-s", hold_s), ("--band-pct", band_pct)):
        if not (math.isfinite(value) and value > 0.0):
            raise typer.BadParameter(f"{value:g} is not above zero", param_hint=option)
    return plain_target(target_n, hold_s, band_pct)


def _rubric_asked(path: Path | None, protocol: "Protocol") -> "tuple[Protocol, Rubric]":
    """The rubric of a file, or the default; weights that a file names replace the protocol's."""
    from dataclasses import replace

    from rig.cli.rubric_file import load_rubric
    from rig.engine.scoring.rubric import HOLD_SCORE_1

    if path is None:
        return protocol, HOLD_SCORE_1
    rubric = load_rubric(path)
    if rubric.weights == HOLD_SCORE_1.weights:
        return protocol, rubric
    return replace(protocol, weights=rubric.weights), rubric
