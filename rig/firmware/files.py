"""Where the firmware files are: `hardware/` of a source tree, or what the wheel carries of it."""

from enum import StrEnum
from pathlib import Path

_CARRIED = Path(__file__).parent
MICROPYTHON_MAIN = "micropython/main.py"


class Kit(StrEnum):
    """Kits with a MicroPython board whose wiring comes with the firmware."""

    PICO = "pico"
    REFERENCE_RIG = "reference-rig"
    NO_SOLDER = "no-solder"
    NO_SOLDER_ESP32 = "no-solder-esp32"
    ESP32 = "esp32"


def firmware_folder() -> Path:
    """Folder with `micropython/`, `uno/` and `udev/`."""
    written = _CARRIED.parents[1] / "hardware"
    return written if (written / MICROPYTHON_MAIN).is_file() else _CARRIED


def micropython_files(folder: Path) -> tuple[Path, ...]:
    """Files of the board, `config.py` left out: a board keeps its own."""
    found = sorted((folder / "micropython").glob("*.py"))
    return tuple(path for path in found if path.name != "config.py")


def uno_hex(folder: Path) -> Path:
    """The firmware of the Uno, ready to be flashed; a test holds it against its sources."""
    return folder / "uno" / "uno.hex"


def kit_config(folder: Path, kit: Kit) -> Path:
    """What is wired to the board of a kit, ready to be its `config.py`."""
    shipped = folder / "micropython"
    if kit is Kit.PICO:
        return shipped / "config.py"
    return shipped / "configs" / f"{kit.value.replace('-', '_')}.py"
