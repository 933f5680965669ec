"""What only reads changes nothing: each such route is asked, and the whole data folder compared."""

import re
import sqlite3
import time
from contextlib import closing

import pytest

from calibration.passport.document import passport_text
from rig.hub.actor import HEADER, signed_actor
from rig.hub.http.routes import ROUTES
from rig.school.actor import Actor
from rig.store.folder import STORE_NAME
from rig.store.people.roster import add_to_class, create_class
from rig.store.recorder import Recorder
from rig.trust.passport_store import PassportStore
from tests.calibration.trials import trial
from tests.hub.conftest import pad
from tests.hub.entering import front
from tests.hub.exam_room import planned
from tests.store import build

ASKED_FOR = {"station": "pad-1", "item": "practice:tp-hold:2026-03-04", "max_points": "10"}


NOTED = 'INSERT INTO "audit"'
"""A copy that is taken out leaves a line of its own in the log, and that is all it does."""


def state_of(folder):
    """Every row of the record but lines of the log, and every byte of the files beside it."""
    with closing(sqlite3.connect(folder / STORE_NAME)) as connection:
        rows = [line for line in connection.iterdump() if not line.startswith(NOTED)]
    beside = {
        str(each): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and not each.name.startswith(STORE_NAME)
    }
    return rows, beside


@pytest.mark.parametrize("role", ["instructor", "student", "researcher", "partner"])
async def test_no_route_that_reads_changes_a_row_or_a_file(run_rig, tmp_path, role):
    data = tmp_path / "data"
    data.mkdir()
    class_id = create_class(data / STORE_NAME, "Tuesday", "")
    ana = add_to_class(data / STORE_NAME, class_id, "Ana")
    passport = trial(3).passport
    PassportStore(data).keep(passport_text(passport))
    with Recorder(data / STORE_NAME) as recorder:
        build.record(recorder, build.header("s1", learner_id=ana), build.pressing())
    async with run_rig(pad(source="sim:?learner=good&seed=1"), front=front()) as rig:
        exam = await planned(rig, class_id)
        there = {
            "class": class_id, "learner": ana, "session": "s1", "protocol": "tp-hold",
            "station": "pad-1", "exam": exam["about"]["id"], "sha256": passport.sha256,
            "chart": "residuals",
        }  # fmt: skip
        learner_id = ana if role == "student" else ""
        actor = Actor(learner_id or "somebody", role, learner_id, class_id if learner_id else "")
        before = state_of(data)
        for route in (each for each in ROUTES if each.method == "GET" and role in each.open_to):
            path = re.sub(r"{(\w+)}", lambda found: there[found[1]], route.path)
            names = [getattr(each, "name", each) for each in route.query]
            query = {name: ASKED_FOR[name] for name in names if name in ASKED_FOR}
            line = {HEADER: signed_actor(actor, rig.web.secret, time.time())}
            answer = await rig.http.get(path, params=query, headers=line)
            # An exam is not over yet; and not every machine has a printer of pages.
            is_told = answer.status_code in (200, 409) or path.endswith(".pdf")
            assert is_told, (path, answer.text)
            assert state_of(data) == before, path
