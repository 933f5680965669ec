"""`steadyhold firmware install`: real mpremote and a real MicroPython; the Uno by its steps."""

import os
import shutil
import subprocess
import sys
import tty
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from firmware_bridge.errors import PortNotFoundError
from rig.discovery.ports import Port
from rig.firmware.files import Kit, firmware_folder, kit_config, micropython_files, uno_hex
from rig.firmware.install import (
    FirmwareFailedError,
    FirmwareToolMissingError,
    InstallStep,
    Plan,
    WhichBoardError,
    WhichKitError,
    carry_out,
    choose_board,
    choose_port,
    plan_install,
)
from tests.cli.conftest import Steadyhold, steadyhold
from tests.firmware.pico import SOURCES, vm

__all__ = ["steadyhold"]

REPL = Path(__file__).parent / "virtual_pico" / "raw_repl.py"


@dataclass
class Pico:
    """A MicroPython board on a pty; its files are a folder."""

    port: str
    files: Path
    process: "subprocess.Popen[bytes]"


@pytest.fixture
def pico(tmp_path: Path) -> Iterator[Pico]:
    files = tmp_path / "flash"
    files.mkdir()
    near, far = os.openpty()
    tty.setraw(far)
    board = subprocess.Popen([vm(), str(REPL)], stdin=near, stdout=near, cwd=files)
    yield Pico(os.ttyname(far), files, board)
    board.terminate()
    board.wait(10)
    os.close(near)
    os.close(far)


def test_every_file_arrives_and_the_board_starts_anew(pico: Pico, steadyhold: Steadyhold):
    answer = steadyhold("firmware", "install", "--kit", "pico", "--port", pico.port)
    assert answer.code == 0, answer
    assert "has the firmware" in answer.out
    for path in SOURCES.glob("*.py"):
        assert (pico.files / path.name).read_bytes() == path.read_bytes(), path.name
    assert pico.process.wait(10) == 0


def test_a_board_keeps_its_own_config_unless_it_is_given_another(
    pico: Pico, steadyhold: Steadyhold, tmp_path: Path
):
    (pico.files / "config.py").write_text("BOARD = 3\n")
    words = ("firmware", "install", "--board", "micropython", "--port", pico.port)
    assert "keeps it" in steadyhold(*words).out
    assert (pico.files / "config.py").read_text() == "BOARD = 3\n"
    plan = plan_install("micropython", pico.port, SOURCES.parent, tmp_path / "config.py")
    assert plan.steps[1].unless is None


def test_a_board_that_knows_nothing_of_its_wiring_is_asked_about(
    pico: Pico, steadyhold: Steadyhold
):
    words = ("firmware", "install", "--board", "micropython", "--port", pico.port)
    answer = steadyhold(*words)
    assert answer.code == 2
    assert "--kit (pico, reference-rig, no-solder" in answer.err
    assert not (pico.files / "config.py").exists()
    with pytest.raises(WhichKitError, match=pico.port):
        carry_out(Plan(pico.port, (InstallStep("say what is wired to it", None),), ""), str)


def test_a_kit_takes_the_place_of_what_the_board_was_told_before(
    pico: Pico, steadyhold: Steadyhold
):
    (pico.files / "config.py").write_text("BOARD = 3\n")
    assert steadyhold("firmware", "install", "--kit", "no-solder", "--port", pico.port).code == 0
    told = (pico.files / "config.py").read_bytes()
    assert told == kit_config(firmware_folder(), Kit.NO_SOLDER).read_bytes()
    assert b'SENSOR = "nau7802"' in told


def test_a_kit_is_for_boards_that_are_told_their_wiring_and_only_once(
    steadyhold: Steadyhold, tmp_path: Path
):
    own = tmp_path / "mine.py"
    own.touch()
    for also in (("--board", "uno"), ("--config", str(own))):
        assert steadyhold("firmware", "install", "--kit", "pico", *also, "--port", "x").code == 2


def test_every_kit_has_its_file_and_every_file_its_kit():
    shipped = {kit_config(firmware_folder(), kit) for kit in Kit}
    assert shipped == {SOURCES / "config.py", *(SOURCES / "configs").glob("*.py")}


def test_a_dry_run_touches_nothing_and_prints_what_would_be_run(pico: Pico, steadyhold: Steadyhold):
    words = ("firmware", "install", "--board", "micropython", "--port", pico.port, "--dry-run")
    answer = steadyhold(*words)
    assert [line.rpartition(" ")[2] for line in answer.out.splitlines()] == [
        ":", ":config.py)", "reset",
    ]  # fmt: skip
    assert "ask for --kit" in answer.out
    assert not any(pico.files.iterdir())


def test_a_failing_tool_leaves_with_its_steps(steadyhold: Steadyhold, tmp_path: Path):
    words = ("firmware", "install", "--board", "micropython", "--port", str(tmp_path / "none"))
    answer = steadyhold(*words)
    assert answer.code == 1
    assert "BOOTSEL" in answer.out
    with pytest.raises(FirmwareFailedError):
        carry_out(
            Plan("x", (InstallStep("fail", (sys.executable, "-c", "raise SystemExit(3)")),), ""),
            str,
        )


def folder_with_hex(tmp_path: Path) -> Path:
    (tmp_path / "uno").mkdir()
    uno_hex(tmp_path).write_text(":00000001FF\n")
    return tmp_path


def test_the_uno_is_flashed_by_avrdude_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder, tools = folder_with_hex(tmp_path), tmp_path / "tools"
    tools.mkdir()
    wrote = tools / "avrdude"
    wrote.write_text('#!/bin/sh\necho "$@" > "$0.log"\n')
    wrote.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    carry_out(plan_install("uno", "/dev/ttyACM0", folder, None), str)
    said = (tools / "avrdude.log").read_text()
    assert "-p atmega328p" in said
    assert f"flash:w:{uno_hex(folder)}:i" in said


def test_without_avrdude_the_exact_steps_are_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    folder = folder_with_hex(tmp_path)
    with pytest.raises(FirmwareToolMissingError) as missing:
        plan_install("uno", "/dev/ttyACM0", folder, None)
    assert f"-P /dev/ttyACM0 -D -U flash:w:{uno_hex(folder)}:i" in missing.value.steps


def test_the_kept_firmware_of_the_uno_is_what_its_sources_make(elf: Path):
    """Built with Debian 12's compiler and core; elsewhere it may differ in bytes."""
    kept = uno_hex(firmware_folder()).read_bytes()
    assert elf.with_suffix(".hex").read_bytes() == kept, "run `make -C hardware/uno keep`"


def seen(path: str, usb: str) -> Port:
    return Port(path, "", "", usb, holder="", is_own=False, allowed=True)


def test_the_only_board_is_taken_and_several_are_asked_about():
    uno, pico = seen("/dev/ttyACM0", "usb:2341:0043:7"), seen("/dev/ttyACM1", "usb:2e8a:0005:e")
    cable = seen("/dev/ttyUSB0", "usb:1a86:7523:")
    assert choose_port("", (cable, uno)) == "/dev/ttyACM0"
    assert choose_board(None, "/dev/ttyACM0", (uno, pico)) == "uno"
    assert choose_board(None, "/dev/ttyACM1", (uno, pico)) == "micropython"
    with pytest.raises(WhichBoardError, match="--port"):
        choose_port("", (uno, pico))
    with pytest.raises(WhichBoardError, match="--board"):
        choose_board(None, "/dev/ttyUSB0", (cable,))
    with pytest.raises(PortNotFoundError):
        choose_port("", ())


def test_the_files_of_the_source_tree_are_used_where_there_is_one():
    assert firmware_folder() == SOURCES.parent
    names = {path.name for path in micropython_files(firmware_folder())}
    assert {"main.py", "hx711.py"} <= names
    assert "config.py" not in names
