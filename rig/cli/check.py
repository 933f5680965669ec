"""`check SOURCE`: today's check weight, against the passport of the sensor."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from rig.cli.console import answer, answer_json, aside
from rig.cli.errors import NothingArrivedError, NotReadError
from rig.cli.options import DataFolder, Json
from rig.cli.watch import SourceUri

if TYPE_CHECKING:
    from calibration.daily_check import DailyCheck
    from firmware_bridge.source import Source
    from rig.checks import Check
    from rig.passports import Shelf

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
    from rig.passports import Shelf
    from rig.store.folder import existing_folder

    shelf = Shelf(existing_folder(data))
    found, words = asyncio.run(_read(open_source(source), source, shelf, mass, by))
    shelf.checks.keep(found)
    if json:
        from dataclasses import asdict

        answer_json({"schema": SCHEMA, **asdict(found), "words": words})
    else:
        answer().print(words, soft_wrap=True)
    if not found.passed:
        sys.exit(1)


async def _read(
    source: "Source", uri: str, shelf: "Shelf", mass_id: str, by: str
) -> tuple["Check", str]:
    from calibration.daily_check import begin_check, feed_check
    from firmware_bridge.samples import RawBlock
    from rig.checks import check_of
    from rig.standing import damage_words, own_passport
    from rig.store.entries import now_utc

    state: DailyCheck | None = None
    said = ""
    try:
        async for news in source.stream():
            if not isinstance(news, RawBlock):
                if news.reason:
                    aside().print(news.reason)
                continue
            if state is None:
                kept = own_passport(shelf, source.traits, source.identity)
                if damage := damage_words(shelf, source.identity):
                    aside().print(f"Practice only: {damage}.", soft_wrap=True)
                mass, state = begin_check(kept.passport, mass_id)
            state = feed_check(state, news.t_s, news.raw)
            if state.verdict is not None:
                words = state.words
                line = check_of(kept.sha256, now_utc(), mass.id, state.known_n, state.verdict, by)
                return line, words
            if state.words != said:
                said = state.words
                aside().print(said)
    finally:
        await source.close()
    if state is None:
        raise NothingArrivedError(uri)
    raise NotReadError(uri)
