"""What a rig starts with where its settings cannot be used: the pages, and a pad on the screen.

A computer in a cupboard that starts by itself must still show its page, or nobody learns why it
does not measure. Nothing of a file that is wrong is half believed: no sensor is read with it.
"""

import tomllib
from pathlib import Path

from firmware_bridge.errors import SteadyholdError
from rig.config.steadyhold_toml import DEFAULT_PORT, HIGHEST_PORT, RigConfig, StationConfig
from rig.engine.judging.finder import DEFAULT_FINDER

SCREEN = StationConfig("screen", "This screen", "screen:", None)


def safe_config(path: Path) -> RigConfig:
    """The pages and a pad on the screen, at the port and in the folder that the file names.

    Args:
        path: the file; whatever of it cannot be read is left out.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        table = {}
    port, data = table.get("port"), table.get("data")
    return RigConfig(
        stations=(SCREEN,),
        port=port if type(port) is int and 1 <= port <= HIGHEST_PORT else DEFAULT_PORT,
        data=path.parent / data if isinstance(data, str) and data else None,
        protocols=None,
        protocol=None,
        ports="",
        finder=DEFAULT_FINDER,
    )


def safe_start_sentence(error: SteadyholdError | OSError) -> str:
    """What every page says: what is wrong, and that no pad is read until it is mended."""
    return f"Safe start, no pad is read: {error}. Mend it, then start Steadyhold again."
