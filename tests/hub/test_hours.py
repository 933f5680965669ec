"""Practice hours over the JSON API: the own sheet, a file of it, corrections of instructors."""

import base64
import csv
import io
import time
from dataclasses import replace

import pytest

from rig.hub.actor import HEADER, signed_actor
from rig.school.actor import Actor
from rig.store.hours.corrections import CORRECTIONS
from rig.store.people.accounts import add_account
from rig.store.people.audit import AuditFilter, audit_page
from rig.store.people.roster import add_to_class, create_class
from rig.store.recorder import Recorder
from rig.store.trails.chained import head_of_trail
from rig.store.verifying.verify import verify_store
from tests.hub.conftest import Rig
from tests.hub.entering import front
from tests.store import build

MAIN = Actor("account-1", "instructor")


class Hours:
    """A class of two on a network, one of whom pressed two sets."""

    def __init__(self, rig: Rig, class_id: str, ana: str, ben: str) -> None:
        self.rig, self.class_id, self.ana, self.ben = rig, class_id, ana, ben

    def line(self, actor):
        return {HEADER: signed_actor(actor, self.rig.web.secret, time.time())}

    def student(self, learner_id):
        return Actor(learner_id, "student", learner_id, self.class_id)

    async def get(self, learner_id, actor=MAIN, **query):
        path = f"/api/learners/{learner_id}/hours"
        return await self.rig.http.get(path, params=query, headers=self.line(actor))

    async def post(self, learner_id, what, body, actor=MAIN):
        headers = {**self.line(actor), "origin": self.rig.service.url}
        path = f"/api/learners/{learner_id}/hours/{what}"
        return await self.rig.http.post(path, json=body, headers=headers)


@pytest.fixture
async def room(run_rig, tmp_path):
    store = tmp_path / "data" / "steadyhold.db"
    store.parent.mkdir()
    class_id = create_class(store, "Tuesday", "")
    ana, ben = (add_to_class(store, class_id, name) for name in ("Ana", "Ben"))
    with Recorder(store) as recorder:
        for number, simulated in enumerate((False, True)):
            usual = build.header(f"s{number}", learner_id=ana)
            head = replace(usual, traits=replace(usual.traits, simulated=simulated))
            build.record(recorder, head, build.pressing())
    async with run_rig(front=front()) as rig:
        yield Hours(rig, class_id, ana, ben)


async def test_a_student_reads_the_own_hours_and_nobody_elses(room):
    ana, ben = room.student(room.ana), room.student(room.ben)
    own = (await room.get(room.ana, ana)).json()
    told = own["hours"]
    assert (told["name"], len(told["days"]), told["total"]["sessions"]) == ("Ana", 1, 1)
    assert told["total"]["signed_in_s"] == pytest.approx(39.9875)
    assert told["total"]["simulated_s"] == pytest.approx(39.9875)
    assert told["total"]["pressing_s"] == pytest.approx(29.0, abs=0.5)
    assert next(iter(own["definitions"])) == "Signed in"
    assert (await room.get(room.ana)).json() == own
    for answer in (
        await room.get(room.ana, ben),
        await room.get("nobody", ben),
        await room.get("nobody"),
        await room.post(room.ana, "export", {}, ben),
    ):
        assert answer.status_code == 404
        assert "Ana" not in answer.text
    assert (await room.get(room.ben, ben)).json()["hours"]["days"] == []


async def test_days_bound_a_sheet(room):
    day = (await room.get(room.ana)).json()["hours"]["days"][0]["day"]
    assert len((await room.get(room.ana, **{"from": day, "to": day})).json()["hours"]["days"]) == 1
    assert (await room.get(room.ana, to="2026-03-01")).json()["hours"]["days"] == []
    assert (await room.get(room.ana, to="soon")).status_code == 400
    assert (await room.post(room.ana, "export", {"from": "soon"})).status_code == 400


async def test_a_file_is_the_same_sheet_and_leaves_a_line_in_the_log(room):
    answer = await room.post(room.ana, "export", {"to": "2026-12-31"}, room.student(room.ana))
    file = answer.json()
    assert (file["name"], file["media_type"]) == ("hours-Ana.csv", "text/csv; charset=utf-8")
    rows = list(csv.DictReader(io.StringIO(base64.b64decode(file["content"]).decode())))
    sheet = (await room.get(room.ana)).json()["hours"]
    assert [row["day"] for row in rows[:2]] == [sheet["days"][0]["day"], "total"]
    assert float(rows[1]["pressing_h"]) == pytest.approx(
        sheet["total"]["pressing_s"] / 3600, abs=1e-4
    )
    [line], _ = audit_page(room.rig.store, AuditFilter(frozenset({"hours exported"})), 10, 0)
    assert (line.actor, line.about, line.role) == (room.ana, room.ana, "student")


async def test_an_instructor_writes_a_correction_beside_what_was_measured(room):
    account = add_account(room.rig.store, "maria", "hash", "instructor", MAIN).id
    maria = Actor(account, "instructor")
    before = (await room.get(room.ana)).json()["hours"]
    written = {"day": "2026-03-05", "added_s": 5400, "reason": "=the pad was away"}
    answer = await room.post(room.ana, "correct", written, maria)
    after = answer.json()["hours"]
    assert (after["days"], after["total"]) == (before["days"], before["total"])
    [correction] = after["corrections"]
    assert (correction["who"], correction["added_s"], correction["seq"]) == ("maria", 5400, 1)
    assert after["corrected_s"] == 5400
    own = (await room.get(room.ana, room.student(room.ana))).json()["hours"]
    assert own["corrections"] == [correction | {"who": "an instructor"}]
    file = (await room.post(room.ana, "export", {})).json()
    text = base64.b64decode(file["content"]).decode()
    assert "Ana,2026-03-05,1.5,'=the pad was away,maria," in text
    lines, _ = audit_page(room.rig.store, AuditFilter(frozenset({"hours corrected"})), 10, 0)
    assert [(each.actor, each.about) for each in lines] == [(account, room.ana)]
    assert verify_store(room.rig.store).is_sound


async def test_a_correction_that_cannot_be_is_refused_in_words(room):
    good = {"day": "2026-03-05", "added_s": 60, "reason": "the pad was away"}
    for changes, status, word in (
        ({"reason": " "}, 400, "there is no reason"),
        ({"added_s": 0}, 400, "more or less than nothing"),
        ({"added_s": 86_401}, 400, "at most 24 hours"),
        ({"added_s": 1.5}, 400, "whole number of seconds"),
        ({"added_s": True}, 400, "whole number of seconds"),
        ({"day": "2999-01-01"}, 400, "a day that has come"),
        ({"day": ""}, 400, "a day, as"),
        ({"day": "soon"}, 400, "a day, as"),
    ):
        answer = await room.post(room.ana, "correct", good | changes)
        assert (answer.status_code, word in answer.json()["error"]) == (status, True), changes
    assert (await room.post("nobody", "correct", good)).status_code == 404
    denied = await room.post(room.ana, "correct", good, room.student(room.ana))
    assert denied.status_code == 403
    assert head_of_trail(room.rig.store, CORRECTIONS).entries == 0
