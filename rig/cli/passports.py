"""`passports`: the calibrations that are kept, and which of them are in force."""

from typing import TYPE_CHECKING, Final

import typer

from rig.cli.console import answer_json, complain, results_console
from rig.cli.options import DataFolder, Json

if TYPE_CHECKING:
    from rig.cli.answers import DamagedJson, PassportRow, PassportsAnswer
    from rig.trust.passport_store import KeptPassport, PassportStore

SCHEMA: Final = "steadyhold.passports/1"
NONE_YET = "No passports yet. Make one with `steadyhold calibrate SOURCE`."


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("passports")(passports)


def passports(data: DataFolder = None, json: Json = False) -> None:
    """The calibration passports that are kept, newest first.

    Exit code 1 when a file among them is damaged.
    """
    from rig.store.folder import existing_folder
    from rig.trust.passport_store import PassportStore

    passport_store = PassportStore(existing_folder(data))
    kept, damaged = passport_store.all(), passport_store.damaged()
    rows = [_row(passport_store, one) for one in kept]
    if json:
        bad: list[DamagedJson] = [{"file": str(one.path), "reason": one.reason} for one in damaged]
        told: PassportsAnswer = {"schema": SCHEMA, "passports": rows, "damaged": bad}
        answer_json(told)
    elif not rows:
        results_console().print(NONE_YET)
    else:
        _print(rows)
    for one in damaged:
        complain(f"{one.path}: {one.reason}")
    if damaged:
        raise typer.Exit(1)


def _row(passport_store: "PassportStore", one: "KeptPassport") -> "PassportRow":
    from calibration.passport.validity import eligibility_of, practice_only
    from rig.store.entries import now_utc
    from rig.trust.eligibility import checked_eligibility, damage_message

    passport = one.passport
    standing = eligibility_of(one.calibration, passport.item.identity, now_utc())
    if standing.use != "practice":
        checks = passport_store.checks.of(one.sha256)
        standing = checked_eligibility(standing, one.calibration, checks, now_utc())
    if damage := damage_message(passport_store, passport.item.identity):
        standing = practice_only(damage)
    elif standing.use != "practice" and (
        objection := passport_store.checks.objection(one.sha256, passport.made_utc)
    ):
        standing = practice_only(objection)
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


def _print(rows: "list[PassportRow]") -> None:
    from rich.table import Table

    table = Table("passport", "sensor", "made", "due", "grade", "use", box=None, pad_edge=False)
    for row in rows:
        due = row["due_utc"][:10] or "each session"
        made = row["made_utc"][:10]
        table.add_row(row["sha256"][:12], row["sensor"], made, due, row["grade"], row["use"])
    results_console().print(table)
