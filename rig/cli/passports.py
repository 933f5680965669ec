"""`passports`: the calibrations that are kept, and which of them are in force."""

from typing import TYPE_CHECKING, Final

import typer

from rig.cli.console import answer, answer_json, complain
from rig.cli.options import DataFolder, Json

if TYPE_CHECKING:
    from rig.cli.answers import DamagedJson, PassportJson, PassportsAnswer
    from rig.passports import KeptPassport, Shelf

SCHEMA: Final = "steadyhold.passports/1"
NONE_YET = "No passports yet. Make one with `steadyhold calibrate SOURCE`."


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("passports")(passports)


def passports(data: DataFolder = None, json: Json = False) -> None:
    """The calibration passports that are kept, newest first.

    Exit code 1 when a file among them is damaged.
    """
    from rig.passports import Shelf
    from rig.store.folder import existing_folder

    shelf = Shelf(existing_folder(data))
    kept, damaged = shelf.all(), shelf.damaged()
    rows = [_row(shelf, one) for one in kept]
    if json:
        bad: list[DamagedJson] = [{"file": str(one.path), "reason": one.reason} for one in damaged]
        told: PassportsAnswer = {"schema": SCHEMA, "passports": rows, "damaged": bad}
        answer_json(told)
    elif not rows:
        answer().print(NONE_YET)
    else:
        _print(rows)
    for one in damaged:
        complain(f"{one.path}: {one.reason}")
    if damaged:
        raise typer.Exit(1)


def _row(shelf: "Shelf", one: "KeptPassport") -> "PassportJson":
    from calibration.validity import practice_only, standing_of
    from rig.standing import checked_standing, damage_words
    from rig.store.entries import now_utc

    passport = one.passport
    standing = standing_of(one.calibration, passport.item.identity, now_utc())
    if standing.use != "practice":
        checks = shelf.checks.of(one.sha256)
        standing = checked_standing(standing, one.calibration, checks, now_utc())
    if damage := damage_words(shelf, passport.item.identity):
        standing = practice_only(damage)
    elif standing.use != "practice" and (
        doubt := shelf.checks.doubt(one.sha256, passport.made_utc)
    ):
        standing = practice_only(doubt)
    return {
        "sha256": one.sha256,
        "id": passport.id,
        "sensor": passport.item.identity,
        "device": passport.item.title,
        "made_utc": passport.made_utc,
        "due_utc": passport.due_utc,
        "grade": passport.grade.grade,
        "use": standing.use,
        "reason": standing.reason,
        "file": str(one.path),
    }


def _print(rows: "list[PassportJson]") -> None:
    from rich.table import Table

    table = Table("passport", "sensor", "made", "due", "grade", "use", box=None, pad_edge=False)
    for row in rows:
        due = row["due_utc"][:10] or "each session"
        made = row["made_utc"][:10]
        table.add_row(row["sha256"][:12], row["sensor"], made, due, row["grade"], row["use"])
    answer().print(table)
