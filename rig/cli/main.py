"""The command `steadyhold`: one sentence on stderr and an exit code when something is wrong."""

import atexit
import gc
import sys
import traceback
from errno import EBADF, ENOSPC, ENOTSOCK
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from firmware_bridge.errors import SteadyholdError
from rig.cli import (
    check,
    devices,
    files,
    firmware,
    passports,
    rescore,
    serve,
    sessions,
)
from rig.cli.archive import backup, export, restore, retention, verify
from rig.cli.calibrate import group as calibrate
from rig.cli.console import complain
from rig.cli.doctor import diagnostics
from rig.cli.doctor import report as doctor
from rig.cli.lan import tls
from rig.cli.live import record, watch
from rig.cli.look import command as look
from rig.cli.protocols import group as protocols
from rig.cli.school import agreement, classes, hours, learners, marks, report, studies, users

EXIT_FAILED = 1
EXIT_PERMISSION = 3
EXIT_NOT_FOUND = 5
MISTAKES = (EBADF, ENOTSOCK)
"""What a system hardly refuses by itself: where it happened is told too."""

# Plain help: the rich one costs as much start-up time as everything else together.
app = typer.Typer(
    name="steadyhold",
    help="Force training for massage students: press, see the band, get a score that explains "
    "itself. A training aid, not a medical device.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from rig.cli.versions import version

        typer.echo(f"steadyhold {version()}")
        raise typer.Exit


@app.callback()
def steadyhold(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Force training for massage students; a training aid, not a medical device."""


for group in (
    serve,
    watch,
    record,
    files,
    look,
    protocols,
    calibrate,
    check,
    devices,
    firmware,
    sessions,
    classes,
    learners,
    studies,
    marks,
    report,
    hours,
    users,
    agreement,
    verify,
    export,
    backup,
    restore,
    retention,
    rescore,
    passports,
    tls,
    doctor,
    diagnostics,
):
    group.register(app)


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Python would search every module for garbage before it ends: a quarter of the processor time
    # of a short command (measured).
    atexit.register(gc.freeze)
    try:
        app()
    except SteadyholdError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    except FileNotFoundError as error:
        complain(f"there is no file {error.filename}; check the path")
        sys.exit(EXIT_NOT_FOUND)
    except PermissionError as error:
        complain(f"not allowed to open {error.filename}; change its permissions or choose another")
        sys.exit(EXIT_PERMISSION)
    except (NotADirectoryError, FileExistsError) as error:
        complain(f"a part of {error.filename} is a file, not a folder; choose another folder")
        sys.exit(EXIT_FAILED)
    except OSError as error:
        room = "; make room, or choose another folder" if error.errno == ENOSPC else ""
        place = f" at {error.filename}" if error.filename else ""
        if error.errno in MISTAKES:
            place += f" ({_way_to(error)})"
        complain(f"the system refused: {error.strerror or error}{place}{room}")
        sys.exit(EXIT_FAILED)


def _way_to(error: OSError) -> str:
    """Through which lines it came, the innermost first, for whoever reports it."""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    return " < ".join(f"{Path(each.filename).name}:{each.lineno}" for each in islice(frames, 6))


if __name__ == "__main__":
    main()
