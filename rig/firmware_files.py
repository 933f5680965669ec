"""Where the firmware files are: `hardware/` of a source tree, or what the wheel carries of it."""

from pathlib import Path

_HERE = Path(__file__).parent
MICROPYTHON_MAIN = "micropython/main.py"


def firmware_folder() -> Path:
    """Folder with `micropython/`, `uno/` and `udev/`."""
    written = _HERE.parent / "hardware"
    return written if (written / MICROPYTHON_MAIN).is_file() else _HERE / "firmware"


def micropython_files(folder: Path) -> tuple[Path, ...]:
    """Files of the board, `config.py` left out: a board keeps its own."""
    found = sorted((folder / "micropython").glob("*.py"))
    return tuple(path for path in found if path.name != "config.py")


def uno_hex(folder: Path) -> Path:
    """The firmware of the Uno, ready to be flashed; a test holds it against its sources."""
    return folder / "uno" / "uno.hex"
