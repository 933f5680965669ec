"""Faults F07 to F12, F14, F15 and F20 as laws of what reads the board's own bytes."""

import itertools
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.board_events import EventCode
from firmware_bridge.decoding.board_records import batch_record, event_record, sample_record
from firmware_bridge.device import BoardEvent
from firmware_bridge.devices.plain import DEVICE as PLAIN
from firmware_bridge.samples import Flag
from tests.bridge.wire import PERIOD_US, Session, board_frames, info

counts = st.lists(st.integers(-(2**23), 2**23 - 1), min_size=2, max_size=60)


def cut(data: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[a:b] for a, b in itertools.pairwise(edges)]


@given(counts, st.sampled_from([65_530, 65_535, 0, 1]), st.booleans())
def test_f07_no_sample_is_lost_where_the_packet_number_wraps(values, first_seq, text):
    session = Session().hear(board_frames(values, first_seq=first_seq, text=text))
    assert session.raw == values
    assert session.lost == 0
    assert not session.flags.any()


@given(counts, st.integers(0, 2_000_000))
def test_f08_time_goes_on_evenly_where_the_device_clock_wraps(values, before_wrap_us):
    frames = board_frames(values, first_tick=2**32 - before_wrap_us)
    session = Session().hear(frames)
    assert session.t_s.tolist() == [n * PERIOD_US / 1e6 for n in range(len(values))]


def test_f08_a_clock_that_wraps_for_hours_never_jumps():
    ticks = np.arange(0, 4 * 2**32, 50_000_000)
    frames = [sample_record(n, int(t), 0, [n], text=False) for n, t in enumerate(ticks)]
    session = Session(rate_hz=0.02).hear(frames)
    assert session.t_s.tolist() == (ticks / 1e6).tolist()


@given(counts, st.data())
def test_f09_lost_samples_are_counted_exactly_and_flagged(values, data):
    frames = board_frames(values, first_seq=65_500)
    inner = st.sets(st.integers(1, len(values) - 2)) if len(values) > 2 else st.just(set())
    gone = data.draw(inner)
    kept = [n for n in range(len(values)) if n not in gone]
    session = Session().hear([b"".join(frames[n] for n in kept)])
    assert session.lost == session.counters.lost == len(gone)
    assert session.raw == [values[n] for n in kept]
    assert session.t_s.tolist() == [n * PERIOD_US / 1e6 for n in kept]
    flagged = {kept[at] for at in np.flatnonzero(session.flags & Flag.GAP_BEFORE)}
    assert flagged >= {n for n in kept if n and n - 1 in gone}


@given(st.integers(1, 5), st.integers(2, 12))
def test_f09_a_lost_packet_of_many_samples_counts_as_many(missing, size):
    def batch(n):
        ticks = [n * size * 1000 + k * 1000 for k in range(size)]
        return batch_record(n, ticks, 0, list(range(size)))

    session = Session(rate_hz=1000).hear([batch(0), batch(1), batch(2 + missing)])
    assert session.lost == missing * size


@given(counts, st.data())
def test_f10_repeated_packets_change_nothing(values, data):
    frames = board_frames(values, first_seq=65_530)
    repeated = [frame * data.draw(st.integers(1, 6)) for frame in frames]
    session = Session().hear(repeated)
    assert session.raw == values
    assert session.t_s.tolist() == [n * PERIOD_US / 1e6 for n in range(len(values))]
    assert session.lost == 0
    assert (
        session.counters.duplicates == sum(map(len, repeated)) // len(frames[0]) - len(values)
        or len({len(frame) for frame in frames}) > 1
    )


@given(st.integers(0, 15), st.integers(0, 255), st.sampled_from(["flip", "cut", "insert"]))
def test_f12_no_edit_of_one_byte_makes_a_wrong_sample(at, byte, edit):
    values = [100_000 + 37 * n for n in range(8)]
    frames = board_frames(values)
    victim = bytearray(frames[3])
    if edit == "flip":
        victim[at % len(victim)] = byte
    elif edit == "cut":
        del victim[at % len(victim)]
    else:
        victim.insert(at % len(victim), byte)
    session = Session().hear([b"".join(frames[:3]) + bytes(victim) + b"".join(frames[4:])])
    truth = dict(enumerate(values))
    taken = [round(t * 1e6 / PERIOD_US) for t in session.t_s]
    assert [truth[n] for n in taken] == session.raw
    assert {0, 1, 2, 6, 7} <= set(taken), "found again within two packets"


@given(st.binary(max_size=400), st.booleans())
def test_f12_noise_is_counted_and_never_raised(noise, text):
    values = [1, 2, 3, 4]
    frames = board_frames(values, text=text)
    session = Session().hear([noise, b"\n" if text else b"\0", *frames])
    assert session.raw[-3:] == values[-3:]


@given(counts, st.lists(st.integers(0, 5_000), max_size=20), st.integers(0, 2**32 - 1))
def test_f14_any_cut_of_a_damaged_stream_means_the_same(values, places, seed):
    random = np.random.default_rng(seed)
    data = bytearray(
        info() + b"".join(board_frames(values)) + b"".join(board_frames(values, text=True))
    )
    for at in random.integers(0, len(data), 5):
        data[at] = int(random.integers(256))
    whole = Session().hear([bytes(data)])
    pieces = Session().hear(cut(bytes(data), places))
    assert pieces.raw == whole.raw
    assert pieces.counters.rejected == whole.counters.rejected
    assert pieces.counters.lost == whole.counters.lost
    if whole.blocks:
        assert pieces.t_s.tolist() == whole.t_s.tolist()
        assert pieces.flags.tolist() == whole.flags.tolist()


def test_f15_a_hundred_megabytes_without_a_line_end_are_dropped_and_the_next_packet_found(measured):
    session = Session()
    piece = b"\x55" * 65_536
    session.hear([piece])
    tracemalloc.start()
    try:
        for _ in range(100 * 1024 * 1024 // len(piece)):
            session.hear([piece])
            _, peak = tracemalloc.get_traced_memory()
            assert peak <= 5 * 1024 * 1024
    finally:
        tracemalloc.stop()
    measured("memory_peak_kb", peak / 1024)
    session.hear([b"\0", *board_frames([5, 6])])
    assert session.raw == [5, 6]
    assert session.counters.rejected > 0


def test_f04_a_reboot_that_greets_opens_a_new_epoch_and_time_never_goes_back():
    session = Session()
    session.hear([info(1), *board_frames(list(range(40)))], arrived_s=10.0)
    session.hear([info(2), *board_frames(list(range(40)))], arrived_s=13.0)
    assert session.counters.restarts == 1
    assert session.counters.lost == 0
    assert (np.diff(session.t_s) > 0).all()
    assert session.t_s[40] - session.t_s[39] == pytest.approx(3.0)
    assert session.flags[40] & Flag.CLOCK_RESTARTED


@given(st.integers(70, 3000), st.integers(0, 50))
def test_f04_a_reboot_whose_greeting_is_lost_is_seen_in_the_numbers(before, boot_ms):
    session = Session()
    session.hear([info(1), *board_frames([7] * before)], arrived_s=10.0)
    session.hear(board_frames([8] * 5, first_tick=boot_ms * 1000), arrived_s=13.0)
    assert session.raw[-5:] == [8] * 5
    assert session.counters.restarts == 1
    assert session.device_session.asks, "it is asked who it is"
    session.hear([info(2), *board_frames([9], first_seq=5, first_tick=boot_ms * 1000 + 62_500)])
    assert session.counters.restarts == 1
    assert not session.device_session.asks


@given(st.integers(1, 200_000))
def test_a_break_without_a_reboot_loses_exactly_what_was_sent_meanwhile(missed):
    session = Session()
    session.hear(board_frames([1] * 200), arrived_s=10.0)
    gap = board_frames(
        [2] * 3, first_seq=200 + missed, first_tick=1000 + (200 + missed) * PERIOD_US
    )
    session.hear(gap, arrived_s=10.0 + missed * PERIOD_US / 1e6)
    assert session.lost == missed
    assert session.counters.restarts == 0


@given(st.sampled_from([64.0, 77.0, 80.0, 92.5, 94.0, 100.0, 125.0]))
def test_f20_a_sensor_faster_or_slower_than_it_says_is_measured_and_remarked(rate_hz):
    period_us = round(1e6 / rate_hz)
    session = Session(rate_hz=80.0).hear(board_frames([1] * 800, period_us=period_us))
    counters = session.counters
    assert counters.measured_hz == pytest.approx(rate_hz, rel=0.01)
    assert bool(session.device_session.remark) == (rate_hz in (64.0, 100.0, 125.0))
    span_s = session.t_s[-1] - session.t_s[0]
    assert span_s == pytest.approx(799 / rate_hz, rel=0.01)


def test_microsecond_ticks_give_the_doubles_of_decimal_text():
    written = [f"{n * 0.01:.2f}" for n in range(1, 4501)]
    frames = [
        sample_record(n, round(float(text) * 1e6), 0, [n], text=False)
        for n, text in enumerate(["0.00", *written])
    ]
    session = Session(rate_hz=100).hear(frames)
    assert session.t_s.tolist() == [float(text) for text in ["0.00", *written]]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_f12_a_packet_of_nothing_is_counted_and_never_raised(size):
    wire = b"\0\1\0" + board_frames([7])[0]
    session = Session().hear([wire[at : at + size] for at in range(0, len(wire), size)])
    assert session.raw == [7]
    assert session.counters.rejected == 1


def test_f20_a_rate_the_board_has_counted_itself_is_held_to_five_in_a_hundred():
    counted = BoardEvent(EventCode.MEASURED_RATE, 80_000)
    session = Session().hear([info(), event_record(counted, seq=0, tick=0, text=False)])
    session.hear(board_frames([1] * 800, period_us=10_811))
    assert "says 80 samples a second and sends 92.5" in session.device_session.remark
    session.hear(
        [event_record(BoardEvent(EventCode.MEASURED_RATE, 92_500), seq=800, tick=0, text=False)]
    )
    first_tick = 1000 + 800 * 10_811
    session.hear(board_frames([1] * 200, first_seq=800, first_tick=first_tick, period_us=10_811))
    assert not session.device_session.remark


def test_f20_a_pause_of_the_sensor_is_no_other_rate():
    session = Session().hear([info(), *board_frames([1] * 300)])
    session.hear(board_frames([1] * 300, first_seq=300, first_tick=1000 + 300 * PERIOD_US + 10**7))
    assert not session.device_session.remark


@pytest.mark.parametrize("rate_hz", [9.6, 10.0, 10.6, 20.0])
def test_f20_a_board_that_falls_to_a_slow_rate_is_told_within_seven_seconds(rate_hz):
    session = Session().hear([info(), *board_frames([1] * 4800)])
    first_tick, period_us = 1000 + 4800 * PERIOD_US, round(1e6 / rate_hz)
    slow = board_frames(
        [1] * round(7 * rate_hz), first_seq=4800, first_tick=first_tick, period_us=period_us
    )
    session.hear(slow)
    assert f"measures {rate_hz:.1f}" in session.device_session.remark
    assert "RATE pin" in session.device_session.remark


def test_f20_packets_lost_on_the_way_are_no_slow_sensor():
    frames = board_frames([1] * 2000)
    kept = [frame for n, frame in enumerate(frames) if n % 40 < 30]
    session = Session().hear([info(), *kept])
    assert session.lost > 400
    assert not session.device_session.remark


def test_f20_a_rate_is_told_anew_when_the_board_states_another_and_when_it_sends_another():
    session = Session().hear([info(), *board_frames([1] * 400, period_us=10_000)])
    assert "says 80 samples a second and sends 100.0" in session.device_session.remark
    counted = BoardEvent(EventCode.MEASURED_RATE, 100_000)
    session.hear([event_record(counted, seq=400, tick=0, text=False)])
    assert not session.device_session.remark
    first_tick = 1000 + 400 * 10_000
    slow = board_frames([1] * 400, first_seq=400, first_tick=first_tick, period_us=20_000)
    session.hear(slow)
    assert "says 100 samples a second and sends 50.0" in session.device_session.remark
    first_tick += 400 * 20_000
    session.hear(board_frames([1] * 400, first_seq=800, first_tick=first_tick, period_us=40_000))
    assert "measures 25." in session.device_session.remark
    assert "RATE pin" in session.device_session.remark


def numbers_at(session: Session, first_s: float, count: int, rate_hz: float) -> None:
    for n in range(count):
        session.hear([b"12.5 N\r\n"], arrived_s=first_s + n / rate_hz)


def test_f20_a_rate_only_the_address_states_is_not_laid_to_a_sensor_without_a_clock():
    session = Session(PLAIN, rate_hz=50.0)
    numbers_at(session, 10.0, 800, 61.1)
    words = session.device_session.remark
    assert words == "50 samples a second were stated and 61.1 arrive"


@pytest.mark.parametrize("held_back_s", [1.0, 3.0, 8.0])
def test_f20_what_comes_at_once_after_a_pause_is_no_other_rate(held_back_s):
    session = Session(PLAIN, rate_hz=50.0)
    numbers_at(session, 10.0, 150, 50.0)
    goes_on_s = 13.0 + held_back_s
    for _ in range(round(50 * held_back_s)):
        session.hear([b"12.5 N\r\n"], arrived_s=goes_on_s)
        assert not session.device_session.remark
    for n in range(1000):
        session.hear([b"12.5 N\r\n"], arrived_s=goes_on_s + (n + 1) / 50.0)
        assert not session.device_session.remark
