"""`rescore`: what a recording says now, as it was calibrated or under a corrected passport."""

import json as json_text
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rig.cli.console import answer, answer_json, complain
from rig.cli.options import DataFolder, Json
from rig.cli.points import points_of
from rig.cli.sessions import SessionId, store_of, whole_id

if TYPE_CHECKING:
    from calibration.passport import Passport
    from rig.store.rescore import Rescored

Passports = Annotated[
    str,
    typer.Option(
        "--passport", metavar="FILE|DIGEST", help="Judge under this passport of the same sensor."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("rescore")(rescore)


def rescore(
    session: SessionId, passport: Passports = "", data: DataFolder = None, json: Json = False
) -> None:
    """Score a stored session again, from its raw record.

    Exit code 1 when a value differs from what was stored. With --passport the differences are the
    answer: each score as it was and as it is under the corrected passport. Nothing is changed.
    """
    from rig.results import SCORE_SCHEMA, envelope
    from rig.store.read import load_session
    from rig.store.recalibrated import recalibrated
    from rig.store.rescore import rescore_record

    store = store_of(data)
    record = load_session(store, whole_id(store, session))
    before = record.header.calibration.passport_sha256
    if passport:
        record = recalibrated(record, _passport(passport, store.parent))
    after = record.header.calibration.passport_sha256
    scored = rescore_record(record)
    if json:
        said = envelope(
            SCORE_SCHEMA,
            scored.session_id,
            scored.unit,
            (),
            holds=[json_text.loads(each) for each in scored.holds],
            sets=[json_text.loads(each) for each in scored.sets],
            identical=scored.is_identical,
            passport_sha256={"stored": before or None, "used": after or None},
        )
        if passport:
            said["stored_holds"] = [json_text.loads(each) for each in record.holds]
        answer_json(said)
    elif passport:
        _tell_changes(record.holds, scored, before, after)
    else:
        _tell(scored)
    if passport:
        return
    for difference in scored.differences:
        complain(
            f"{difference.place} was {difference.stored or 'absent'} and is now "
            f"{difference.replayed or 'absent'} (recorded by {scored.recorded_by})"
        )
    if not scored.is_identical:
        sys.exit(1)


def _passport(named: str, folder: Path) -> "Passport":
    from rig.passports import Shelf, passport_file

    path = Path(named)
    if path.is_file():
        return passport_file(path).passport
    return Shelf(folder).named(named).passport


def _tell(scored: "Rescored") -> None:
    console = answer()
    for text in scored.holds:
        hold = json_text.loads(text)
        console.print(f"press {hold['number']}: {points_of(hold)}")
    if scored.is_identical:
        console.print("to the last bit as it was recorded")


def _tell_changes(stored: tuple[str, ...], scored: "Rescored", before: str, after: str) -> None:
    console = answer()
    console.print(f"passport {before[:12] or 'none'} -> {after[:12]}")
    was = {hold["number"]: hold for hold in map(json_text.loads, stored)}
    now = {hold["number"]: hold for hold in map(json_text.loads, scored.holds)}
    for number in sorted(was | now):
        told = [points_of(each[number]) if number in each else "no press" for each in (was, now)]
        changed = "unchanged" if told[0] == told[1] else f"now {told[1]}"
        console.print(f"press {number}: was {told[0]}, {changed}")
    uses = [hold["basis"] for hold in (*was.values(), *now.values())]
    if uses and uses[0]["use"] != uses[-1]["use"]:
        console.print(f"use: was {uses[0]['use']}, now {uses[-1]['use']}")
    if uses and uses[-1]["reason"]:
        console.print(uses[-1]["reason"])
