"""How long a login lasts."""

import sys
import time

import pytest

from rig.hub.doors.logins import (
    CLASS_DAY_S,
    LONGEST_S,
    MOST_OF_ONE,
    STUDENT_IDLE_S,
    Logins,
    since_boot_s,
)
from rig.hub.doors.secrets_kept import token_hash
from rig.school.actor import Actor
from rig.store.people.logins import StoredLogin, begin_login, live_logins


def test_a_login_of_yesterday_is_over_after_a_start_of_the_rig(tmp_path):
    store, ago = tmp_path / "steadyhold.db", "2026-01-01T08:00:00.000+00:00"
    mira = Actor("a1", "instructor")
    begin_login(store, StoredLogin(token_hash("token"), mira, ago, ago, ago), "password")
    logins = Logins(store)
    logins.load()
    assert logins.of("token") is None
    assert live_logins(store) == ()


async def test_a_login_ends_for_want_of_use_and_at_the_latest_after_half_a_day(tmp_path):
    now_s = 1000.0
    logins = Logins(tmp_path / "steadyhold.db", lambda: now_s)
    student = await logins.begin(Actor("l1", "student", "l1", "c1"), "PIN", None)
    teacher = await logins.begin(Actor("a1", "instructor"), "password", None)
    now_s += STUDENT_IDLE_S - 1
    assert logins.of(student)
    now_s += STUDENT_IDLE_S + 1
    assert logins.of(student) is None
    assert logins.of(teacher)
    now_s += CLASS_DAY_S - 1
    assert logins.of(teacher)
    now_s = 1000.0 + LONGEST_S
    assert logins.of(teacher) is None
    await logins.look()
    assert live_logins(tmp_path / "steadyhold.db") == ()


async def test_somebody_who_logs_in_again_and_again_fills_no_memory(tmp_path):
    store = tmp_path / "steadyhold.db"
    logins, ana, ben = Logins(store), Actor("l1", "student", "l1"), Actor("l2", "student", "l2")
    of_ben = await logins.begin(ben, "PIN", None)
    tokens = [await logins.begin(ana, "PIN", None) for _ in range(MOST_OF_ONE + 2)]
    good = [logins.of(token) is not None for token in tokens]
    assert good == [False] * 2 + [True] * MOST_OF_ONE
    assert logins.of(of_ben)
    assert len(live_logins(store)) == MOST_OF_ONE + 1


@pytest.mark.skipif(sys.platform != "linux", reason="others have another clock for it")
def test_a_login_grows_old_while_the_machine_sleeps():
    assert since_boot_s() >= time.clock_gettime(time.CLOCK_BOOTTIME) - 60
