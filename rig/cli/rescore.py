"""`rescore`: what a recording says now, as it was, under a corrected passport or another finder."""

import json as json_text
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from rig.cli.console import answer_json, complain, results_console
from rig.cli.options import DataFolder, FinderFile, Json
from rig.cli.points import press_text, score_text
from rig.cli.sessions import SessionId, store_of

if TYPE_CHECKING:
    from calibration.passport.document import Passport
    from rig.cli.rescore_answers import ComparedJson
    from rig.store.read import SessionRecord
    from rig.store.rescore import Compared, Rescored

SCHEMA: Final = "steadyhold.rescore/2"

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
    session: SessionId,
    passport: Passports = "",
    finder: FinderFile = None,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Score a stored session again, from its raw record.

    Exit code 1 when a value differs from what the same engine stored. Where another engine scored
    the session, each press and the set are shown as they were and as they are now; so they are
    under the passport of --passport, and by the numbers of --finder. Nothing is changed.
    """
    from rig.engine.judging.finder import other_finder_messages
    from rig.engine.numbers import ENGINE
    from rig.engine.scoring.results import engine_json, envelope
    from rig.store.read import load_session
    from rig.store.recalibrated import recalibrated
    from rig.store.rescore import rescore_record
    from rig.store.session_named import session_named

    store = store_of(data)
    record = load_session(store, session_named(store, session))
    before = record.header.calibration.passport_sha256
    if passport:
        record = recalibrated(record, _passport(passport, store.parent))
    after = record.header.calibration.passport_sha256
    own = record.header.finder
    record = found_by(record, finder)
    used = record.header.finder
    is_another = bool(passport) or finder is not None
    scored = rescore_record(record)
    if json:
        said = envelope(
            SCHEMA,
            scored.session_id,
            scored.unit,
            other_finder_messages(used),
            finder={"stored": own.id, "used": used.id},
            holds=[json_text.loads(each) for each in scored.holds],
            sets=[json_text.loads(each) for each in scored.sets],
            verdict=scored.verdict,
            identical=scored.is_identical,
            engine={"stored": engine_json(scored.engine), "now": engine_json(ENGINE)},
            compared=[compared_json(each) for each in scored.compared],
            passport_sha256={"stored": before or None, "used": after or None},
        )
        if is_another:
            said["stored_holds"] = [json_text.loads(each) for each in record.holds]
            said["stored_sets"] = [json_text.loads(each) for each in record.sets]
        answer_json(said)
    elif is_another:
        if passport:
            results_console().print(f"passport {before[:12] or 'none'} -> {after[:12]}")
        if finder is not None:
            results_console().print(f"finder {own.id} -> {used.id}", soft_wrap=True)
        _tell_changes(record, scored)
    elif scored.verdict == "other_engine":
        results_console().print(_engines(scored), soft_wrap=True)
        _tell_changes(record, scored)
    else:
        _tell(scored)
    if is_another or scored.verdict != "differs":
        return
    for difference in scored.differences:
        complain(
            f"{difference.place} was {difference.stored or 'absent'} and is now "
            f"{difference.replayed or 'absent'} (recorded by {scored.recorded_by})"
        )
    sys.exit(1)


def found_by(record: "SessionRecord", finder: Path | None) -> "SessionRecord":
    """The record with its holds to be found by the numbers of a file; as it is without one."""
    from dataclasses import replace

    from rig.config.finder_file import load_finder

    if finder is None:
        return record
    return replace(record, header=replace(record.header, finder=load_finder(finder)))


def compared_json(compared: "Compared") -> "ComparedJson":
    """One press or set as it was stored and as it comes out now."""
    from rig.engine.scoring.results import engine_json

    name = "score" if compared.place.startswith("holds") else "mean_score"
    return {
        "place": compared.place,
        "verdict": compared.verdict,
        "engine": engine_json(compared.engine),
        "score": {
            "stored": _score(compared.stored, name),
            "now": _score(compared.replayed, name),
        },
        "differences": [
            {"place": each.place, "stored": _value(each.stored), "now": _value(each.replayed)}
            for each in compared.differences
        ],
    }


def _score(result: "dict[str, Any] | None", name: str) -> float | None:
    if result is None:
        return None
    found: float | None = result["score"]["score"] if name == "score" else result[name]
    return found


def _value(text: str) -> object:
    return json_text.loads(text) if text else None


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
        console.print(f"Hold {hold['number']}: {score_text(hold)}")
        if together := press_text(hold):
            console.print(f"  {together}", soft_wrap=True)
    if scored.is_identical:
        console.print("to the last bit as it was recorded")


def _engines(scored: "Rescored") -> str:
    from rig.engine.numbers import ENGINE

    was, now = (
        f"finder {each.finder}, metrics {each.metrics}, score {each.score}"
        for each in (scored.engine, ENGINE)
    )
    return (
        f"scored by {scored.recorded_by} with the engine {was}; this release has {now}, so values "
        "may differ"
    )


def _tell_changes(record: "SessionRecord", scored: "Rescored") -> None:
    from rig.cli.rescore_changes import change_lines

    console = results_console()
    for line in change_lines(record.holds, record.sets, scored.holds, scored.sets):
        console.print(line, soft_wrap=True)
