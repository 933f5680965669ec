"""What a newcomer does first, through the front door: the command itself, in its own process."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECK = ("demo", "--check", "--no-browser", "--port", "0")
APART = ("unshare", "--user", "--map-root-user", "--net")
pytestmark = pytest.mark.slow


def may_be_apart() -> bool:
    """Whether this machine lets a process have a network of its own."""
    return bool(shutil.which(APART[0])) and not subprocess.run([*APART, "true"]).returncode


def test_the_demonstration_serves_a_page_and_a_live_frame_and_leaves_in_good_order(
    own_data_folder: Path,
):
    shown = _steadyhold(*CHECK)
    assert "http://127.0.0.1:" in shown
    listed = _steadyhold("sessions", "list", "--data", str(own_data_folder / "demo"))
    assert "tp-hold" in listed
    assert "sound" in _steadyhold("verify", "--data", str(own_data_folder / "demo"))


@pytest.mark.skipif(not may_be_apart(), reason="no network namespace is allowed on this machine")
def test_without_any_network_the_demonstration_serves_its_page_and_its_frames():
    """Only loopback is there, so nothing can leave the machine."""
    shown = _ran(*APART, sys.executable, "-m", "tests.journey.no_network", *CHECK)
    assert "http://127.0.0.1:" in shown


def test_a_researcher_takes_a_novices_set_away_and_finds_the_same_scores(
    own_data_folder: Path, tmp_path: Path
):
    source = "sim:?learner=novice&seed=7&speed=max"
    _steadyhold("record", source, "--protocol", "tp-hold")
    _steadyhold("export", "last", "--to", str(tmp_path))
    [samples] = tmp_path.glob("*_samples.csv")
    [scores] = tmp_path.glob("*_scores.csv")
    assert len(scores.read_text(encoding="utf-8").splitlines()) == 1 + 3
    assert "force_n" in samples.read_text(encoding="utf-8").splitlines()[0]
    assert "to the last bit" in _steadyhold("rescore", "last")


def _steadyhold(*words: str) -> str:
    return _ran(sys.executable, "-m", "rig.cli.main", *words)


def _ran(*words: str) -> str:
    ran = subprocess.run(
        words,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_COLOR": "1"},
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
