"""Ports and gauges in sight: what a port is called, who holds it, and who may be asked."""

import asyncio
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from firmware_bridge.catalogue import device_of_kind
from firmware_bridge.links.ports import seen_ports
from rig.config.assignments import Assignment, assigned, load_assignments, save_assignments, without
from rig.discovery import ports
from rig.discovery.familiar import chip_title, is_board, usb_key
from rig.discovery.ports import Port, ports_now
from rig.discovery.probe_port import probe_port
from rig.discovery.survey import survey
from tests.bridge.pty_board import Plug, PtyBoard

UID = "a1b2c3d4e5f60718"


def port(usb="", path="/dev/ttyUSB0", stable=""):
    return Port(path, stable, "port", usb, holder="", is_own=False, allowed=True)


def test_only_boards_our_firmware_is_made_for_are_asked_without_being_told_to():
    assert is_board("usb:2341:0043:7573530303335")
    assert is_board("usb:2E8A:0005:e66")
    assert is_board("usb:1b4f:0026:e46")
    assert is_board("usb:239a:80f2:df6")
    assert not is_board("usb:303a:1001:34:85:18")
    assert not is_board("usb:1a86:7523:")
    assert not is_board("")
    assert chip_title("usb:1a86:7523:") == "CH340 cable"
    assert usb_key("usb:1A86:7523:") == "1a86:7523"


@pytest.mark.parametrize(
    ("seen", "identity"),
    [
        (port("usb:2341:0043:757"), "usb:2341:0043:757"),
        (port("usb:1a86:7523:"), "port:/dev/ttyUSB0"),
        (port("usb:1a86:7523:", stable="/dev/serial/by-id/x"), "port:/dev/serial/by-id/x"),
        (port(), "port:/dev/ttyUSB0"),
    ],
)
def test_a_plug_without_a_serial_number_is_known_by_its_socket_only(seen, identity):
    assert seen.identity == identity


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who holds a port")
def test_who_holds_a_port_is_told_with_the_process(tmp_path):
    path = tmp_path / "ttyUSB7"
    path.touch()
    code = f"import sys; file = open({str(path)!r}); print(1, flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout.readline()
        [seen] = [each for each in ports_now(f"{tmp_path}/*") if each.path == str(path)]
        assert (seen.is_held, f"process {holder.pid}" in seen.holder) == (True, True)
        with path.open():
            [seen] = [each for each in ports_now(f"{tmp_path}/*") if each.path == str(path)]
            assert not seen.is_held
    finally:
        holder.communicate()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems list plugs in another way")
def test_a_plug_pulled_while_it_is_looked_at_is_not_there(tmp_path, monkeypatch):
    # As Linux leaves it for a moment: the port is still listed, and nothing says whose it is.
    (tmp_path / "device").mkdir()
    (tmp_path / "device" / "subsystem").symlink_to("/sys/bus/usb")
    listed = iter([["/dev/ttyACM9"], []])
    monkeypatch.setattr("glob.glob", lambda like: next(listed) if "ACM" in like else [])
    for name in ("exists", "realpath"):
        look = getattr(os.path, name)
        monkeypatch.setattr(
            os.path,
            name,
            lambda path, look=look, **options: look(
                str(path).replace("/sys/class/tty/ttyACM9", str(tmp_path)), **options
            ),
        )
    assert seen_ports() == ()
    assert next(listed, None) is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such a folder")
def test_the_folder_of_stable_names_may_go_with_the_last_plug(tmp_path, monkeypatch):
    by_id = tmp_path / "by-id"
    monkeypatch.setattr(ports, "BY_ID", by_id)

    def plug_and_pull():
        for _ in range(3000):
            by_id.mkdir()
            by_id.rmdir()

    with ThreadPoolExecutor() as hands:
        pulling = hands.submit(plug_and_pull)
        while not pulling.done():
            assert ports_now(f"{tmp_path}/none") == ()
        pulling.result()


async def test_asking_a_port_tells_the_board_the_stranger_and_the_busy_one(tmp_path):
    board = PtyBoard(tmp_path / "board", uid=UID)
    other = Plug(tmp_path / "other")
    kind = device_of_kind("board")
    assert (await probe_port(str(board.plug.path), kind)).identity == UID
    asking = asyncio.create_task(probe_port(str(other.path), kind))
    while not asking.done():
        other.write(b"OK\r\n")
        await asyncio.wait({asking}, timeout=0.1)
    stranger = asking.result()
    assert (stranger.answered, stranger.words) == ("other", "a modem answers")
    assert (await probe_port(str(tmp_path / "none"), kind)).answered == "refused"
    await board.unplug()
    other.pull()


async def test_a_survey_opens_no_port_it_was_not_told_to(tmp_path):
    board = PtyBoard(tmp_path / "board", uid=UID)

    async def look(may_ask):
        found = await survey(f"{tmp_path}/board", 0.0, may_ask=may_ask, may_connect=lambda _: False)
        return next(row for row in found.ports if row.path == str(board.plug.path))

    assert (await look(lambda _: False)).state == "unasked"
    heard = await look(lambda seen: seen.path == str(board.plug.path))
    assert (heard.state, heard.identity, round(heard.now.rate_hz)) == ("free", UID, 80)
    await board.unplug()


def sensor(identity=UID, link="serial", kind="board"):
    return Assignment(link, kind, identity, "usb:2341:0043:1", "/dev/ttyACM0", "Pad")


def test_a_sensor_belongs_to_one_station_and_the_file_is_replaced_at_once(tmp_path):
    first = assigned({}, "pad-1", sensor())
    both = assigned(first, "pad-2", sensor("other"))
    save_assignments(tmp_path, both)
    assert load_assignments(tmp_path) == both
    moved = assigned(both, "pad-2", sensor())
    assert moved == {"pad-2": sensor()}
    save_assignments(tmp_path, without(moved, "pad-2"))
    assert load_assignments(tmp_path) == {}
    assert [path.name for path in tmp_path.iterdir()] == ["assignments.json"]


@pytest.mark.parametrize(
    ("given", "source"),
    [
        (sensor(), f"serial:?device=board&uid={UID}&wait=1"),
        (
            sensor("usb:0403:6001:A7", kind="openscale"),
            "serial:/dev/ttyACM0?device=openscale&wait=1",
        ),
        (sensor("C4:64:E3:01", "ble", "tindeq"), "ble:?device=tindeq&uid=C4:64:E3:01&wait=1"),
    ],
)
def test_what_a_session_records_of_its_source_names_the_sensor_not_the_socket(given, source):
    assert given.source == source
