"""Builds the Uno's firmware once per change; without its compiler the tests fail, not skip."""

import shutil
import subprocess
from pathlib import Path

import pytest
from filelock import FileLock

FOLDER = Path(__file__).parents[2] / "hardware" / "uno"
NEEDED = "apt install gcc-avr avr-libc binutils-avr arduino-core-avr make"


def uno_elf() -> Path:
    """The firmware, built by its own Makefile."""
    for tool in ("make", "avr-gcc", "avr-g++"):
        if shutil.which(tool) is None:
            pytest.fail(f"{tool} is missing, so the firmware cannot be tested: {NEEDED}")
    build = FOLDER / "build"
    build.mkdir(exist_ok=True)
    with FileLock(build / ".lock"):
        made = subprocess.run(
            ["make", "-j2", "-C", str(FOLDER)], capture_output=True, text=True, check=False
        )
    if made.returncode:
        pytest.fail(f"the firmware does not build ({NEEDED}):\n{made.stdout[-500:]}{made.stderr}")
    return build / "uno.elf"
