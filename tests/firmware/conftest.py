"""Boards on the bench: the Uno in an emulator, MicroPython on its own virtual machine."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.firmware.build import uno_elf
from tests.firmware.load_cell import LoadCell
from tests.firmware.uno import Uno


@pytest.fixture(scope="session")
def elf() -> Path:
    """The Uno's firmware."""
    return uno_elf()


@pytest.fixture
def uno(elf: Path) -> Callable[..., Uno]:
    """Makes an Uno that was just powered up."""

    def make(cell: LoadCell | None = None, **knobs: Any) -> Uno:
        return Uno(elf, cell or LoadCell(), **knobs)

    return make
