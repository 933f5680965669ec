"""`check SOURCE`: today's check weight, against the passport of the sensor."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from rig.cli.console import answer_json, remarks_console, results_console
from rig.cli.errors import NothingArrivedError, NotReadError
from rig.cli.live.watch import SourceUri
from rig.cli.options import DataFolder, Json

if TYPE_CHECKING:
    from calibration.passport.daily_check import DailyCheck
    from firmware_bridge.source import Source
    from rig.trust.check_weights import Check
    from rig.trust.passport_store import PassportStore

SCHEMA = "steadyhold.check/1"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("check")(check)


def check(
    source: SourceUri,
    mass: Annotated[
        str, typer.Option("--mass", help="Weight of the passport; else the one kept for checks.")
    ] = "",
    by: Annotated[str, typer.Option("--by", help="Who reads it.")] = "",
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Read a check weight: is the sensor still as it was calibrated?

    Grade R asks for it each day, grade T each week. Exit code 1 when it is not within the limit;
    scores are practice only from then on. Nothing is ever rescaled.
    """
    import asyncio

    from firmware_bridge.source import open_source
    from rig.store.folder import existing_folder
    from rig.trust.passport_store import PassportStore

    passport_store = PassportStore(existing_folder(data))
    found, words = asyncio.run(_read(open_source(source), source, passport_store, mass, by))
    passport_store.checks.keep(found)
    if json:
        from dataclasses import asdict

        answer_json({"schema": SCHEMA, **asdict(found), "words": words})
    else:
        results_console().print(words, soft_wrap=True)
    if not found.passed:
        sys.exit(1)


async def _read(
    source: "Source", uri: str, passport_store: "PassportStore", mass_id: str, by: str
) -> tuple["Check", str]:
    from calibration.passport.daily_check import begin_check, feed_check
    from firmware_bridge.samples import RawBlock
    from rig.store.entries import now_utc
    from rig.trust.check_weights import check_of
    from rig.trust.eligibility import damage_message, own_passport

    state: DailyCheck | None = None
    said = ""
    try:
        async for news in source.stream():
            if not isinstance(news, RawBlock):
                if news.reason:
                    remarks_console().print(news.reason)
                continue
            if state is None:
                kept = own_passport(passport_store, source.traits, source.identity)
                if damage := damage_message(passport_store, source.identity):
                    remarks_console().print(f"Practice only: {damage}.", soft_wrap=True)
                mass, state = begin_check(kept.passport, mass_id)
            state = feed_check(state, news.t_s, news.raw)
            if state.verdict is not None:
                words = state.words
                line = check_of(kept.sha256, now_utc(), mass.id, state.known_n, state.verdict, by)
                return line, words
            if state.words != said:
                said = state.words
                remarks_console().print(said)
    finally:
        await source.close()
    if state is None:
        raise NothingArrivedError(uri)
    raise NotReadError(uri)
