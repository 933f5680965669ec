"""The systemd units that the install guide names are what systemd takes."""

import re
import shutil
import subprocess

import pytest

from tests.architecture import sources

FOLDER = sources.ROOT / "docs" / "systemd"
UNITS = {"steadyhold.service": (), "steadyhold-user.service": ("--user",)}
VERIFY = shutil.which("systemd-analyze")


def test_the_guide_names_every_unit():
    guide = (sources.ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    assert {path.name for path in FOLDER.iterdir()} == set(UNITS)
    assert all(f"docs/systemd/{name}" in guide for name in UNITS)


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_serves_a_class_and_is_tried_again(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert re.search(r"^ExecStart=\S+/steadyhold run --lan --no-browser$", text, re.MULTILINE)
    assert "Restart=on-failure" in text
    assert "NoNewPrivileges=yes" in text


@pytest.mark.skipif(VERIFY is None, reason="this system has no systemd")
@pytest.mark.parametrize("name", UNITS)
def test_systemd_finds_nothing_wrong_with_a_unit(tmp_path, monkeypatch, name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    # The program need not be installed here.
    text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE)
    unit = tmp_path / "steadyhold.service"
    unit.write_text(text, encoding="utf-8")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    found = subprocess.run(
        [str(VERIFY), *UNITS[name], "verify", str(unit)], capture_output=True, text=True
    )
    own = [line for line in found.stderr.splitlines() if "steadyhold" in line]
    assert own == []
    assert found.returncode == 0
