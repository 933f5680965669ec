"""`devices` on boards that are programs of their own, and the papers beside it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rig.cli.running_hub import stations_by_path
from rig.discovery.familiar import BOARDS, CONVERTERS
from rig.firmware.files import firmware_folder
from tests.cli.conftest import Steadyhold

UID = "a1b2c3d4e5f60718"
RULES = "udev/60-steadyhold.rules"


@pytest.fixture
def socket(tmp_path: Path) -> Iterator[Path]:
    """A socket with a board in it."""
    path = tmp_path / "sockets" / "a"
    path.parent.mkdir()
    board = subprocess.Popen(
        [sys.executable, "-m", "firmware_bridge.simboard", "--uid", UID, "--link", str(path)],
        stdout=subprocess.PIPE,
    )
    assert board.stdout is not None
    assert board.stdout.readline()
    yield path
    board.terminate()
    board.wait(10)
    board.stdout.close()


def test_a_board_is_shown_with_identity_and_measured_rate(
    steadyhold: Steadyhold, socket: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", "80")
    pattern = f"{socket.parent}/*"
    words = steadyhold("devices", "--also", pattern, "--scan", 0).out
    assert "Steadyhold board: free" in words
    assert f"identity  {UID}\n" in re.sub(" +\n", "\n", words)
    assert re.search(r"rate +80\.0 Hz", words)
    assert re.sub(r"\s", "", f"serial:{socket}") in re.sub(r"\s", "", words)
    tables = [line for line in words.splitlines() if line.startswith(("  source", "  identity"))]
    assert max(map(len, tables)) <= 80
    [port] = [
        each
        for each in steadyhold("devices", "--also", pattern, "--scan", 0, "--json").json["ports"]
        if each["path"] == str(socket)
    ]
    assert (port["source"], port["identity"], port["state"]) == (f"serial:{socket}", UID, "free")
    assert round(port["rate_hz"]) == 80


def test_a_machine_without_bluetooth_is_told_so_in_one_sentence(steadyhold: Steadyhold):
    answer = steadyhold("devices", "--scan", 0.1)
    assert answer.code == 0
    assert "Traceback" not in answer.out + answer.err


def test_where_no_dashboard_answers_no_station_is_named():
    assert stations_by_path(9) == {}


def test_the_udev_rule_names_the_chips_we_know_and_no_others():
    text = (firmware_folder() / RULES).read_text(encoding="utf-8")
    told = {
        f"{maker}:{product}"
        for maker, products in re.findall(
            r'^ATTRS\{idVendor\}=="(\w+)", ATTRS\{idProduct\}=="([\w|]+)"', text, re.MULTILINE
        )
        for product in products.split("|")
    }
    assert told == set(BOARDS) | set(CONVERTERS)
