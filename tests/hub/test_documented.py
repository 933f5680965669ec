"""Every route answers as docs/schemas/openapi.json says."""

import json
from urllib.parse import quote

import pytest
from jsonschema import ValidationError

from calibration.passport.document import passport_text
from rig.trust.passport_store import PassportStore
from tests.hub.conftest import pad
from tests.hub.test_live_socket import hear
from tests.hub.test_passports import passport_of_today
from tests.patience import until
from tests.schemas.checked import check_answer, schema

FAST = "sim:?learner=good&seed=1&speed=8"


async def test_every_route_that_reads_answers_as_it_is_described(run_rig, tmp_path):
    kept = PassportStore(tmp_path / "data").keep(passport_text(passport_of_today()))
    async with run_rig(pad(source=FAST)) as rig, rig.live() as live:
        session = (await rig.post("/api/stations/pad-1/start", {})).json()["session"]
        await hear(live, "set")
        named = {"session": session, "station": "pad-1", "sha256": kept.sha256, "chart": "creep"}
        named["protocol"] = "tp-hold"
        made = await rig.post("/api/classes", {"title": "Monday", "term": ""})
        named["class"] = made.json()["id"]
        roster = await rig.post(f"/api/classes/{named['class']}/learners", {"name": "Ana"})
        named["learner"] = roster.json()["learners"][0]["id"]
        planned = {"class_id": named["class"], "protocol": "short"}
        named["exam"] = (await rig.post("/api/exams", planned)).json()["about"]["id"]
        for act in ("end", "release"):
            await rig.post(f"/api/exams/{named['exam']}/{act}", {})
        for path, operations in schema("openapi")["paths"].items():
            if "get" in operations:
                address = path.format_map(named)
                asked = operations["get"].get("parameters", [])
                query = {each["name"]: "pad-1" for each in asked if each["in"] == "query"}
                query = {name: value for name, value in query.items() if name == "station"}
                answer = await rig.http.get(address, params=query)
                assert answer.status_code == 200, (path, answer.text)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("stations/pad-1/start", {"protocol": "short", "learner_id": ""}),
        ("stations/pad-1/tare", {}),
        ("stations/pad-1/empty", {}),
        ("stations/pad-1/stop", {}),
        ("stations/pad-1/protocol", {"protocol": "touch-10n"}),
        ("stations/pad-1/unassign", {}),
        ("protocol", {"protocol": "touch-10n"}),
        ("learners", {"name": "Zoë"}),
        ("devices/watch", {}),
    ],
)
async def test_every_route_that_changes_something_answers_as_it_is_described(rig, path, body):
    await until(lambda: rig.hub.channels[0].ring.count > 10)
    answer = await rig.post(f"/api/{path}", body)
    assert answer.status_code in (200, 201), answer.text


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        ({"session": 7}, {}),
        ({"session": "9a42", "more": 1}, {}),
        ({}, {}),
        ({"session": "9a42"}, {"protocol": 7}),
    ],
    ids=["type", "more", "less", "asked"],
)
def test_an_answer_that_is_not_as_described_is_found(answer, asked):
    address = f"http://127.0.0.1:8050/api/stations/{quote('pad 1')}/start"
    good = json.dumps({"session": None}).encode()
    kind = "application/json"
    assert check_answer("POST", address, {}, 200, kind, good) == "/api/stations/{station}/start"
    assert check_answer("GET", "http://127.0.0.1:8050/board", None, 200, "text/html", b"") == ""
    with pytest.raises(ValidationError):
        check_answer("POST", address, asked, 200, kind, json.dumps(answer).encode())
