"""The gradebook over the JSON API: marks, changes, files, and what a student sees."""

import base64
import time

import pytest

from rig.hub.actor import HEADER, signed_actor
from rig.school.actor import Actor
from rig.store.people.audit import AuditFilter, audit_page
from rig.store.people.roster import add_to_class, create_class
from rig.store.recorder import Recorder
from tests.hub.conftest import Rig
from tests.hub.entering import front
from tests.store import build

MAIN = Actor("account-1", "instructor")


class Gradebook:
    """A class of two on a network, one of whom has a mark."""

    def __init__(self, rig: Rig, class_id: str, ana: str, ben: str) -> None:
        self.rig, self.class_id, self.ana, self.ben = rig, class_id, ana, ben
        self.at = f"/api/classes/{class_id}/marks"

    def line(self, actor):
        return {HEADER: signed_actor(actor, self.rig.web.secret, time.time())}

    def student(self, learner_id):
        return Actor(learner_id, "student", learner_id, self.class_id)

    async def get(self, path, actor=MAIN, **query):
        return await self.rig.http.get(path, params=query, headers=self.line(actor))

    async def post(self, path, body, actor=MAIN):
        headers = {**self.line(actor), "origin": self.rig.service.url}
        return await self.rig.http.post(path, json=body, headers=headers)

    async def mark(self):
        [mark] = (await self.get(self.at)).json()["marks"]
        return mark

    async def change(self, mark, actor=MAIN, **changes):
        usual = {
            "item_id": mark["item_id"], "learner_id": mark["learner_id"], "seen": mark["version"],
            "points": 88.5, "outcome": "pass", "reason": "the pad slipped",
        }  # fmt: skip
        return await self.post(f"{self.at}/change", usual | changes, actor)


@pytest.fixture
async def book(run_rig, tmp_path):
    store = tmp_path / "data" / "steadyhold.db"
    store.parent.mkdir()
    class_id = create_class(store, "Tuesday", "")
    ana, ben = (add_to_class(store, class_id, name) for name in ("Ana", "Ben"))
    with Recorder(store) as recorder:
        build.record(recorder, build.header("s1", learner_id=ana), build.pressing())
    async with run_rig(front=front()) as rig:
        yield Gradebook(rig, class_id, ana, ben)


async def test_f50_two_instructors_at_once_are_told_of_one_another(book):
    mark = await book.mark()
    assert (mark["name"], mark["version"], mark["overridden"]) == ("Ana", 0, False)
    first = await book.change(mark)
    assert first.status_code == 200
    assert first.json()["mark"]["points"] == 88.5
    second = await book.change(mark, Actor("account-2", "instructor"), points=40, outcome="fail")
    assert second.status_code == 409
    assert "changed this mark to 88.5 (pass) since you opened it" in second.json()["error"]
    now = await book.mark()
    assert (now["points"], now["version"], now["half_width"]) == (88.5, 1, None)
    after = await book.change(now, Actor("account-2", "instructor"), points=40, outcome="fail")
    history = after.json()["history"]
    assert [(each["points"], each["old_points"]) for each in history] == [
        (88.5, mark["points"]), (40.0, 88.5),
    ]  # fmt: skip
    back = await book.post(
        f"{book.at}/withdraw",
        {"item_id": mark["item_id"], "learner_id": book.ana, "seen": 2, "reason": "it held"},
    )
    assert back.json()["mark"]["points"] == mark["points"]
    assert (await book.get(book.at)).json()["chain"]["entries"] == 3


async def test_what_is_wrong_with_a_change_is_said(book):
    mark = await book.mark()
    for changes, status, word in (
        ({"reason": ""}, 400, "there is no reason"),
        ({"points": 101}, 400, "101 points do not go with 'pass'; give 0 to 100 points"),
        ({"points": None}, 400, "no points do not go"),
        ({"points": "ten"}, 400, "a number from 0 to 100"),
        ({"outcome": "superb"}, 400, "one of pass"),
        ({"item_id": "exam-9"}, 404, "has no mark for 'exam-9'"),
        ({"seen": -1}, 400, "whole number"),
    ):
        answer = await book.change(mark, **changes)
        assert (answer.status_code, word in answer.json()["error"]) == (status, True), changes
    asked = {"item_id": mark["item_id"], "learner_id": book.ana, "seen": 0, "reason": "no"}
    assert (await book.post(f"{book.at}/withdraw", asked)).status_code == 400
    assert (await book.get("/api/classes/none/marks")).status_code == 404
    assert (await book.mark()) == mark


async def test_a_student_sees_the_own_marks_alone_and_may_write_a_note(book):
    mark = await book.mark()
    await book.change(mark)
    ana, ben = book.student(book.ana), book.student(book.ben)
    own = (await book.get("/api/marks", ana)).json()
    [told] = own["marks"]
    assert (told["mark"]["points"], told["history"][0]["who"]) == (88.5, "your instructor")
    assert own["items"][0]["title"].startswith("Trigger point hold")
    assert (await book.get("/api/marks", ben)).json() == {"items": [], "marks": []}
    assert (await book.get("/api/marks")).json() == {"items": [], "marks": []}
    note = {"item_id": mark["item_id"], "words": "my second press was fine"}
    assert (await book.post("/api/marks/contest", note, ben)).status_code == 404
    assert (await book.post("/api/marks/contest", note | {"words": " "}, ana)).status_code == 400
    answer = (await book.post("/api/marks/contest", note, ana)).json()
    assert [each["who"] for each in answer["history"]] == ["your instructor", "you"]
    assert answer["mark"]["points"] == 88.5
    seen = await book.mark()
    assert (seen["contested"], seen["version"]) == (True, 1)
    reply = {"item_id": mark["item_id"], "learner_id": book.ana, "words": "see the trace"}
    told = (await book.post(f"{book.at}/answer", reply)).json()
    assert told["mark"]["contested"] is False
    assert [each["who"] for each in told["history"]][1] == "Ana"
    history = await book.get(f"{book.at}/history", item=mark["item_id"], learner=book.ana)
    assert history.json() == {"marks": [told]}
    assert (await book.get(f"{book.at}/history")).json() == {"marks": [told]}
    assert (await book.get(f"{book.at}/history", item="none")).json() == {"marks": []}
    assert (await book.get(book.at, ana)).status_code == 403


async def test_every_file_leaves_a_line_in_the_log(book):
    mark = await book.mark()
    for kind in ("csv", "xlsx", "canvas-rubric", "canvas-new", "moodle"):
        asked = {"format": kind, "item_id": mark["item_id"], "criteria": True}
        answer = await book.post(f"{book.at}/export", asked)
        assert answer.status_code == 200
        assert base64.b64decode(answer.json()["content"])
    lines, _ = audit_page(book.rig.store, AuditFilter(frozenset({"marks exported"})), 10, 0)
    assert [each.about for each in lines] == [book.class_id] * 5
    assert {each.actor for each in lines} == {MAIN.id}
    for asked, status in (
        ({"format": "pdf"}, 400),
        ({"format": "moodle", "item_id": "no-such"}, 404),
        ({"format": "canvas", "item_id": mark["item_id"]}, 400),
        ({"format": "canvas", "item_id": mark["item_id"], "content": "no base64!"}, 400),
        ({"format": "canvas", "item_id": mark["item_id"], "content": "YQ=="}, 400),
    ):
        assert (await book.post(f"{book.at}/export", asked)).status_code == status
