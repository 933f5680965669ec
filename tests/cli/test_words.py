import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from rig.protocols.library import built_in
from tests.cli.conftest import Steadyhold

ROOT = Path(__file__).parents[2]


def test_the_default_protocol_is_listed_first(steadyhold: Steadyhold):
    listed = steadyhold("protocols", "list", "--json").json["protocols"]
    assert listed[0]["id"] == "tp-hold"
    assert {each["id"] for each in listed} == set(built_in())


def test_a_protocol_is_shown_with_its_band_and_its_sources(steadyhold: Steadyhold):
    shown = steadyhold("protocols", "show", "tp-hold")
    assert "band 22.5-27.5 N" in shown.out
    assert "source" in shown.out


def test_a_schools_own_file_is_checked_with_every_mistake_at_its_place(
    steadyhold: Steadyhold, tmp_path: Path
):
    own = tmp_path / "own.toml"
    own.write_text('id = "own"\nrepetitions = "three"\n[target]\nforce_n = -3\nband_pct = 2\n')
    answer = steadyhold("protocols", "check", own)
    assert answer.code == 2
    for place in ("repetitions", "target.force_n", "target.band_pct"):
        assert place in answer.err


def test_a_protocol_of_the_school_can_be_listed_and_recorded(
    steadyhold: Steadyhold, tmp_path: Path
):
    built = ROOT / "rig/protocols/tp-hold.toml"
    own = tmp_path / "own.toml"
    own.write_text(built.read_text().replace('id = "tp-hold"', 'id = "own-hold"'))
    assert "good protocol" in steadyhold("protocols", "check", own).out
    listed = steadyhold("protocols", "list", "--protocols", tmp_path, "--json").json["protocols"]
    assert "own-hold" in {each["id"] for each in listed}


def test_kinds_and_ports_are_told_and_what_to_do_without_one(steadyhold: Steadyhold):
    answer = steadyhold("devices", "--json").json
    assert "board" in {each["kind"] for each in answer["kinds"]}
    words = steadyhold("devices").out
    assert answer["ports"] or "steadyhold demo" in words


@pytest.mark.parametrize(
    "words", [("scores",), ("score",), ("metrics", "x.csv", "--frm", "1"), ("protocols", "shw")]
)
def test_wrong_usage_is_code_two_and_nothing_on_stdout(
    steadyhold: Steadyhold, words: tuple[str, ...]
):
    answer = steadyhold(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_the_version_is_told(steadyhold: Steadyhold):
    assert steadyhold("--version").out.startswith("steadyhold ")


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is needed")
@pytest.mark.parametrize(("no_colour", "escapes"), [("", True), ("1", False)])
def test_colour_is_only_for_terminals_that_want_it(no_colour: str, escapes: bool):
    drawn = _in_a_terminal(
        ["watch", "sim:?learner=expert&seed=1&speed=max", "--for", "12"], no_colour
    )
    assert ("\x1b[38;2" in drawn or "\x1b[1;38" in drawn or "\x1b[9" in drawn) is escapes
    assert "Hold 1" in drawn or "HANDS OFF" in drawn or "PRESS" in drawn


def _in_a_terminal(words: list[str], no_colour: str) -> str:
    ours, theirs = pty.openpty()
    environment = os.environ | {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "COLUMNS": "80",
        "LINES": "24",
    }
    environment.pop("NO_COLOR", None)
    if no_colour:
        environment["NO_COLOR"] = no_colour
    with subprocess.Popen(
        [sys.executable, "-m", "rig.cli.main", *words],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        os.close(theirs)
        drawn = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            drawn += part
        process.wait()
    os.close(ours)
    return drawn.decode(errors="replace")


@pytest.mark.skipif(sys.platform == "win32", reason="a file opened for reading takes no output")
def test_a_mistake_with_a_descriptor_says_through_which_lines_it_came():
    with Path(os.devnull).open("rb") as unwritable:
        done = subprocess.run(
            [sys.executable, "-m", "rig.cli.main", "protocols", "list"],
            stdout=unwritable,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            check=False,
        )
    assert done.returncode == 1
    assert "Bad file descriptor" in done.stderr
    assert "group.py:" in done.stderr
    assert "Traceback" not in done.stderr
