"""Classes over the JSON API: made, filled by a list, and who is in them changed."""

import base64

import pytest

from rig.hub.http.access_rules import LIMIT_OF_OTHERS_BYTES, body_limit_bytes, too_large
from rig.store.people.names import add_learner, names
from rig.store.recorder import Recorder
from tests.store import build

LIST = b"Name,Number\nAnn Lee,1\nBen Okri,2\nBen Okri,2\n"


def upload(content, file="list.csv"):
    return {"file": file, "content": base64.b64encode(content).decode()}


async def made(rig, title="Massage 1"):
    answer = await rig.post("/api/classes", {"title": title, "term": "Autumn 2026"})
    assert answer.status_code == 201
    return answer.json()["id"]


async def roster(rig, class_id):
    return (await rig.http.get(f"/api/classes/{class_id}")).json()["learners"]


async def test_a_list_is_shown_before_it_is_written_and_then_fills_the_class(run_rig):
    async with run_rig() as rig:
        class_id = await made(rig)
        shown = (await rig.post(f"/api/classes/{class_id}/preview", upload(LIST))).json()
        assert await roster(rig, class_id) == []
        done = (await rig.post(f"/api/classes/{class_id}/import", upload(LIST))).json()
        assert (shown.pop("written"), done.pop("written")) == (False, True)
        assert shown == done
        assert [each["name"] for each in done["learners"]] == ["Ann Lee", "Ben Okri"]
        assert done["refused"] == [{"row": 4, "text": "Ben Okri,2", "reason": "it is row 3 again"}]
        ann, ben = await roster(rig, class_id)
        assert (ann["name"], ann["external"], ann["state"]) == ("Ann Lee", {"number": "1"}, "in")
        assert ann["pseudonym"] != ben["pseudonym"]
        [listed] = (await rig.http.get("/api/classes")).json()["classes"]
        assert (listed["title"], listed["learners"], listed["ended_utc"]) == ("Massage 1", 2, None)


async def test_files_that_are_no_lists_are_refused_in_words(run_rig):
    async with run_rig() as rig:
        address = f"/api/classes/{await made(rig)}/import"
        for body, word in (
            (upload(b"", "empty.csv"), "empty.csv: there is nothing in it"),
            (upload(b"a,b,c\n"), "names no column"),
            ({"file": "a", "content": "no base64!"}, "base64"),
            ({"file": "a"}, "'content' must be a text"),
        ):
            answer = await rig.post(address, body)
            assert answer.status_code == 400
            assert word in answer.json()["error"]
        large = await rig.post(address, upload(b"Name\n" + b"x" * 11_000_000))
        assert large.status_code == 400


def test_only_an_import_may_be_as_large_as_a_file():
    for path, limit in (
        ("/api/classes/ab12/import", 20),
        ("/api/classes/ab12/preview", 20),
        ("/api/classes", 5),
        ("/api/classes/ab12/import/x", 5),
    ):
        assert body_limit_bytes(path) == limit * 1024 * 1024
        assert body_limit_bytes(path, "student") == LIMIT_OF_OTHERS_BYTES
        assert too_large(limit * 1024 * 1024).sentence == f"this is larger than {limit} MB"


async def test_a_class_is_renamed_left_ended_and_begun_again(run_rig):
    async with run_rig() as rig:
        class_id = await made(rig)
        at = f"/api/classes/{class_id}"
        [ann] = (await rig.post(f"{at}/learners", {"name": "Ann"})).json()["learners"]
        assert (await rig.post(f"{at}/rename", {"title": "Evening"})).json()["about"][
            "title"
        ] == "Evening"
        [left] = (await rig.post(f"{at}/leave", {"learner_id": ann["id"]})).json()["learners"]
        assert left["state"] == "out"
        [back] = (await rig.post(f"{at}/enrol", {"learner_id": ann["id"]})).json()["learners"]
        assert back["state"] == "in"
        assert (await rig.post(f"{at}/end", {"over": True})).json()["about"]["ended_utc"]
        refused = await rig.post(f"{at}/learners", {"name": "Ben"})
        assert (refused.status_code, "is over" in refused.json()["error"]) == (400, True)
        assert (await rig.post(f"{at}/end", {"over": False})).json()["about"]["ended_utc"] is None
        assert (await rig.post(f"{at}/end", {"over": "no"})).status_code == 400
        for path, body in (("leave", {"learner_id": "x"}), ("enrol", {"learner_id": "x"})):
            assert (await rig.post(f"{at}/{path}", body)).status_code == 404
        assert (await rig.http.get("/api/classes/none")).status_code == 404


async def test_learners_are_renamed_merged_parted_and_forgotten(run_rig):
    async with run_rig() as rig:
        class_id = await made(rig)
        for name in ("Ann", "Anne"):
            await rig.post(f"/api/classes/{class_id}/learners", {"name": name})
        ann, anne = await roster(rig, class_id)
        at = f"/api/learners/{ann['id']}"
        assert (await rig.post(f"{at}/rename", {"name": "Ann Lee"})).json() == {"done": True}
        assert (
            await rig.post(f"/api/learners/{anne['id']}/merge", {"into": ann["id"]})
        ).status_code == 200
        [one] = await roster(rig, class_id)
        assert (one["name"], one["merged"]) == ("Ann Lee", [{"id": anne["id"], "name": "Anne"}])
        assert (await rig.http.get("/api/learners")).json()["learners"] == [
            {"id": ann["id"], "name": "Ann Lee"}
        ]
        started = await rig.post("/api/stations/pad-1/start", {"learner_id": anne["id"]})
        assert started.status_code == 200
        assert rig.hub.stations["pad-1"].channel.about.learner_name == "Ann Lee"
        busy = await rig.post(f"{at}/forget")
        assert (busy.status_code, busy.json()["error"][:16]) == (409, "Ann Lee is using")
        await rig.post("/api/stations/pad-1/stop")
        assert (await rig.post(f"/api/learners/{anne['id']}/unmerge")).status_code == 200
        assert (await rig.post(f"/api/learners/{anne['id']}/unmerge")).status_code == 404
        done = (await rig.post(f"{at}/forget")).json()
        assert (done["forgotten"], done["sessions_kept"], done["is_scrubbed"]) == (True, 1, False)
        assert [each["name"] for each in await roster(rig, class_id)] == ["Anne"]
        assert rig.hub.stations["pad-1"].channel.about.learner_name == ""
        assert (await rig.post("/api/learners/nobody/forget")).status_code == 404


@pytest.fixture
def many(tmp_path):
    """Ten sessions of two learners."""
    store = tmp_path / "data" / "steadyhold.db"
    store.parent.mkdir()
    ann, ben = add_learner(store, "Ann"), add_learner(store, "Ben")
    with Recorder(store) as recorder:
        for n in range(10):
            head = build.header(f"s{n}", learner_id=(ann, ben)[n % 2])
            build.record(recorder, head, build.pressing(seconds=1))
    return store


async def test_the_list_of_sessions_is_filtered_and_paged(run_rig, many):
    ann = next(key for key, name in names(many).items() if name == "Ann")
    async with run_rig() as rig:

        async def ids(query):
            answer = await rig.http.get(f"/api/sessions?{query}")
            assert answer.status_code == 200, answer.text
            told = answer.json()
            return told["total"], [each["session_id"] for each in told["sessions"]]

        total, first = await ids("limit=4")
        assert (total, len(first)) == (10, 4)
        _, second = await ids("limit=4&skip=4")
        _, third = await ids("limit=4&skip=8")
        assert sorted(first + second + third) == [f"s{n}" for n in range(10)]
        assert sorted((await ids(f"learner={ann}"))[1]) == ["s0", "s2", "s4", "s6", "s8"]
        assert (await ids("protocol=none"))[0] == 0
        assert (await ids("from=2000-01-01&to=9999-12-31"))[0] == 10
        assert (await ids("to=2000-01-01"))[0] == 0
        class_id = await made(rig)
        assert (await ids(f"class={class_id}"))[0] == 0
        await rig.post(f"/api/classes/{class_id}/enrol", {"learner_id": ann})
        assert (await ids(f"class={class_id}"))[0] == 5
        for query in ("from=yesterday", "skip=-1", "limit=0"):
            assert (await rig.http.get(f"/api/sessions?{query}")).status_code == 400
        assert (await rig.http.get("/api/sessions?class=none")).status_code == 404
