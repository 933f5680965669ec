"""One calibration at a station: its pure state, fed from the sensor's blocks and kept on disk."""

import asyncio
import math
from dataclasses import replace
from typing import Final

import numpy as np

from calibration.procedure.answers import ProcedureRequest, answered, correct_mass
from calibration.procedure.guided import feed
from calibration.procedure.reference import Mass
from calibration.procedure.state import Procedure, after_break, known_of, plan_left
from firmware_bridge.samples import RawBlock
from firmware_bridge.source import Source
from rig.calibrating.progress import CalibrationDraft, worth_keeping

NOW_S: Final = 0.15
"""Shown reading: long enough to be quiet, short enough to follow a hand."""


class CalibrationSession:
    """The calibration under way at one station.

    Args:
        progress: how far it had come.
        news: shared by all benches.

    Attributes:
        progress: how far it has come.
        happened: readings and requests so far, counted.
        kept: of them, how many the disk has acknowledged.
        news: set whenever the disk does not know everything.
        trouble: what the system says where it could not be kept; empty when all is well.
        is_another: the station reads another sensor than the one that is calibrated.
    """

    def __init__(self, progress: CalibrationDraft, news: asyncio.Event) -> None:
        self.progress = progress
        self.happened = 1
        self.kept = 0
        self.news = news
        self.trouble = ""
        self.is_another = False
        self._newest: list[tuple[float, float]] = []

    @property
    def procedure(self) -> Procedure:
        """The pure state."""
        return self.progress.procedure

    @property
    def holds_the_station(self) -> bool:
        """Whether nobody may practise here now: it is under way and not on a break."""
        return not self.procedure.paused and bool(plan_left(self.procedure))

    def on_block(self, block: RawBlock, source: Source) -> None:
        """Take a block, if it is of the sensor that is calibrated."""
        setup = self.procedure.setup
        read = (source.identity, source.traits.kind)
        self.is_another = read != (setup.identity, setup.traits.kind)
        if self.is_another or not len(block.t_s):
            return
        self._remember(block)
        self._become(feed(self.procedure, block))

    def ask(self, request: ProcedureRequest) -> None:
        """Repeat, skip, accept, pause and the other requests of `calibration.procedure.answers`."""
        self._become(answered(self.procedure, request))

    def correct(self, mass: Mass) -> None:
        """Let a weight count as another mass; its readings stay."""
        self._become(correct_mass(self.procedure, mass))

    def come_back(self) -> None:
        """Samples come again after a break, another day, or another start of the program."""
        self._become(after_break(self.procedure))

    def reading_raw(self) -> float | None:
        """Mean of the newest samples; None without any."""
        values = [value for _, value in self._newest if math.isfinite(value)]
        return float(np.mean(values)) if values else None

    def reading_n(self) -> float | None:
        """The same in newtons by the readings so far; None before the first load."""
        known, raw = known_of(self.procedure), self.reading_raw()
        if raw is None or known.zero_raw is None or not known.raw_per_n:
            return None
        return (raw - known.zero_raw) / known.raw_per_n

    def _become(self, after: Procedure) -> None:
        before = self.procedure
        self.progress = replace(self.progress, procedure=after)
        if worth_keeping(before, after):
            self.happened += 1
            self.news.set()

    def _remember(self, block: RawBlock) -> None:
        newest_s = float(block.t_s[-1])
        values = block.raw[:, self.procedure.setup.column].tolist()
        self._newest += zip(block.t_s.tolist(), values, strict=True)
        self._newest = [pair for pair in self._newest if 0.0 <= newest_s - pair[0] < NOW_S]
