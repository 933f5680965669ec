"""The Bluetooth link of the MicroPython firmware, on a virtual radio that breaks like real ones."""

import array
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from firmware_bridge.board_events import EventCode
from firmware_bridge.device import BoardEvent, Hello, Pong, RawSamples
from firmware_bridge.devices import board_ble
from tests.firmware import pico
from tests.firmware.load_cell import LoadCell

CONNECT = (1.0, "connect", 0)


@dataclass(frozen=True, slots=True)
class Said:
    """What the host makes of one connection."""

    hellos: list[Hello]
    pongs: list[Pong]
    events: list[tuple[EventCode, int]]
    counts: NDArray[np.int64]
    tick_us: NDArray[np.int64]
    packet: NDArray[np.int64]
    rejected: int

    @property
    def missing(self) -> int:
        """Packets missing by their numbers."""
        packets = np.unique(self.packet)
        return int((np.diff(packets) - 1).sum())


def decoded(notifications: list[bytes]) -> Said:
    decoder = board_ble.DEVICE.decoder({})
    heard = [event for each in notifications for event in decoder.feed(each)]
    readings = [event for event in heard if isinstance(event, RawSamples)]

    def joined(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
        return np.concatenate([*parts, np.empty(0)]).astype(np.int64)

    return Said(
        hellos=[event for event in heard if isinstance(event, Hello)],
        pongs=[event for event in heard if isinstance(event, Pong)],
        events=[(event.code, event.value) for event in heard if isinstance(event, BoardEvent)],
        counts=joined([event.raw[:, 0] for event in readings]),
        tick_us=joined([event.tick for event in readings]),
        packet=joined([event.packet for event in readings]),
        rejected=decoder.rejected,
    )


def heard_in(place: dict[str, str], computer: list[tuple[float, str, str | int]]) -> list[Said]:
    return [decoded(each) for each in pico.by_bluetooth(place, computer)]


def a_run_of(truth: list[int], counts: NDArray[np.int64]) -> bool:
    """Whether these are conversions one after the other."""
    begin = truth.index(int(counts[0]))
    return truth[begin : begin + len(counts)] == counts.tolist()


@pytest.mark.parametrize("mtu", [None, 185])
def test_who_connects_is_told_who_it_is_and_every_conversion(tmp_path, mtu):
    cell = LoadCell(noise_counts=3000.0)
    agreed = [] if mtu is None else [(1.01, "mtu", mtu)]
    [said] = heard_in(
        pico.environment(tmp_path, cell, 4.0, link="ble"),
        [CONNECT, *agreed, (2.0, "write", b"p77\n".hex())],
    )
    [hello] = said.hellos
    assert hello.identity == "e6614103e7452f2f"
    assert hello.rate_hz == pytest.approx(92.5, rel=1e-3)
    assert said.pongs[0].token == 77
    assert said.missing == said.rejected == 0
    assert len(said.counts) > 3 * 92.5 - 6
    assert a_run_of(cell.truth, said.counts)


@pytest.mark.parametrize("how", ["drop", "tear"])
def test_after_a_lost_link_it_can_be_found_again_and_goes_on(tmp_path, how):
    cell = LoadCell(noise_counts=3000.0)
    first, second = heard_in(
        pico.environment(tmp_path, cell, 6.0, link="ble"),
        [CONNECT, (2.0, how, 0), (4.0, "connect", 0)],
    )
    for said in (first, second):
        assert len(said.hellos) == 1
        assert said.missing == said.rejected == 0
        assert a_run_of(cell.truth, said.counts)
    assert first.tick_us[-1] < 2.05e6
    assert second.tick_us[0] > 3.9e6
    assert second.tick_us[-1] > 5.9e6
    assert len(second.counts) > 1.9 * 92.5


def test_a_radio_that_is_full_for_a_moment_costs_nothing(tmp_path):
    cell = LoadCell(noise_counts=3000.0)
    [said] = heard_in(
        pico.environment(tmp_path, cell, 4.0, link="ble"),
        [CONNECT, (2.0, "full", 0), (2.4, "free", 0)],
    )
    assert said.missing == said.rejected == 0
    assert a_run_of(cell.truth, said.counts)
    assert said.tick_us[-1] > 3.9e6


def test_what_a_radio_full_for_long_never_took_is_missing_by_its_number(tmp_path):
    cell = LoadCell(noise_counts=3000.0)
    [said] = heard_in(
        pico.environment(tmp_path, cell, 8.0, link="ble"),
        [CONNECT, (1.01, "mtu", 185), (2.0, "full", 0), (6.0, "free", 0)],
    )
    assert said.rejected == 0
    assert said.missing > 40
    made = len(cell.truth) - cell.truth.index(int(said.counts[0]))
    assert len(said.counts) + 4 * said.missing == pytest.approx(made, abs=8)
    assert said.tick_us[-1] > 7.9e6


def test_a_link_lost_while_the_radio_is_full_leaves_nothing_for_the_next(tmp_path):
    cell = LoadCell(noise_counts=3000.0)
    first, second = heard_in(
        pico.environment(tmp_path, cell, 6.0, link="ble"),
        [CONNECT, (2.0, "full", 0), (2.2, "drop", 0), (2.3, "free", 0), (4.0, "connect", 0)],
    )
    assert first.tick_us[-1] < 2.05e6
    assert second.tick_us[0] > 3.9e6
    assert second.missing == 0


def test_who_connects_after_another_stopped_the_stream_hears_it(tmp_path):
    _, second = heard_in(
        pico.environment(tmp_path, LoadCell(), 4.0, link="ble"),
        [CONNECT, (1.5, "write", b"x\np1".hex()), (2.0, "drop", 0), (3.0, "connect", 0)],
    )
    assert len(second.counts) > 0.9 * 92.5


def test_a_sensor_lost_before_anybody_listened_is_told_to_who_comes(tmp_path):
    truth = array.array("i", [500, 0, 0] * 20 + [pico.SILENT, 0, 0] * 400)
    [said] = heard_in(
        pico.environment_of(tmp_path, truth, link="ble"),
        [(2.0, "connect", 0)],
    )
    assert EventCode.SENSOR_LOST in [code for code, _ in said.events]


def test_after_twelve_minutes_alone_its_rate_and_its_time_are_right(tmp_path):
    rate_hz, connected_s = 10.6, 12 * 60.0
    [said] = heard_in(
        pico.environment(tmp_path, LoadCell(), connected_s + 4.0, rate_hz=rate_hz, link="ble"),
        [(connected_s, "connect", 0)],
    )
    assert said.hellos[0].rate_hz == pytest.approx(rate_hz, rel=1e-3)
    rates = [value for code, value in said.events if code == EventCode.MEASURED_RATE]
    assert rates == [pytest.approx(1000 * rate_hz, rel=1e-3)]
    assert said.tick_us[0] * 1e-6 == pytest.approx(connected_s, abs=0.3)
