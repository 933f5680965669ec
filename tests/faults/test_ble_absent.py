"""Fault F18: Bluetooth is missing, off, forbidden, or the gauge is out of reach."""

import asyncio
import errno
import time

import pytest
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakDBusError,
    BleakError,
)

from firmware_bridge.links.ble_errors import (
    BluetoothFailedError,
    BluetoothForbiddenError,
    BluetoothMissingError,
    BluetoothOffError,
    GaugeFailedError,
    GaugeNotFoundError,
)
from tests.ble import gauges
from tests.ble.air import room
from tests.ble.listening import hearing, opened, source_of
from tests.bridge.pty_board import PtyBoard, watching

Reason = BleakBluetoothNotAvailableReason


def unavailable(reason: Reason, words: str) -> BleakBluetoothNotAvailableError:
    return BleakBluetoothNotAvailableError(words, reason)


def on_windows() -> OSError:
    error = OSError("The device is not ready for use")
    error.winerror = -2147020577
    return error


REFUSALS = {
    "no message bus": FileNotFoundError(errno.ENOENT, "No such file or directory"),
    "the bus refuses": ConnectionRefusedError(111, "refused"),
    "no BlueZ": BleakDBusError("org.freedesktop.DBus.Error.ServiceUnknown", ["not provided"]),
    "no adapter": unavailable(Reason.NO_BLUETOOTH, "No Bluetooth adapters found."),
    "an adapter too old": unavailable(
        Reason.NO_BLE_CENTRAL_ROLE, "No adapters with BLE 'central' role."
    ),
    "switched off": unavailable(Reason.POWERED_OFF, "No powered Bluetooth adapters found."),
    "switched off meanwhile": BleakDBusError("org.bluez.Error.NotReady", ["Resource Not Ready"]),
    "switched off on Windows": on_windows(),
    "denied by the user": unavailable(Reason.DENIED_BY_USER, "access is denied"),
    "no rights on the bus": BleakDBusError(
        "org.freedesktop.DBus.Error.AccessDenied", ["Rejected send message"]
    ),
    "no rights on its socket": PermissionError(errno.EACCES, "Permission denied"),
    "busy": BleakDBusError("org.bluez.Error.InProgress", ["Operation already in progress"]),
    "anything else": BleakError("Unexpected watcher status"),
    "the system goes on": unavailable(Reason.UNKNOWN, "connection to the system service was lost"),
}


@pytest.mark.parametrize(
    ("case", "kind", "exit_code", "words"),
    [
        (
            "no message bus",
            BluetoothMissingError,
            5,
            "Bluetooth service runs; sensors on cables work on",
        ),
        ("the bus refuses", BluetoothMissingError, 5, "bus"),
        ("no BlueZ", BluetoothMissingError, 5, "plug in a Bluetooth 4.0 adapter"),
        ("no adapter", BluetoothMissingError, 5, "No Bluetooth adapters found"),
        ("an adapter too old", BluetoothMissingError, 5, "4.0 adapter"),
        ("switched off", BluetoothOffError, 1, "switch it on in the system's settings"),
        ("switched off meanwhile", BluetoothOffError, 1, "switch it on"),
        ("switched off on Windows", BluetoothOffError, 1, "switch it on"),
        ("denied by the user", BluetoothForbiddenError, 3, "privacy settings"),
        ("no rights on the bus", BluetoothForbiddenError, 3, "group bluetooth"),
        ("no rights on its socket", BluetoothForbiddenError, 3, "no permission to use Bluetooth"),
        ("busy", BluetoothFailedError, 1, "off and on again"),
        ("anything else", BluetoothFailedError, 1, "watcher"),
        ("the system goes on", BluetoothFailedError, 1, "service was lost"),
    ],
)
async def test_f18_each_refusal_of_the_system_has_its_own_sentence_and_exit_code(
    case, kind, exit_code, words, measured
):
    async with room() as air:
        air.refusal = REFUSALS[case]
        began_s = time.monotonic()
        with pytest.raises(kind, match=words) as refusal:
            async for _ in opened(air, "ble:Pad 1").stream():
                pass
        measured("told_s", time.monotonic() - began_s, promised=1.0)
        assert refusal.value.exit_code == exit_code


async def test_f18_a_gauge_that_is_not_there_is_missed_with_those_that_are(measured):
    async with room(gauges.tindeq()) as air:
        began_s = time.monotonic()
        with pytest.raises(GaugeNotFoundError, match=r"Pad 9 in sight.*Progressor_7") as refusal:
            async for _ in opened(air, "ble:Pad 9").stream():
                pass
        measured("told_s", time.monotonic() - began_s)
        assert refusal.value.exit_code == 5


async def test_f18_a_gauge_that_leaves_while_connecting_is_said_to_be_out_of_reach():
    board = gauges.Board()
    async with room(board, connect_s=0.5) as air:
        with pytest.raises(
            GaugeFailedError, match=r"went out of reach; bring it nearer"
        ) as refusal:
            async for _ in _leaving(air, board):
                pass
        assert refusal.value.exit_code == 1


async def _leaving(air, board):
    """A stream of a gauge that goes out of range the moment it is seen."""
    seen = asyncio.ensure_future(air.adapter.find(lambda gauge: True, what=""))
    gauge = await seen
    air.ether.away.add(board.address)
    await air.adapter.connect(gauge, board.kind)
    yield


async def test_f18_a_radio_switched_off_in_mid_session_is_told_and_waited_for(measured):
    board = gauges.Board()
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(20)
        before = len(watched.news)
        air.refusal = REFUSALS["switched off"]
        began_s = time.monotonic()
        await air.hang_up(board)
        await watched.until(
            lambda w: any("switched off" in news.reason for news in w.news[before:])
        )
        measured("told_s", watched.news[-1].at_s - began_s)
        assert watched.news[-1].state == "lost"
        air.refusal = None
        await watched.says("streaming", after=before)
        await watched.streams(8)


async def test_f18_a_gauge_waited_for_is_taken_when_it_comes():
    board = gauges.Board()
    async with room() as air, watching(source_of(air, board, "&wait=1")) as watched:
        await watched.until(lambda w: any("in sight" in n.reason for n in w.news))
        assert {news.state for news in watched.news} == {"connecting"}
        await air.add(board)
        await watched.says("streaming")


async def test_f18_a_sensor_on_a_cable_does_not_notice(tmp_path):
    cable = PtyBoard(tmp_path / "pad")
    async with room() as air:
        air.refusal = REFUSALS["no message bus"]
        async with watching(opened(air, f"serial:{tmp_path}/pad")) as watched:
            await watched.streams(10)
            for _ in range(3):
                with pytest.raises(BluetoothMissingError):
                    async for _ in opened(air, "ble:Pad 1").stream():
                        pass
            await watched.streams(40)
            raw = watched.raw
            assert raw == list(range(int(raw[0]), int(raw[0]) + len(raw)))
            assert [news.state for news in watched.news] == ["connecting", "streaming"]
        await cable.unplug()
