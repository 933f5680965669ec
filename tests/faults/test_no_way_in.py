"""The way in is not there: a port that is taken, IPv6 alone, a name nobody knows."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from rig.cli.lan.front import LanOptions, lan_front
from rig.lan.addresses import LocalAddress, chosen_addresses

ROOT = Path(__file__).parents[2]
ONE = "127.0.0.2"
STATION = '[[station]]\nid = "a"\nsource = "sim:?seed=3"\n'


def refused(folder, *words):
    """Exit code and the one line that is said when a rig cannot start."""
    (folder / "steadyhold.toml").write_text(STATION, encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "rig.cli.main", "run", "--lan", "--no-browser", *words],
        cwd=folder,
        env=os.environ | {"STEADYHOLD_DATA": str(folder / "data"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert found.stdout == ""
    assert found.stderr.count("\n") == 1
    return found.returncode, found.stderr


def test_f52_a_port_that_is_taken_is_named_with_another_and_nothing_else_is_tried(tmp_path):
    with socket.create_server((ONE, 0)) as taken:
        port = taken.getsockname()[1]
        code, said = refused(tmp_path, "--host", ONE, "--port", str(port))
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
    assert code == 4
    assert f"port {port} is taken" in said
    assert "--port" in said


def test_f52_a_name_nobody_knows_is_answered_with_the_addresses_there_are(tmp_path):
    code, said = refused(tmp_path, "--host", "rig.school.invalid")
    assert code == 5
    assert "check the spelling" in said
    assert "127.0.0.1" in said


def test_f52_an_address_of_another_computer_is_not_served_in_its_place(tmp_path):
    code, said = refused(tmp_path, "--host", "198.51.100.7")
    assert code == 5
    assert "no address of this computer" in said


@pytest.mark.parametrize("everywhere", ["0.0.0.0", "::"])
def test_f52_every_network_at_once_is_refused(tmp_path, everywhere):
    code, said = refused(tmp_path, "--host", everywhere)
    assert code == 2
    assert "leave --host out" in said


def test_f52_ipv6_alone_is_served_there_and_written_as_a_browser_needs_it(tmp_path):
    seen = (LocalAddress("127.0.0.1", "lo"), LocalAddress("fd12:3456::7", "wlan0"))
    assert [each.host for each in chosen_addresses("", seen)] == ["[fd12:3456::7]", "127.0.0.1"]
    asked = LanOptions("::1", None, None, is_plain=False, is_announced=False)
    with lan_front(asked, 0, tmp_path) as front:
        port = front.site.port
        assert front.site.url == f"http://[::1]:{port}"
        with socket.create_connection(("::1", port)):
            pass
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))
