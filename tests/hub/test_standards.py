"""Agreement and pass marks by the API: a school comes to its own pass mark, step by step."""

import pytest

from rig.protocols.library import built_in
from rig.store.people.roster import create_class

HOLD = built_in()["tp-hold"]
NAMES = [name for name, weight in HOLD.weights if weight > 0]
EXAM = "mark\tscore\n" + "\n".join(
    f"{1 + n % 5}\t{50 + 9 * (1 + n % 5) + n % 3}" for n in range(25)
)
FEW = "\n".join(EXAM.splitlines()[:10])
WHY = "exam of spring"


async def standing(rig, **query):
    told = (await rig.http.get("/api/standards", params=query)).json()
    return next(each for each in told["protocols"] if each["id"] == "tp-hold"), told["cuts"]


async def accept(rig, **more):
    body = {"protocol": "tp-hold", "method": "borderline", "text": EXAM, "reason": WHY}
    return await rig.post("/api/standards/accept", body | more)


async def judge(rig, number, points):
    body = {"judge": number, "points": points}
    return await rig.post("/api/standards/panel/tp-hold/judge", body)


async def test_two_examiners_are_compared_by_what_was_pasted(rig):
    pasted = "ana ben\n3 4\n2 2\n5 5\n1 2\n4 4\n"
    told = (await rig.post("/api/standards/agreement", {"text": pasted})).json()
    assert (told["columns"], told["n"]) == (["ana", "ben"], 5)
    assert told["bland_altman"]["bias"] == pytest.approx(-0.4)
    assert [each["weights"] for each in told["kappas"]] == ["none", "linear", "quadratic"]


async def test_an_exam_has_a_cut_score_and_a_grey_zone_and_nothing_changes(rig):
    told = (await rig.post("/api/standards/cut", {"text": EXAM, "sem_points": 4})).json()
    assert told["against"] == []
    assert told["zone"]["low_points"] == pytest.approx(told["regression"]["cut_points"] - 4)
    assert told["passed"] + told["repeated"] + told["failed"] == 25
    now, cuts = await standing(rig)
    assert (now["version"], now["cut"], cuts) == (HOLD.version, 0, [])


async def test_only_the_use_of_an_accepted_cut_score_changes_the_pass_mark(rig):
    was, _ = await standing(rig)
    assert (await accept(rig)).status_code == 201
    now, [cut] = await standing(rig)
    assert now["pass_score"] == was["pass_score"]
    assert (cut["number"], cut["method"], cut["n"], cut["reason"]) == (1, "borderline", 25, WHY)
    body = {"base": HOLD.version, "reason": "agreed by the board"}
    used = await rig.post("/api/standards/cuts/1/use", body)
    assert used.status_code == 200
    now, _ = await standing(rig)
    assert now["pass_score"] == round(cut["cut_points"], 1)
    assert (now["version"], now["cut"]) == (HOLD.version + 1, 1)
    assert "your school's own" in now["standing"]
    assert "borderline regression of 25 learners" in now["standing"]
    versions = (await rig.http.get("/api/protocols/tp-hold/versions")).json()["versions"]
    assert versions[0]["reason"] == "cut score 1: agreed by the board"
    again = await rig.post("/api/standards/cuts/1/use", body)
    assert again.status_code == 409


async def test_a_pass_mark_that_rests_on_nothing_is_called_provisional(rig):
    saved = (await rig.http.get("/api/protocols/tp-hold/versions")).json()["library"]
    document = {"base": 1, "document": saved["document"] | {"pass_score": 75}}
    assert (await rig.post("/api/protocols/save", document)).status_code == 201
    now, _ = await standing(rig)
    assert now["standing"] == "provisional, not validated for your school"


async def test_a_class_may_have_a_pass_mark_of_its_own(rig):
    spring = create_class(rig.store, "Spring", "2026")
    await accept(rig)
    body = {"base": HOLD.version, "reason": "theirs", "class_id": spring}
    assert (await rig.post("/api/standards/cuts/1/use", body)).status_code == 200
    assert (await standing(rig))[0]["cut"] == 0
    assert (await standing(rig, class_id=spring))[0]["cut"] == 1


async def test_a_cut_score_of_few_is_shown_and_not_accepted(rig):
    told = (await rig.post("/api/standards/cut", {"text": FEW})).json()
    assert told["regression"]["n"] == 9
    refused = await accept(rig, text=FEW)
    assert refused.status_code == 409
    assert "too few: at least 20 learners, here 9" in refused.json()["error"]
    assert (await standing(rig))[1] == []


async def test_a_panel_of_five_comes_to_a_cut_score(rig):
    for number in range(1, 5):
        told = (await judge(rig, number, dict.fromkeys(NAMES, 50 + 5 * number))).json()
    assert told["against"] == ["too few: at least 5 judges, here 4"]
    assert (await accept(rig, method="angoff")).status_code == 409
    told = (await judge(rig, 5, dict.fromkeys(NAMES, 75))).json()
    assert told["cut"]["cut_points"] == pytest.approx(65)
    assert (await accept(rig, method="angoff", sem_points=3.5)).status_code == 201
    _, [cut] = await standing(rig)
    assert (cut["method"], cut["n"], cut["sem_points"]) == ("angoff", 5, 3.5)
    told = (await judge(rig, 5, None)).json()
    assert [each["judge"] for each in told["judgements"]] == [1, 2, 3, 4]


async def test_a_judgement_of_other_criteria_is_kept_and_does_not_count(rig):
    await judge(rig, 1, dict.fromkeys(NAMES, 60))
    saved = (await rig.http.get("/api/protocols/tp-hold/versions")).json()["library"]
    weights = dict(saved["document"]["weights"])
    weights.pop(NAMES[0])
    document = {"base": 1, "document": saved["document"] | {"weights": weights}}
    assert (await rig.post("/api/protocols/save", document)).status_code == 201
    told = (await rig.http.get("/api/standards/panel/tp-hold")).json()
    assert [each["fits"] for each in told["judgements"]] == [False]
    assert told["cut"] is None


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("agreement", {"text": "a"}, 400, "two columns"),
        ("agreement", {"text": EXAM, "columns": ["mark", "x"]}, 400, "there is no column 'x'"),
        ("agreement", {"text": EXAM, "columns": "mark"}, 400, "a list of names"),
        ("cut", {"text": EXAM, "borderline_mark": 1e300}, 400, "a number up to"),
        ("cut", {"text": EXAM, "sem_points": -1}, 400, "from 0 to 100"),
        ("cut", {"text": EXAM, "sem_points": True}, 400, "a number"),
        ("accept", {"protocol": "tp-hold", "method": "x", "reason": WHY}, 400, "'angoff'"),
        ("accept", {"protocol": "no", "method": "angoff", "reason": WHY}, 404, "none is kept"),
        ("accept", {"protocol": "tp-hold", "method": "angoff", "reason": " "}, 400, "a few words"),
        ("cuts/7/use", {"base": 1, "reason": WHY}, 404, "none was accepted yet"),
        ("cuts/x/use", {"base": 1, "reason": WHY}, 404, "there is no cut score 0"),
        ("panel/tp-hold/judge", {"judge": 0, "points": None}, 400, "from 1 to 99"),
        ("panel/tp-hold/judge", {"judge": 1, "points": []}, 400, "a JSON object"),
        ("panel/tp-hold/judge", {"judge": 1, "points": {"accuracy": "x"}}, 400, "a number for"),
        ("panel/tp-hold/judge", {"judge": 1, "points": {"accuracy": 5}}, 400, "is missing"),
        ("panel/no/judge", {"judge": 1, "points": None}, 404, "none is kept"),
    ],
)
async def test_what_is_asked_wrongly_is_refused_in_a_sentence(rig, path, body, status, words):
    refused = await rig.post(f"/api/standards/{path}", body)
    assert refused.status_code == status, refused.text
    assert words in refused.json()["error"]
