"""`sessions list|show`: what was recorded."""

import json as json_text
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firmware_bridge.rounding import fixed
from rig.cli.console import answer_json, results_console
from rig.cli.options import DataFolder, Json
from rig.cli.points import press_text, score_text

if TYPE_CHECKING:
    from rig.store.read import SessionRecord
    from rig.store.session_list import SessionSummary

SHOWN_DIGITS = 8
NONE_YET = "No sessions yet. Make one with `steadyhold demo`, or `steadyhold record SOURCE`."
NONE_SUCH = "No session is like that."

SessionId = Annotated[
    str, typer.Argument(metavar="SESSION", help="Its id, the beginning of it, or `last`.")
]

group = typer.Typer(help="What was recorded.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    app.add_typer(group, name="sessions")


@group.command("list")
def list_recorded(
    limit: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 20,
    skip: Annotated[int, typer.Option(min=0, help="Leave out so many of the newest.")] = 0,
    learner: Annotated[str, typer.Option(help="Of this learner: a name or an id.")] = "",
    of_class: Annotated[str, typer.Option("--class", help="Of this class: a title or an id.")] = "",
    protocol: Annotated[str, typer.Option(help="Of this protocol, for example tp-hold.")] = "",
    from_day: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="From this day on.")
    ] = None,
    to_day: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Up to this day.")
    ] = None,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """The newest sessions first."""
    from rig.cli.school.named import class_named, learner_named
    from rig.store.people.shown import names_of_all
    from rig.store.session_filter import SessionFilter
    from rig.store.session_json import sessions_document
    from rig.store.session_list import list_sessions

    store = store_of(data)
    wanted = SessionFilter(
        learner_id=learner_named(store, learner) if learner else "",
        class_id=class_named(store, of_class) if of_class else "",
        protocol_id=protocol,
        from_day=from_day.date() if from_day else None,
        to_day=to_day.date() if to_day else None,
    )
    if json:
        answer_json(sessions_document(store, limit, skip=skip, wanted=wanted))
        return
    found = list_sessions(store, limit, skip=skip, wanted=wanted)
    known = names_of_all(store)
    console = results_console()
    if not found:
        console.print(NONE_YET if not skip and wanted == SessionFilter() else NONE_SUCH)
        return
    from rich.table import Column, Table

    table = Table(
        Column("session", no_wrap=True), "began", "who", "protocol", "presses", "mean", "use",
        "state", box=None, pad_edge=False,
    )  # fmt: skip
    for each in found:
        table.add_row(*_row(each, known))
    console.print(table)


@group.command("show")
def show_session(session: SessionId, data: DataFolder = None, json: Json = False) -> None:
    """One session: who, what, every press with its score."""
    from rig.store.session_named import session_named

    store = store_of(data)
    session_id = session_named(store, session)
    if json:
        from rig.store.session_json import session_document

        answer_json(session_document(store, session_id))
        return
    from rig.store.read import load_session

    _tell(load_session(store, session_id))


def store_of(data: Path | None) -> Path:
    """The store of `--data`, or of the data folder."""
    from rig.store.folder import STORE_NAME, existing_folder

    return existing_folder(data) / STORE_NAME


def _row(each: "SessionSummary", known: dict[str, str]) -> tuple[str, ...]:
    from rig.engine.scoring.uncertainty import points_message

    mean = "-" if each.mean_score is None else points_message(each.mean_score, each.expanded)
    use = "simulated" if each.simulated else each.use.replace("practice", "practice only")
    who = known.get(each.learner_id, each.learner_id) or "guest"
    began = _local(each.started_utc)
    state = each.state if each.state != "ended" else each.how or "ended"
    # Its beginning is enough for every command, and leaves room for the rest.
    return (
        each.session_id[:SHOWN_DIGITS],
        began,
        who,
        each.protocol_id,
        str(each.holds),
        mean,
        use,
        state,
    )


def _local(utc: str) -> str:
    return datetime.fromisoformat(utc).astimezone().strftime("%Y-%m-%d %H:%M")


def _tell(record: "SessionRecord") -> None:
    header, console = record.header, results_console()
    samples = sum(block.raw.tick.size for block in record.blocks)
    simulated = " (simulated)" if header.traits.simulated else ""
    console.print(f"{header.session_id}: {header.protocol.name}, {_local(header.started_utc)}")
    console.print(f"from {header.source_uri}{simulated}, {samples} samples")
    console.print(f"calibration {header.calibration.identity}, rubric {header.rubric.id}")
    if header.standing.reason:
        console.print(header.standing.reason, soft_wrap=True)
    for remark in dict.fromkeys(e.text for e in record.events if e.kind == "sensor_remark"):
        console.print(remark, soft_wrap=True)
    if record.interrupted_at is not None:
        console.print(
            f"interrupted after sample {record.interrupted_at.index}, "
            f"at {fixed(record.interrupted_at.t_s, 2)} s"
        )
    for text in record.holds:
        hold = json_text.loads(text)
        advice = hold["score"]["advice"]
        told = f"Hold {hold['number']}: {score_text(hold)}, {fixed(hold['hold_s'], 1)} s."
        console.print(f"{told} {advice}", soft_wrap=True)
        if together := press_text(hold):
            console.print(f"  {together}", soft_wrap=True)
    for remark in filter(None, (json_text.loads(text)["remark"] for text in record.sets)):
        console.print(remark, soft_wrap=True)
