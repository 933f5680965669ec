"""What the board says between samples: stuck, moving again, its second channel, its real rate."""

import numpy as np
import pytest
from cobs import cobs

from firmware_bridge.board_events import NOTHING_NEW, EventCode
from firmware_bridge.decoding.board_records import (
    CONTACT,
    channel_record,
    event_record,
    sample_record,
)
from firmware_bridge.decoding.framing import binary_frame
from firmware_bridge.device import BoardEvent, Channel, Notice
from firmware_bridge.devices import board, board_ble
from firmware_bridge.samples import Flag
from tests.bridge.wire import Session, board_frames, hello, info


def event(code: EventCode, value: int = 0, *, text: bool = False) -> bytes:
    return event_record(BoardEvent(code, value), seq=0, tick=0, text=text)


def nothing_new(numbers: range, *, text: bool = False) -> bytes:
    return b"".join(
        sample_record(n, 1000 + n * 12_500, NOTHING_NEW, [7], text=text) for n in numbers
    )


@pytest.mark.parametrize("text", [False, True])
def test_samples_between_stuck_and_moving_again_are_stuck(text):
    wire = [
        event(EventCode.STUCK, 7, text=text),
        nothing_new(range(3), text=text),
        event(EventCode.MOVING_AGAIN, 1300, text=text),
        *board_frames([8, 9], first_seq=3, first_tick=38_500, text=text),
    ]
    flags = Session().hear([b"".join(wire)]).flags
    assert flags.tolist() == [Flag.STUCK] * 3 + [0, 0]


def test_a_converter_that_falls_silent_while_stuck_has_timed_out():
    wire = event(EventCode.STUCK, 7) + nothing_new(range(1)) + event(EventCode.SENSOR_LOST, 300)
    back = event(EventCode.SENSOR_BACK, 900)
    flags = Session().hear([wire, nothing_new(range(1, 2)), back, nothing_new(range(2, 3))]).flags
    assert flags.tolist() == [Flag.STUCK, Flag.SENSOR_TIMEOUT, Flag.STUCK]


def test_a_lost_word_of_moving_again_makes_no_sound_sample_bad():
    wire = event(EventCode.STUCK, 7) + nothing_new(range(2))
    session = Session().hear([wire, *board_frames([8, 9], first_seq=2, first_tick=26_000)])
    assert session.flags.tolist() == [Flag.STUCK, Flag.STUCK, 0, 0]


@pytest.mark.parametrize("anew", [event(EventCode.RESET_CAUSE, 4), info(boot_id=2)])
def test_a_board_that_began_again_is_not_stuck_any_more(anew):
    session = Session().hear([info(1), event(EventCode.STUCK, 7), nothing_new(range(1))])
    flags = session.hear([anew, nothing_new(range(1, 2))]).flags
    assert not flags[-1] & Flag.STUCK


def test_by_radio_stuck_is_told_the_same_way():
    def record(frame: bytes) -> bytes:
        [body] = [part for part in frame.split(b"\0") if part]
        return cobs.decode(body)[:-2]

    wire = [event(EventCode.STUCK, 7), nothing_new(range(1)), event(EventCode.MOVING_AGAIN)]
    session = Session(board_ble.DEVICE).hear(map(record, wire))
    last = session.device_session.drain(float("nan"))
    blocks = [*session.blocks, *([last] if last is not None else [])]
    assert np.concatenate([block.flags for block in blocks]).tolist() == [Flag.STUCK]


def test_an_event_of_a_later_firmware_is_told_by_its_number():
    unknown = binary_frame(0x20, 0, 0, bytes((99, 1, 0, 0, 0)))
    assert board.DEVICE.decoder({}).feed(unknown) == [Notice("event 99, value 1")]


def test_the_second_channel_has_the_name_the_board_gives_it():
    session = Session().hear([info(1)])
    session.device_session.apply(hello(), float("nan"))
    two = sample_record(0, 1000, 0, [5, 1200], text=False)
    contact = Channel(1, CONTACT, 10, 1, 0, 5000)
    session.hear([two, channel_record(contact, seq=1, tick=0, text=False)])
    assert session.device_session.traits.channels == ("force", "contact")


@pytest.mark.parametrize(("rate_mhz", "is_told"), [(10_600, True), (39_900, True), (92_500, False)])
def test_a_measured_rate_is_believed_and_one_below_forty_is_told_with_the_way_out(
    rate_mhz, is_told
):
    session = Session().hear(
        [info(1), *board_frames([1, 2]), event(EventCode.MEASURED_RATE, rate_mhz)]
    )
    device_session = session.device_session
    assert device_session.traits.rate_hz == rate_mhz / 1000
    assert ("RATE pin" in device_session.remark) == is_told
    assert bool(device_session.remark) == is_told


def test_a_board_may_tell_its_version_and_one_that_does_not_is_served_as_before():
    silent = Session().hear([info(1), *board_frames([1, 2])])
    assert silent.device_session.traits.firmware == ""
    session = Session().hear([info(1), event(EventCode.FIRMWARE, 0x0A0B0C), *board_frames([1, 2])])
    assert session.device_session.traits.firmware == "10.11.12"
    # Taken back to a firmware that does not tell.
    session.hear([info(2)])
    assert session.device_session.traits.firmware == ""
