"""Three ways to show one sitting: a gauge that moves, lines of words, lines of JSON."""

import math
import re
import time
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from firmware_bridge.samples import LinkNews
from rig.cli.console import answer_json, results_console
from rig.cli.live.gauge import (
    GaugeState,
    level_text,
    picture,
    seconds_text,
    seen,
    spoken,
    summary,
    verdict,
)
from rig.engine.scoring.target import Protocol as PressProtocol
from rig.engine.step import Live, Station, Step

if TYPE_CHECKING:
    from rich.live import Live as Drawing

    from rig.cli.line_answers import LinkLine, LiveLine

REDRAW_S = 0.05
SILENT = frozenset({"streaming", "ended"})
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


class SittingScreen(Protocol):
    """Where a sitting is shown while it lasts."""

    def begin(self, station: Station) -> None:
        """Take what stays the same, before the first step."""

    def show_link(self, news: LinkNews) -> None:
        """Take news of the link."""

    def show(self, step: Step) -> None:
        """Take one step."""


class GaugeScreen:
    """The moving gauge, drawn at most twenty times a second; the terminal is given back on exit."""

    def __init__(self, protocol: PressProtocol) -> None:
        """Draw presses of one protocol."""
        self._protocol = protocol
        self._reading = GaugeState(None, "", "", None, "N")
        self._drawn_s = -math.inf
        self._drawing: Drawing | None = None
        self._last_lines: list[str] = []
        self._is_lost = False

    def begin(self, station: Station) -> None:
        """Take the unit of the force."""
        self._reading = replace(self._reading, unit=station.calibration.unit)
        self._last_lines = [station.standing.reason] if station.standing.reason else []

    def show_link(self, news: LinkNews) -> None:
        """Put what a person must do in place of the force."""
        comes = news.state in SILENT
        trouble = "" if comes else news.reason or "connecting ..."
        self._is_lost = news.state == "lost"
        self._reading = replace(self._reading, trouble=trouble, remark=news.reason if comes else "")
        self._draw()

    def show(self, step: Step) -> None:
        """Draw the newest state, and keep verdicts for the end."""
        # An unstable sensor is lost although samples come: that stays in sight.
        trouble = self._reading.trouble if self._is_lost else ""
        self._reading = replace(self._reading, live=step.live, trouble=trouble)
        for scored in step.holds:
            self._reading = replace(self._reading, last=scored)
            self._last_lines += verdict(scored, self._reading.unit)
        if step.set_result is not None:
            self._last_lines.append(summary(step.set_result))
        if step.holds or time.monotonic() - self._drawn_s >= REDRAW_S:
            self._draw()

    def __enter__(self) -> Self:
        """Take the terminal's alternate screen."""
        from rich.live import Live as Drawing

        self._drawing = Drawing(console=results_console(), auto_refresh=False, screen=True)
        self._drawing.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the terminal back, with what was said of each press."""
        if self._drawing is not None:
            self._drawing.stop()
        for line in self._last_lines:
            results_console().print(line)

    def _draw(self) -> None:
        if self._drawing is None:
            return
        columns = self._drawing.console.width
        shown = picture(self._protocol, self._reading, columns)
        self._drawing.update(shown, refresh=True)
        self._drawn_s = time.monotonic()


class LinesScreen:
    """One line for each word that changes: for pipes, files and screen readers."""

    def __init__(self, protocol: PressProtocol) -> None:
        """Write of presses of one protocol."""
        self._protocol = protocol
        self._unit = "N"
        self._said = self._noted = self._level = ""

    def begin(self, station: Station) -> None:
        """Take the unit of the force; say what the scores may be used for."""
        self._unit = station.calibration.unit
        if station.standing.reason:
            results_console().print(station.standing.reason)

    def show_link(self, news: LinkNews) -> None:
        """Say what changed."""
        if news.reason:
            results_console().print(news.reason)

    def show(self, step: Step) -> None:
        """Say the word when it changes, what keeps from going on, and each verdict."""
        live = seen(self._protocol, step.live)
        said, level = spoken(live), level_text(self._protocol, live)
        if said and level != self._level:
            self._level = level
            results_console().print(level)
        if said and said != self._said:
            self._said = said
            results_console().print(f"{said} {seconds_text(self._protocol, step.live)}".rstrip())
        # A number that creeps is no news.
        noted = NUMBER.sub("", step.live.note)
        if noted and noted != self._noted:
            results_console().print(step.live.note)
        self._noted = noted
        for scored in step.holds:
            for line in verdict(scored, self._unit):
                results_console().print(line)
        if step.set_result is not None:
            results_console().print(summary(step.set_result))


class JsonScreen:
    """One JSON object a line, for programs; fields as on the live socket."""

    def __init__(self) -> None:
        """Write from the first line on."""
        self._unit = "N"
        self._said: tuple[object, ...] = ()

    def begin(self, station: Station) -> None:
        """Take the unit of the force."""
        self._unit = station.calibration.unit

    def show_link(self, news: LinkNews) -> None:
        """Write the state of the link."""
        told: LinkLine = {"type": "link", "state": news.state, "reason": news.reason}
        answer_json(told)

    def show(self, step: Step) -> None:
        """Write changes of state, presses and the set."""
        from rig.engine.scoring.results import hold_json, set_json

        live = step.live
        said = (live.phase, live.cue, live.zone, live.repetition, live.level, live.note)
        if said != self._said:
            self._said = said
            answer_json(_live_json(live))
        for scored in step.holds:
            answer_json({"type": "hold", "hold": hold_json(scored, self._unit)})
        if step.set_result is not None:
            answer_json({"type": "set", "result": set_json(step.set_result)})


def _live_json(live: Live) -> "LiveLine":
    return {
        "type": "live",
        "t_s": live.t_s,
        "phase": live.phase,
        "cue": live.cue,
        "zone": live.zone,
        "force_n": None if math.isnan(live.force_n) else live.force_n,
        "held_s": live.held_s,
        "in_band_s": live.in_band_s,
        "repetition": live.repetition,
        "repetitions": live.repetitions,
        "level": live.level,
        "levels": live.levels,
        "rest_left_s": live.rest_left_s,
        "note": live.note,
    }
