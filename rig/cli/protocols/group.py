"""`protocols list|show|check`: what can be trained, and whether a school's own file is right."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rig.cli.console import answer_json, results_console
from rig.cli.options import DataFolder, Json, ProtocolFolder
from rig.cli.protocols import keeping
from rig.cli.protocols.in_use import ClassId, protocol_in_use, protocols_in_use

if TYPE_CHECKING:
    from collections.abc import Callable

    from rig.engine.scoring.target import Protocol, Target

SCHEMA: Final = "steadyhold.protocols/1"
ASSESSES: Final = "no zero is taken within a set; a pad that is not back voids the press"

group = typer.Typer(
    help="The protocols that can be trained.", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    keeping.add_to(group)
    app.add_typer(group, name="protocols")


@group.command("list")
def list_protocols(
    folder: ProtocolFolder = None,
    class_id: ClassId = "",
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Every protocol in use, the default first."""
    from rig.engine.scoring.results import protocol_json

    known = protocols_in_use(folder, data, class_id).values()
    if json:
        answer_json({"schema": SCHEMA, "protocols": [protocol_json(each) for each in known]})
        return
    from rich.table import Table

    table = Table("id", "name", "force", "band", "hold", "times", "rest", box=None, pad_edge=False)
    for each in known:
        table.add_row(each.id, each.name, *_shape(each))
    results_console().print(table)


@group.command("show")
def show_protocol(
    protocol_id: Annotated[str, typer.Argument(metavar="ID", help="For example tp-hold.")],
    number: Annotated[
        int | None, typer.Option("--version", min=1, help="Another version than the one in use.")
    ] = None,
    toml: Annotated[bool, typer.Option("--toml", help="As the text of a file.")] = False,
    folder: ProtocolFolder = None,
    class_id: ClassId = "",
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """One protocol: its numbers, what is scored, and where the numbers come from."""
    from rig.engine.scoring.results import protocol_json

    protocol = _asked(protocol_id, number, folder, class_id, data)
    if json:
        answer_json({"schema": SCHEMA, "protocols": [protocol_json(protocol)]})
    elif toml:
        from rig.protocols.writer import toml_of

        typer.echo(toml_of(protocol), nl=False)
    else:
        _describe(protocol)


def _asked(
    protocol_id: str, number: int | None, folder: Path | None, class_id: str, data: Path | None
) -> "Protocol":
    from rig.cli.sessions import store_of
    from rig.protocols.library import library
    from rig.protocols.versions import VersionMissingError
    from rig.store.targets.versions import saved_versions

    if number is None:
        return protocol_in_use(protocol_id, folder, store_of(data), class_id)
    of_id = [each for each in saved_versions(store_of(data)) if each.protocol_id == protocol_id]
    known = {each.number: each.protocol for each in of_id if each.protocol}
    if protocol_id in (files := library(folder)):
        known.setdefault(files[protocol_id].version, files[protocol_id])
    if number not in known:
        raise VersionMissingError(protocol_id, number, sorted(known))
    return known[number]


@group.command("check")
def check_protocol(
    path: Annotated[Path, typer.Argument(metavar="FILE.toml")], json: Json = False
) -> None:
    """Read a school's own protocol file; every mistake is named at its place."""
    from rig.engine.scoring.results import protocol_json
    from rig.protocols.library import load_file

    protocol = load_file(path)
    if json:
        answer_json({"schema": SCHEMA, "protocols": [protocol_json(protocol)]})
        return
    results_console().print(f"{path.name} is a good protocol.")
    _describe(protocol)


def _shape(protocol: "Protocol") -> tuple[str, ...]:
    return (
        _each(protocol, lambda target: f"{target.force_n:g}", "N"),
        "±" + _each(protocol, lambda target: f"{target.band_frac * 100:g}", "%"),
        _each(protocol, _window, "s"),
        f"{protocol.repetitions}",
        f"{protocol.rest_s:g} s",
    )


def _window(target: "Target") -> str:
    return f"{target.hold_min_s:g}-{target.hold_max_s:g}"


def _each(protocol: "Protocol", word: "Callable[[Target], str]", unit: str) -> str:
    """The words of all levels, once where they are alike: `20, 27, 34 N`."""
    words = [word(target) for target in protocol.targets]
    return f"{', '.join(words if len(set(words)) > 1 else words[:1])} {unit}"


def _describe(protocol: "Protocol") -> None:
    from rich.table import Table

    target = protocol.target
    rows = [
        ("for", protocol.purpose),
        ("pressed with", protocol.contact),
        *_levels(protocol),
        ("let go", _rates(target.release_min_n_per_s, target.release_max_n_per_s)),
        ("stop above", f"{target.ceiling_n:g} N"),
        ("repetitions", f"{_times(protocol.repetitions)}, {protocol.rest_s:g} s rest between"),
        ("while pressing", "force hidden" if protocol.feedback == "none" else "force visible"),
        *([("assessment", ASSESSES)] if protocol.assessment else []),
        *_scored(protocol),
        ("evidence", "; ".join(_evidence(protocol))),
        *(("source", source) for source in protocol.sources),
        ("id", f"{protocol.id}, version {protocol.version}"),
    ]
    table = Table(box=None, pad_edge=False, show_header=False)
    for name, value in rows:
        table.add_row(name, value)
    console = results_console()
    console.print(protocol.name)
    console.print(table)


def _levels(protocol: "Protocol") -> list[tuple[str, str]]:
    """Force, hold and way in; of several levels in a row each."""
    rows: list[tuple[str, str]] = []
    for number, target in enumerate(protocol.targets, start=1):
        if protocol.then:
            rows.append((f"level {number}", "" if number == 1 else "without letting go"))
        rows += [
            ("force", f"{target.force_n:g} N, band {target.low_n:g}-{target.high_n:g} N"),
            ("hold", f"{_window(target)} s"),
            ("press in", _rates(target.loading_min_n_per_s, target.loading_max_n_per_s)),
        ]
    return rows


def _scored(protocol: "Protocol") -> list[tuple[str, str]]:
    """What counts for how many points, and what earns them all."""
    from rig.engine.scoring.criteria import criterion_named
    from rig.engine.scoring.rubric import HOLD_SCORE_1, covering

    anchors = dict(covering(HOLD_SCORE_1, dict(protocol.weights)).anchors)
    rows: list[tuple[str, str]] = []
    for name, weight in protocol.weights:
        criterion = criterion_named(name)
        aims = [criterion.aim(target, anchors[name], "N") for target in protocol.targets]
        aim = ", then ".join(dict.fromkeys(aims))
        rows.append(("" if rows else "scored", f"{criterion.title}, {weight:g} points: {aim}"))
    return rows


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _evidence(protocol: "Protocol") -> list[str]:
    from rig.engine.scoring.target import EVIDENCE

    marks = dict.fromkeys(mark for mark in protocol.evidence if mark in EVIDENCE)
    return [f"{mark}, {EVIDENCE[mark]}" for mark in marks] or [protocol.evidence]


def _rates(low: float, high: float) -> str:
    return f"{low:g}-{high:g} N/s"
