"""Where words go: answers to stdout, everything else to stderr."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

import typer

from rig.visible_text import visible_text

if TYPE_CHECKING:
    from rich.console import Console

NARROWEST_COLUMNS = 60


def results_console() -> "Console":
    """A console for results on stdout; colour only on a terminal and without `NO_COLOR`."""
    return _console(sys.stdout)


def remarks_console() -> "Console":
    """A console for progress and remarks on stderr."""
    return _console(sys.stderr)


def answer_json(value: object) -> None:
    """One JSON document, or one line of a JSON stream, on stdout at once."""
    from rig.engine.scoring.results import dumps

    typer.echo(dumps(value))
    sys.stdout.flush()


def show_rows(heads: Sequence[str], rows: Sequence[Sequence[str]], *, none_yet: str) -> None:
    """A table for people on stdout; a sentence where there is nothing to show."""
    if not rows:
        results_console().print(none_yet)
        return
    from rich.table import Table

    table = Table(*heads, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    results_console().print(table)


def complain(sentence: str) -> None:
    """One sentence about what went wrong, on stderr."""
    typer.echo(f"steadyhold: {visible_text(sentence)}", err=True)


def remark_assumed(assumed: tuple[str, ...]) -> None:
    """What had to be guessed about a file, so that a person can contradict it."""
    for sentence in assumed:
        typer.echo(f"assumed: {visible_text(sentence)}", err=True)


def _console(stream: TextIO) -> "Console":
    from rig.cli.plain_console import PlainConsole

    # Tables sent to a file or a pipe are not folded to 80 columns.
    width = None if stream.isatty() else max(NARROWEST_COLUMNS, _asked_columns() or 120)
    return PlainConsole(
        file=stream, width=width, highlight=False, soft_wrap=False, markup=False, emoji=False
    )


def _asked_columns() -> int:
    asked = os.environ.get("COLUMNS", "")
    return int(asked) if asked.isdigit() else 0
