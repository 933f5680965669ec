"""`rescore`: what a recording says now, as it was calibrated or under a corrected passport."""

import json as json_text
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rig.cli.console import answer_json, complain, results_console
from rig.cli.options import DataFolder, Json
from rig.cli.points import score_text
from rig.cli.sessions import SessionId, store_of, whole_id

if TYPE_CHECKING:
    from calibration.passport.document import Passport
    from rig.store.read import SessionRecord
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
    answer: each press and set as it was and as it is under the corrected passport, with every
    figure that moved. Nothing is changed.
    """
    from rig.engine.scoring.results import SCORE_SCHEMA, envelope
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
            said["stored_sets"] = [json_text.loads(each) for each in record.sets]
        answer_json(said)
    elif passport:
        _tell_changes(record, scored, before, after)
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
    from rig.trust.passport_store import PassportStore, passport_file

    path = Path(named)
    if path.is_file():
        return passport_file(path).passport
    return PassportStore(folder).named(named).passport


def _tell(scored: "Rescored") -> None:
    console = results_console()
    for text in scored.holds:
        hold = json_text.loads(text)
        console.print(f"press {hold['number']}: {score_text(hold)}")
    if scored.is_identical:
        console.print("to the last bit as it was recorded")


def _tell_changes(record: "SessionRecord", scored: "Rescored", before: str, after: str) -> None:
    from rig.cli.rescore_changes import change_lines

    console = results_console()
    console.print(f"passport {before[:12] or 'none'} -> {after[:12]}")
    for line in change_lines(record.holds, record.sets, scored.holds, scored.sets):
        console.print(line, soft_wrap=True)
