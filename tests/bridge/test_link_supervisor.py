"""What a link's samples and silences mean, whatever the link is made of; no port, no radio."""

import pytest

from firmware_bridge.device import Hello
from firmware_bridge.devices.board import DEVICE
from firmware_bridge.links.supervision.back_off import BackOff
from firmware_bridge.links.supervision.link_supervisor import LinkSupervisor, Told
from firmware_bridge.links.supervision.restarts import STARTS, STEADY_S
from firmware_bridge.timing.device_session import DeviceSession


@pytest.fixture
def device_session() -> DeviceSession:
    return DeviceSession(DEVICE, rate_hz=0.0)


@pytest.fixture
def watch(device_session: DeviceSession) -> LinkSupervisor:
    return LinkSupervisor(
        device_session, BackOff(1.0, 8.0), unstable="unstable", identity=lambda: "a1"
    )


def states(*told: Told) -> list[str]:
    return [news.state for each in told for news in each]


def start_often(
    watch: LinkSupervisor, device_session: DeviceSession, *, from_s: float
) -> list[str]:
    """Samples, then enough starts one after the other; what was said."""
    watch.begin(from_s)
    said = [*watch.heard(from_s), *watch.started(from_s)]
    for boot_id in range(STARTS + 1):
        device_session.apply(Hello("a1", boot_id, "Pad", 80.0, 1), from_s + boot_id)
        said += watch.started(from_s + boot_id)
    return [news.reason for news in said]


def test_a_link_is_heard_then_stale_then_lost_and_heard_again(watch):
    watch.begin(0.0)
    told = [watch.heard(0.1), watch.heard(0.2)]
    told += [
        watch.tell(watch.state, "", at_s) for at_s in (0.5, 0.7, 2.2) if watch.falls_silent(at_s)
    ]
    assert states(*told, watch.heard(2.3)) == ["streaming", "stale", "lost", "streaming"]


def test_a_sensor_never_heard_is_connecting_and_one_that_was_is_lost(watch):
    watch.begin(0.0)
    assert states(watch.lose("gone", 1.0)) == ["connecting"]
    watch.begin(2.0)
    watch.heard(2.1)
    assert states(watch.lose("gone", 3.0)) == ["lost"]


def test_a_link_on_which_nothing_was_heard_does_not_fall_silent(watch):
    watch.begin(0.0)
    assert not watch.falls_silent(60.0)
    assert watch.silent_s(60.0) == 60.0


def test_time_in_which_this_computer_stood_still_is_no_silence_and_no_sample(watch):
    watch.begin(0.0)
    watch.heard(0.0)
    assert watch.falls_silent(0.5)
    assert watch.waited(took_s=3.0, asked_s=0.1) == 3.0
    assert watch.silent_s(3.5) == 0.5
    assert not watch.falls_silent(3.5)
    assert watch.state == "stale"


@pytest.mark.parametrize("stood_s", [0.0, 3600.0])
def test_samples_missing_after_a_silence_are_this_computers_fault_only_if_it_stood_still(
    watch, device_session, stood_s
):
    watch.begin(0.0)
    watch.heard(0.0)
    assert watch.falls_silent(0.5)
    watch.waited(took_s=0.1 + stood_s, asked_s=0.1)
    device_session.gap_s = 2.0 + stood_s
    assert watch.has_missed(2.0 + stood_s) == bool(stood_s)
    watch.lose("slept", stood_s + 2.0)
    watch.heard(stood_s + 2.0)
    assert watch.state == "streaming"


@pytest.mark.parametrize(("gap_s", "is_missed"), [(2.0, False), (3600.0, True)])
def test_a_computer_that_slept_while_it_looked_for_the_reason_of_a_silence_says_so(
    watch, device_session, gap_s, is_missed
):
    watch.begin(0.0)
    watch.heard(0.0)
    assert watch.falls_silent(0.5)
    device_session.gap_s = gap_s
    assert watch.has_missed(gap_s) == is_missed


def test_what_is_missing_after_a_loss_that_was_told_is_no_fault_of_this_computer(
    watch, device_session
):
    watch.begin(0.0)
    watch.heard(0.0)
    assert watch.falls_silent(2.0)
    assert watch.state == "lost"
    device_session.gap_s = 3600.0
    assert not watch.has_missed(3600.0)


def test_a_try_that_fails_for_the_same_reason_is_told_once_until_the_sensor_is_heard(watch):
    tries = [watch.tell_once("connecting", why, 0.0) for why in ("held", "held", "away", "away")]
    assert [len(told) for told in tries] == [1, 0, 1, 0]
    watch.begin(1.0)
    watch.heard(1.0)
    assert watch.tell_once("lost", "away", 2.0)


def test_tries_are_frequent_again_once_the_sensor_was_heard(watch):
    assert [watch.back_off.next_s() for _ in range(3)] == [1.0, 2.0, 4.0]
    watch.begin(9.0)
    watch.heard(9.0)
    assert watch.back_off.next_s() == 1.0


def test_trouble_is_told_before_what_the_sensor_lacks_and_each_change_once(watch):
    watch.begin(0.0)
    watch.heard(0.0)
    watch.trouble = "another program reads along"
    told = [watch.remarks(0.1), watch.remarks(0.2)]
    watch.trouble = ""
    told += [watch.remarks(0.3), watch.remarks(0.4)]
    assert [[news.reason for news in each] for each in told] == [
        ["another program reads along"], [], [""], [],
    ]  # fmt: skip


def test_of_an_unstable_sensor_that_is_all_that_is_said_until_it_is_steady(watch, device_session):
    assert start_often(watch, device_session, from_s=0.0) == ["", "unstable"]
    assert watch.rests
    silent = watch.lose("gone", 5.0), watch.tell_once("lost", "away", 6.0)
    watch.begin(10.0)
    silent += watch.heard(10.0), watch.started(10.0), watch.remarks(10.0 + STEADY_S - 0.1)
    assert not any(silent)
    assert not watch.rests
    assert states(watch.remarks(10.0 + STEADY_S)) == ["streaming"]


def test_a_rest_is_longer_each_time_until_the_sensor_is_steady(watch, device_session):
    start_often(watch, device_session, from_s=0.0)
    first_s = watch.rest_s()
    assert watch.rest_s() == 2 * first_s
    watch.begin(100.0)
    watch.heard(100.0)
    watch.remarks(100.0 + STEADY_S)
    start_often(watch, device_session, from_s=200.0)
    assert watch.rest_s() == first_s


def test_a_link_that_broke_and_a_new_boot_on_the_next_one_are_one_start(watch, device_session):
    for at_s in range(STARTS - 1):
        watch.begin(at_s)
        watch.heard(at_s)
        device_session.apply(Hello("a1", at_s, "Pad", 80.0, 1), at_s)
        assert not watch.started(at_s)
        watch.lose("gone", at_s + 0.5, broke=True)
    assert not watch.is_unstable
