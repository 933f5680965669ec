import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rig.cli.doctor.checks import (
    bluetooth,
    dashboard_port,
    disk_space,
    folder_writable,
    local_network,
    passport_findings,
    port_permission,
    steady_clock,
    wall_clock,
)
from rig.lan.addresses import LocalAddress
from tests.cli.conftest import Steadyhold


def test_a_machine_that_works_leaves_with_zero_and_names_its_versions(steadyhold: Steadyhold):
    answer = steadyhold("doctor", "--port", "0", "--json")
    assert answer.code == 0
    assert {"python", "numpy", "dash"} <= set(answer.json["versions"])
    assert {each["state"] for each in answer.json["findings"]} <= {"ok", "note"}


def test_every_finding_that_is_not_well_comes_with_a_way_out(
    steadyhold: Steadyhold, tmp_path: Path
):
    in_the_way = tmp_path / "a file"
    in_the_way.touch()
    answer = steadyhold("doctor", "--data", in_the_way / "data")
    assert answer.code == 1
    assert "BAD  data folder" in answer.out
    assert "-> make it writable" in answer.out


def test_a_damaged_passport_is_named_with_its_file(tmp_path: Path):
    assert passport_findings(tmp_path) == []
    folder = tmp_path / "passports"
    folder.mkdir()
    (folder / "ab.json").write_text("{}", encoding="utf-8")
    (finding,) = passport_findings(tmp_path)
    assert finding.state == "bad"
    assert str(folder / "ab.json") in finding.words


def test_a_taken_port_is_told_with_another_one_to_use():
    with _listening() as port:
        finding = dashboard_port(port)
    assert finding.state == "note"
    assert f"--port {port + 1}" in finding.mend


def test_a_free_port_is_well():
    with _listening() as port:
        pass
    assert dashboard_port(port).state == "ok"


def test_a_port_one_may_not_open_names_the_group_to_join(tmp_path: Path):
    finding = port_permission(str(tmp_path / "ttyACM0"), "a board")
    assert finding.state == "bad"
    assert "dialout" in finding.mend


def test_a_clock_that_was_never_set_is_seen():
    assert wall_clock(datetime(1970, 1, 1, tzinfo=UTC)).state == "bad"
    assert wall_clock(datetime(2030, 1, 1, tzinfo=UTC)).state == "ok"


def test_the_folder_is_left_as_it_was_found(tmp_path: Path):
    assert folder_writable(tmp_path).state == "ok"
    assert list(tmp_path.iterdir()) == []


def test_room_is_measured_where_the_folder_will_be(tmp_path: Path):
    assert "GB free" in disk_space(tmp_path / "not" / "yet").words


def test_what_cannot_be_wrong_on_any_machine_is_only_noted():
    assert bluetooth().state in ("ok", "note")
    assert steady_clock().state in ("ok", "note")


@contextmanager
def _listening() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_whether_a_class_could_reach_this_machine_is_said():
    wifi = LocalAddress("192.168.7.20", "wlan0")
    found = local_network((LocalAddress("127.0.0.1", "lo"), wifi))
    assert (found.state, "192.168.7.20 (wlan0)" in found.words) == ("ok", True)
    alone = local_network((LocalAddress("127.0.0.1", "lo"),))
    assert alone.state == "note"
    assert "join the Wi-Fi" in alone.mend
