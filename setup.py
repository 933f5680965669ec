"""Carries the files of `hardware/` that a board needs into the wheel; the rest is in pyproject."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HARDWARE = Path(__file__).parent / "hardware"
CARRIED = (
    "micropython/*.py",
    "micropython/configs/*.py",
    "udev/*.rules",
    "uno/*.cpp",
    "uno/*.h",
    "uno/*.ino",
    "uno/Makefile",
    "uno/uno.hex",
)


class BuildWithFirmware(build_py):
    """Copies the firmware beside the package; an editable install reads `hardware/` itself."""

    def run(self) -> None:
        """Build the packages, then put the files into `rig/firmware`."""
        super().run()
        if self.editable_mode:
            return
        for path in self.firmware():
            place = Path(self.build_lib) / "rig" / "firmware" / path.relative_to(HARDWARE)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)

    @staticmethod
    def firmware() -> list[Path]:
        """Files of the board."""
        return sorted(path for pattern in CARRIED for path in HARDWARE.glob(pattern))


setup(cmdclass={"build_py": BuildWithFirmware})
