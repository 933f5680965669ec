"""One station without a hub: a source through the fold, as a stream of what happened."""

import asyncio
import math
import time
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from calibration.values import Calibration
from firmware_bridge.samples import LinkNews, RawBlock, Traits
from rig.cli.errors import UnitChangedError
from rig.engine.scoring.target import Protocol
from rig.engine.step import Command, Station, Step

if TYPE_CHECKING:
    from firmware_bridge.source import Source
    from rig.store.sitting import Sitting
    from rig.trust.passport_store import PassportStore

STATION_ID = "terminal"
GRACE_S = 1.0
"""The samples of the last second asked for are still on their way when the wall clock is there."""
START_SET = Command("start_set", math.nan, "")
STOP_SET = Command("stop_set", math.nan, "")
LINK_LOST = Command("link_lost", math.nan, "")


@dataclass(frozen=True, slots=True)
class SittingOptions:
    """What was asked on the command line.

    Attributes:
        protocol: what is practised.
        calibration: in place of the kept or nominal one; None to take that.
        passport_store: passports that are kept.
        commands: asked of the fold before the first sample.
        for_s: longest time in device seconds, and of the wall clock where the device falls
            silent; infinite without a limit.
    """

    protocol: Protocol
    calibration: Calibration | None
    passport_store: "PassportStore"
    commands: tuple[Command, ...]
    for_s: float


@dataclass(frozen=True, slots=True)
class Began:
    """The first block is there, and with it what the device is.

    Attributes:
        station: what stays the same from here on.
        identity: hardware id of the device, empty where it has none.
    """

    station: Station
    identity: str


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step of the fold, with the command that caused it; None for a block and for the end."""

    step: Step
    command: Command | None


def opening_commands(raw_zero: float | None) -> tuple[Command, ...]:
    """What is asked before the first sample: a set, with its zero found or given."""
    if raw_zero is None:
        return (START_SET,)
    return (START_SET, Command("set_zero", raw_zero, ""))


def station_for(traits: Traits, identity: str, asked: SittingOptions) -> Station:
    """A station in a terminal, with the passport of its sensor where nothing else is given."""
    from rig.engine.judging.finder import DEFAULT_FINDER
    from rig.store.entries import now_utc
    from rig.trust.eligibility import station_on

    return station_on(
        STATION_ID,
        asked.calibration,
        traits,
        identity,
        asked.protocol,
        asked.passport_store,
        now_utc(),
        DEFAULT_FINDER,
    )


def calibration_asked(
    gain_n_per_raw: float | None, path: Path | None, passport_store: "PassportStore"
) -> Calibration | None:
    """The calibration of `--gain` or `--calibration`; None where neither was given."""
    if gain_n_per_raw is not None and path is not None:
        raise typer.BadParameter("give either --gain or --calibration, not both")
    if gain_n_per_raw is not None:
        if not math.isfinite(gain_n_per_raw) or gain_n_per_raw == 0.0:
            raise typer.BadParameter("the gain must be a number other than 0", param_hint="--gain")
        return Calibration(
            identity=f"given/{gain_n_per_raw!r}",
            device="",
            unit="N",
            gain_per_raw=gain_n_per_raw,
            curvature_per_raw2=0.0,
            column=0,
            residual_sd=None,
            made_utc="",
        )
    if path is None:
        return None
    from rig.trust.eligibility import read_calibration

    return read_calibration(path, passport_store)


async def drive(
    source: "Source", asked: SittingOptions, sitting: "Sitting"
) -> AsyncGenerator[Began | StepTaken | LinkNews, None]:
    """One sitting: that it began, every step with its command, and news of the link.

    Ends with the set, with the source, or after the seconds asked for. The station is made when
    the first block is there, because only then a device has said what it is.

    Raises:
        UnitChangedError: its readings became another quantity.
    """
    stream = source.stream()
    end_s = time.monotonic() + asked.for_s + GRACE_S
    while not isinstance(arrival := await _next(stream, end_s), RawBlock):
        if arrival is None:
            return
        sitting.note_link(arrival)
        yield arrival
    station = station_for(source.traits, source.identity, asked)
    sitting.sit_down(station)
    yield Began(station, source.identity)
    for command in asked.commands:
        yield StepTaken(sitting.obey(command), command)
    step = sitting.advance(arrival)
    yield StepTaken(step, None)
    began_s = newest_s = float(arrival.t_s[0])
    end_s = time.monotonic() + asked.for_s + GRACE_S
    while step.set_result is None and newest_s - began_s < asked.for_s:
        news = await _next(stream, end_s)
        if news is None and time.monotonic() >= end_s:
            break
        if news is None:
            yield StepTaken(sitting.finish(), None)
            return
        if isinstance(news, RawBlock):
            if source.traits.unit != station.traits.unit:
                raise UnitChangedError(station.traits.unit, source.traits.unit)
            step = sitting.advance(news)
            newest_s = float(news.t_s[-1])
            yield StepTaken(step, None)
            continue
        sitting.note_link(news)
        yield news
        if news.state == "lost":
            step = sitting.obey(LINK_LOST)
            yield StepTaken(step, LINK_LOST)
    if step.set_result is None:
        yield StepTaken(sitting.obey(STOP_SET), STOP_SET)


async def _next(
    stream: AsyncIterator[RawBlock | LinkNews], end_s: float
) -> RawBlock | LinkNews | None:
    """What comes next; None where the stream or the time is over.

    Args:
        stream: of a source.
        end_s: host monotonic seconds; infinite without a limit.
    """
    if math.isinf(end_s):
        return await anext(stream, None)
    try:
        async with asyncio.timeout(end_s - time.monotonic()):
            return await anext(stream, None)
    except TimeoutError:
        return None
