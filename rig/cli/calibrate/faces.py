"""The faces of a guided calibration: a picture at a terminal, lines in a pipe, or JSON."""

import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Protocol, Self

from calibration.fit.scatter import scatter_of
from calibration.procedure.screen import ProcedureScreen, screen_of
from calibration.procedure.state import Procedure
from calibration.procedure.why import why_of
from rig.cli.calibrate.messages import dot_line, headline, keys_line, reading_line
from rig.cli.console import answer_json, remarks_console

if TYPE_CHECKING:
    from rich.console import RenderableType

PICTURE_S = 0.1
DOTS_SHOWN = 12
BAR_COLUMNS = 40


class Face(Protocol):
    """Where a calibration is shown."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(self, *_: object) -> None:
        """End."""

    def show(self, procedure: Procedure) -> None:
        """The state after a block or a request."""

    def remark(self, sentence: str) -> None:
        """Something beside the procedure: the link, an answer, what is being typed."""


class Picture:
    """The whole state, drawn anew ten times a second."""

    def __init__(self) -> None:
        from rich.live import Live

        self._live = Live(console=remarks_console(), auto_refresh=False, transient=True)
        self._next_s = 0.0
        self._remark = ""

    def __enter__(self) -> Self:
        self._live.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.__exit__(None, None, None)

    def show(self, procedure: Procedure) -> None:
        """Draw, unless that was done just now."""
        now_s = time.monotonic()
        if now_s >= self._next_s:
            self._next_s = now_s + PICTURE_S
            self._live.update(_picture(procedure, self._remark), refresh=True)

    def remark(self, sentence: str) -> None:
        """One line under the picture, until the next one."""
        self._remark = sentence
        self._next_s = 0.0


class Lines:
    """A line whenever what is to be done, refused or read has changed."""

    def __init__(self) -> None:
        self._step: tuple[str, str] = ("", "")
        self._refused = ""
        self._dots = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def show(self, procedure: Procedure) -> None:
        """Say what is new."""
        screen = screen_of(procedure)
        step, refused = (headline(screen), screen.instruction), screen.refusal
        if step == self._step and refused in ("", self._refused):
            return
        console, dots = remarks_console(), scatter_of(procedure)
        for dot in dots[self._dots :]:
            console.print(f"read: {dot_line(dot)}")
        self._dots = len(dots)
        if step != self._step:
            console.print(f"{step[0]}: {step[1]}")
        if refused:
            console.print(f"objection: {refused}")
        self._step, self._refused = step, refused

    def remark(self, sentence: str) -> None:
        """Say it."""
        if sentence:
            remarks_console().print(sentence)


class JsonLines:
    """One JSON object a line, whenever anything but the reading has changed."""

    def __init__(self) -> None:
        self._shown: dict[str, object] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def show(self, procedure: Procedure) -> None:
        """Say what is new."""
        now = asdict(screen_of(procedure))
        steady = {
            key: value for key, value in now.items()
            if key not in ("reading_raw", "reading_n", "scatter_raw", "waited_frac")
        }  # fmt: skip
        if steady != self._shown:
            self._shown = steady
            answer_json({"type": "screen", **now})

    def remark(self, sentence: str) -> None:
        """Say it."""
        if sentence:
            answer_json({"type": "remark", "words": sentence})


def _picture(procedure: Procedure, remark: str) -> "RenderableType":
    from rich.console import Group
    from rich.text import Text

    screen = screen_of(procedure)
    lines = [
        Text(headline(screen), style="dim"),
        Text(),
        Text(screen.instruction, style="bold"),
        Text(why_of(procedure), style="dim"),
        Text(),
        Text(f"{reading_line(screen):>12}   {_bar(screen)}", style="bold"),
        Text(screen.refusal or screen.almost, style="#D55E00" if screen.refusal else "dim"),
    ]
    dots = scatter_of(procedure)
    if dots:
        lines += [Text(), Text("reading minus known force, by a line so far", style="dim")]
        lines += [Text(dot_line(dot)) for dot in dots[-DOTS_SHOWN:]]
    lines += [Text(), Text(keys_line(screen), style="dim")]
    if remark:
        lines.append(Text(remark))
    return Group(*lines)


def _bar(screen: ProcedureScreen) -> str:
    full = round(BAR_COLUMNS * screen.waited_frac)
    return f"{'█' * full}{'·' * (BAR_COLUMNS - full)} {screen.status}"
