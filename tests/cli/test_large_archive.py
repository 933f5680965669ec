import sqlite3
import time

import pytest

from rig.store.recorder import Recorder
from tests.store import build

SESSIONS = 10_000
COPIES = """
WITH RECURSIVE many(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM many WHERE n < ?)
INSERT INTO sessions
SELECT n, printf('%08x', n * 7919), run_no, blocks_before, '2020' || substr(started_utc, 5),
       station_id, learner_id, protocol_id, header, crc
FROM many, sessions WHERE session_no = 1
"""


@pytest.fixture
def archive(own_data_folder):
    store = own_data_folder / "steadyhold.db"
    with Recorder(store) as recorder:
        build.record(recorder, build.header("zz-first"), build.pressing(seconds=20))
    connection = sqlite3.connect(store)
    connection.execute(COPIES, (SESSIONS,))
    connection.commit()
    connection.close()
    with Recorder(store) as recorder:
        build.record(recorder, build.header("zz-interrupted"), build.pressing(seconds=5), ended="")
    return store


def test_one_session_among_ten_thousand_is_found_without_reading_the_others(
    archive, steadyhold, measured, monkeypatch
):
    steps = 0

    def counted(path, connect=sqlite3.connect):
        connection = connect(path, isolation_level=None, check_same_thread=False)

        def step():
            nonlocal steps
            steps += 1

        connection.set_progress_handler(step, 100)
        return connection

    monkeypatch.setattr("rig.store.database.connect_to_read", counted)
    for asked in ("last", "zz-f", "zz-interrupted"):
        steps = 0
        began_s = time.monotonic()
        answer = steadyhold("sessions", "show", asked)
        measured(f"{asked.replace('-', '_')}_s", time.monotonic() - began_s)
        assert answer.code == 0, answer.err
        # 10,000 rows are 40,000 steps of SQLite's machine and more.
        assert steps < 50, asked


def test_an_id_that_many_share_is_counted_no_further_than_a_person_cares(archive, steadyhold):
    answer = steadyhold("sessions", "show", "0")
    assert answer.code == 2
    assert "100 or more sessions begin with 0" in answer.err
