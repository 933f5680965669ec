"""`diagnostics`: what a helper elsewhere needs to know, without who is who."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rig.cli.console import remarks_console, results_console
from rig.cli.doctor.report import DEFAULT_PORT, MARKS
from rig.cli.options import DataFolder

if TYPE_CHECKING:
    from rig.cli.doctor.redaction import Redaction

LOG_LINES: Final = 200
LOG_BYTES: Final = 200_000
LEFT_OUT: Final = (
    "left out: the names in the record cannot be read, so they cannot be taken out; see `doctor`"
)


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("diagnostics")(diagnostics)


def diagnostics(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="The text file, or a folder for it; else here."),
    ] = None,
    log: Annotated[
        Path | None,
        typer.Option("--log", metavar="LOG", help="What a hub printed; its last lines are added."),
    ] = None,
    config: Annotated[
        Path | None, typer.Option("--config", help="Stations; else steadyhold.toml here.")
    ] = None,
    data: DataFolder = None,
) -> None:
    """What a helper needs to know, as a text to read before you send it.

    Without names of people, passwords, PINs, folders and addresses.
    """
    from rig.atomic_file import write_atomically
    from rig.cli.serve import config_path
    from rig.store.folder import data_folder

    folder = data if data is not None else data_folder()
    now_utc = datetime.now(UTC)
    target = file or Path()
    if target.is_dir():
        target /= f"steadyhold-diagnostics-{now_utc:%Y%m%dT%H%M%SZ}.txt"
    if target.exists():
        raise typer.BadParameter(f"{target} exists; choose a new name", param_hint="FILE")
    text = diagnosis(folder, config or config_path(folder), log, now_utc)
    write_atomically(target, partial(_fill, text))
    results_console().print(str(target), soft_wrap=True)
    remarks_console().print("read it before you send it")


def diagnosis(folder: Path, settings: Path, log: Path | None, now_utc: datetime) -> str:
    """The whole text.

    Args:
        folder: the data folder.
        settings: file of the stations.
        log: what a hub printed; None without.
        now_utc: time of asking.

    Raises:
        OSError: the log cannot be read.
    """
    from rig.cli.doctor.checks import every_check
    from rig.cli.doctor.kept import record_lines, settings_lines
    from rig.cli.doctor.people import redaction
    from rig.cli.versions import versions

    taken_out, is_sure = redaction(folder, settings)
    findings = [f"{MARKS[each.state]} {each.subject}: {each.words}" for each in every_check(
        folder, DEFAULT_PORT
    )]  # fmt: skip
    parts = {
        "versions": [f"{name} {value}" for name, value in versions().items()],
        "settings": settings_lines(settings),
        "record": record_lines(folder),
        "doctor": findings,
    }
    if log is not None:
        parts[f"log, its last {LOG_LINES} lines"] = _last_lines(log) if is_sure else [LEFT_OUT]
    head = f"steadyhold.diagnostics/1, {now_utc:%Y-%m-%d %H:%M} UTC"
    return "\n".join([head, *_sections(parts, taken_out)]) + "\n"


def _sections(parts: dict[str, list[str]], taken_out: "Redaction") -> list[str]:
    lines = []
    for title, said in parts.items():
        lines += ["", f"== {title}", *(taken_out.of(line) for line in said)]
    return lines


def _last_lines(log: Path) -> list[str]:
    with log.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - LOG_BYTES))
        lines = file.read().decode("utf-8", "replace").splitlines()
    # The first of a cut was cut itself: half a name would not be known.
    return lines[size > LOG_BYTES :][-LOG_LINES:]


def _fill(text: str, fresh: Path) -> None:
    from rig.store.private import make_private

    make_private(fresh)
    fresh.write_text(text, encoding="utf-8")
