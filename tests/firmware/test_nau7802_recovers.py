"""An NAU7802 that does not answer or cannot calibrate itself is told, and is back by itself."""

import numpy as np
import pytest

from firmware_bridge.samples import Flag
from tests.firmware import pico
from tests.firmware.listening import Heard, listen
from tests.firmware.load_cell import LoadCell


def heard_from(folder, cell: LoadCell, for_s: float, commands: bytes = b"", **faults) -> Heard:
    return listen(
        pico.run(pico.environment(folder, cell, for_s, sensor="nau7802", **faults), commands)
    )


def timed_out(heard: Heard) -> np.ndarray:
    return (heard.flags & Flag.SENSOR_TIMEOUT) != 0


def names(heard: Heard) -> list[str]:
    return [name for name, _ in heard.events]


def test_it_calibrates_after_its_supply_is_up_and_sends_nothing_that_was_not_the_bridge(tmp_path):
    cell = LoadCell()
    heard = heard_from(tmp_path, cell, 3.0)
    assert heard.tick_us[0] < 0.9e6
    assert np.array_equal(heard.counts, cell.truth[: len(heard.counts)])
    assert names(heard) == ["measured rate"]


def test_one_failed_transfer_costs_at_most_one_conversion(tmp_path):
    cell = LoadCell()
    heard = heard_from(tmp_path, cell, 4.0, bus_fails_s=((2.0, 2.001), (3.0, 3.012)))
    assert names(heard) == ["measured rate"]
    assert heard.gaps == 0
    assert np.diff(heard.tick_us).max() < 2.2e6 / 92.5
    assert len(heard.counts) > 3.2 * 92.5 - 2


FAULTS = ["bus_fails_s", "calibration_fails_s"]


@pytest.mark.parametrize("fault", FAULTS)
def test_powered_up_without_a_sensor_it_says_so_and_takes_the_one_that_comes(tmp_path, fault):
    heard = heard_from(tmp_path, LoadCell(), 12.0, **{fault: ((0.0, 4.0),)})
    assert len(heard.hellos) == 1
    assert names(heard)[:2] == ["sensor lost", "sensor back"]
    back_us = heard.tick_us[~timed_out(heard)][0]
    assert timed_out(heard)[heard.tick_us < back_us].all()
    assert 4.0e6 < back_us < 7.2e6
    assert not timed_out(heard)[heard.tick_us >= back_us].any()
    assert heard.tick_us[-1] > 11.9e6
    assert heard.gaps == 0


def test_a_sensor_that_stops_answering_is_lost_and_comes_back(tmp_path):
    heard = heard_from(tmp_path, LoadCell(), 14.0, bus_fails_s=((3.0, 6.0),))
    assert names(heard) == ["measured rate", "sensor lost", "sensor back"]
    lost_us = heard.tick_us[timed_out(heard)]
    assert 3.2e6 < lost_us[0] < 3.4e6
    assert 6.0e6 < lost_us[-1] < 9.2e6
    assert heard.tick_us[-1] > 13.9e6
    assert heard.gaps == 0


def test_a_sensor_lost_whose_calibration_fails_is_tried_again(tmp_path):
    heard = heard_from(
        tmp_path, LoadCell(), 18.0, bus_fails_s=((3.0, 6.0),), calibration_fails_s=((0.9, 9.0),)
    )
    assert names(heard) == ["measured rate", "sensor lost", "sensor back"]
    assert 9.0e6 < heard.tick_us[timed_out(heard)][-1] < 12.2e6


def test_while_it_has_no_sensor_it_answers_within_milliseconds(tmp_path):
    place = pico.environment(
        tmp_path, LoadCell(), 3.0, sensor="nau7802", calibration_fails_s=((0.0, 9.0),)
    )
    [pong] = listen(pico.run(place, b"p5\n")).pongs
    assert pong.received_tick < 5000


@pytest.mark.parametrize(("asked", "code_hz"), [(b"r10\n", 10), (b"r320\n", 320)])
def test_at_another_rate_it_calibrates_again_and_loses_no_sensor(tmp_path, asked, code_hz):
    pace = 92.5 / 80
    heard = heard_from(tmp_path, LoadCell(), 6.0, asked)
    assert names(heard) == ["measured rate"]
    assert heard.events[0][1] == pytest.approx(1000 * code_hz * pace, rel=0.01)
