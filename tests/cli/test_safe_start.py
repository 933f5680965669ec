"""A start with settings that cannot be used: the page comes, says why, and reads no pad."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from rig.cli import serve
from rig.config.safe_start import safe_config
from rig.config.steadyhold_toml import DEFAULT_PORT, RigFileError, RigFileMissingError

ROOT = Path(__file__).parents[2]
STATION = '[[station]]\nid = "a"\nsource = "sim:?seed=3"\n'


def prepared(folder, text, *, is_strict=False):
    path = folder / "steadyhold.toml"
    path.write_text(text, encoding="utf-8")
    return serve._prepared(path, folder / "data", is_strict=is_strict)


def test_good_settings_are_used_as_they_are(tmp_path):
    found = prepared(tmp_path, STATION)
    assert [plan.id for plan in found.plans] == ["a"]
    assert found.notice == ""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[[station]]\nid = ", "is no TOML"),
        ('[[station]]\nid = "A B"\nsource = "sim:"\n', "lower-case letters"),
        (STATION + 'calibration = "gone.json"\n', "which is not there"),
        (STATION + 'calibration = "damaged.json"\n', "neither a passport nor a calibration"),
        ('protocol = "no-such"\n' + STATION, "no-such"),
        ('protocols = "own"\n' + STATION, "bad.toml"),
    ],
    ids=["no toml", "a mistake", "no calibration", "damaged", "no protocol", "broken protocol"],
)
def test_what_is_wrong_is_said_and_no_station_of_the_file_runs(tmp_path, capsys, text, named):
    (tmp_path / "damaged.json").write_text("{")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "bad.toml").write_text("id =")
    found = prepared(tmp_path, text)
    assert [plan.source_uri for plan in found.plans] == ["screen:"]
    assert named in found.notice
    assert found.notice.startswith("Safe start, no pad is read")
    assert named in capsys.readouterr().err


def test_whoever_only_checks_is_told_at_once(tmp_path):
    with pytest.raises(RigFileError):
        prepared(tmp_path, "port = 0\n" + STATION, is_strict=True)


def test_a_file_that_is_not_there_is_no_reason_to_start(tmp_path):
    with pytest.raises(RigFileMissingError):
        serve._prepared(tmp_path / "gone.toml", None, is_strict=False)


def test_port_and_folder_of_a_broken_file_are_kept_where_they_can_be_read(tmp_path):
    path = tmp_path / "steadyhold.toml"
    path.write_text('port = 8123\ndata = "archive"\n')
    assert (safe_config(path).port, safe_config(path).data) == (8123, tmp_path / "archive")
    path.write_text('port = "x"\ndata = 7\n')
    assert (safe_config(path).port, safe_config(path).data) == (DEFAULT_PORT, None)
    path.write_text("port = ")
    assert (safe_config(path).port, safe_config(path).data) == (DEFAULT_PORT, None)


@pytest.mark.slow
def test_the_page_comes_up_and_every_page_can_say_why(tmp_path):
    config = tmp_path / "steadyhold.toml"
    config.write_text("[[station]]\nid = ")
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "rig.cli.main", "run", "--config", str(config), "--port", "0",
         "--no-browser"],
        cwd=ROOT,
        env=os.environ | {"STEADYHOLD_DATA": str(tmp_path / "data")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        url = "http://" + process.stdout.readline().split("http://", 1)[1].split()[0]
        health = httpx.get(f"{url}/healthz", trust_env=False, timeout=None).json()
        page = httpx.get(url, trust_env=False, timeout=None)
    finally:
        process.terminate()
        _, complained = process.communicate()
    assert "Safe start" in health["warning"]
    assert "is no TOML" in health["warning"]
    assert page.status_code == 200
    assert process.returncode == 0
    assert "is no TOML" in complained
