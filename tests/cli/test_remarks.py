"""What was said of the sensor while a set was recorded is found in it a year later."""

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from firmware_bridge.board_events import FIRMWARE_VERSION, version_message
from tests.cli.conftest import Steadyhold

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")


@pytest.fixture
def slow_board() -> Iterator[str]:
    """The path of a board whose converter was left at ten samples a second."""
    words = [sys.executable, "-u", "-m", "firmware_bridge.simboard", "--uri", "sim:?rate_hz=10.6"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as board:
        try:
            yield board.stdout.readline().strip()
        finally:
            board.terminate()


def test_f20_a_slow_converter_is_told_in_the_session_and_its_export(
    slow_board: str, steadyhold: Steadyhold, tmp_path: Path
):
    steadyhold("record", f"serial:{slow_board}", "--protocol", "touch-10n", "--for", "4")
    shown = steadyhold("sessions", "show", "last").out
    assert "10.6 times a second, too slow to judge a press" in " ".join(shown.split())
    session = steadyhold("sessions", "show", "last", "--json").json["session"]
    assert session["traits"]["firmware"] == version_message(FIRMWARE_VERSION)
    events = session["events"]
    [remark] = [each for each in events if each["kind"] == "sensor_remark"]
    assert "RATE pin" in remark["text"]
    steadyhold("export", "last", "--to", tmp_path)
    [table] = tmp_path.glob("*_events.csv")
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [row["text"] for row in rows if row["event"] == "sensor_remark"] == [remark["text"]]
    assert steadyhold("rescore", "last").code == 0
    assert steadyhold("verify").code == 0
