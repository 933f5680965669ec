"""Protocols saved, checked, taken out of use and previewed by the API of a rig at work."""

import tomllib
from dataclasses import replace

import pytest

from rig.hub.process.preview_process import PreviewFailedError
from rig.protocols.library import built_in
from rig.protocols.reader import protocol_from
from rig.protocols.versions import SCHOOL
from rig.protocols.writer import protocol_table, toml_of
from rig.store.people.roster import add_to_class, create_class, end_class, enrol
from rig.store.read import load_session
from rig.store.rescore import rescore_session
from rig.store.targets.preview_program import PreviewQuestion
from rig.store.targets.versions import save_version
from tests.hub.conftest import pad, short_protocol
from tests.hub.test_live_socket import hear
from tests.patience import until

HOLD = built_in()["tp-hold"]
FAST = "sim:?learner=good&seed=1&speed=8"


def wider(**changes):
    return protocol_table(
        replace(HOLD, name="Wider", target=replace(HOLD.target, band_frac=0.2), **changes)
    )


async def save(rig, document, base, **more):
    return await rig.post("/api/protocols/save", {"document": document, "base": base, **more})


async def names(rig, **query):
    known = (await rig.http.get("/api/protocols", params=query)).json()["protocols"]
    return {each["id"]: each["name"] for each in known}


async def test_a_check_names_every_mistake_at_its_key_and_keeps_nothing(rig):
    document = protocol_table(HOLD)
    document["target"]["force_n"] = 900
    document["repetitions"] = 2.5
    document["colour"] = "red"
    told = (await rig.post("/api/protocols/check", {"document": document})).json()
    assert {each["path"] for each in told["mistakes"]} == {
        "colour", "repetitions", "target.force_n"
    }  # fmt: skip
    assert (told["document"], told["toml"], told["protocol"]) == (document, "", None)
    assert (await names(rig))["tp-hold"] == HOLD.name


async def test_the_form_and_a_file_are_one_document(rig):
    by_form = (await rig.post("/api/protocols/check", {"document": wider()})).json()
    by_file = (await rig.post("/api/protocols/check", {"toml": by_form["toml"]})).json()
    assert by_form == by_file
    assert by_form["mistakes"] == []
    assert by_form["in_use"] == HOLD.version
    assert tomllib.loads(by_form["toml"]) == by_form["document"]


@pytest.mark.parametrize("toml", ["id = ", "x = nan", "at = 2026-01-01", "a" * 70000, "\x00"])
async def test_a_text_that_is_no_protocol_is_told_so(rig, toml):
    told = await rig.post("/api/protocols/check", {"toml": toml})
    assert told.status_code == 200, told.text
    assert told.json()["mistakes"]


async def test_every_key_of_the_form_is_a_key_of_a_file(rig):
    form = (await rig.http.get("/api/protocols/form")).json()
    document = protocol_table(replace(HOLD, pass_score=75.0, assessment=True))
    target = document.pop("target")
    paths = {*document, *(f"target.{key}" for key in target)}
    assert {each["path"] for each in form["fields"]} == paths
    assert {each["name"] for each in form["criteria"]} >= set(dict(HOLD.weights))


async def test_a_saved_protocol_is_in_use_and_its_versions_are_kept(rig):
    saved = await save(rig, wider(), base=1, reason="for beginners")
    assert saved.status_code == 201
    assert (await save(rig, wider(pass_score=75.0), base=2)).status_code == 201
    told = (await rig.http.get("/api/protocols/tp-hold/versions")).json()
    assert [each["number"] for each in told["versions"]] == [3, 2]
    assert (told["in_use"], told["library"]["number"]) == (3, 1)
    assert told["versions"][1]["reason"] == "for beginners"
    kept = protocol_from(told["versions"][1]["document"], "kept")
    assert kept == replace(HOLD, name="Wider", target=kept.target, version=2)
    assert (await names(rig))["tp-hold"] == "Wider"


async def test_the_second_of_two_instructors_is_told(rig):
    await save(rig, wider(), base=1)
    refused = await save(rig, protocol_table(HOLD), base=1)
    assert refused.status_code == 409
    assert "tp-hold is at version 2 now" in refused.json()["error"]
    assert (await save(rig, protocol_table(HOLD), base=2)).status_code == 201


async def test_a_class_trains_with_its_own_version(rig):
    spring = create_class(rig.store, "Spring", "2026")
    assert (await save(rig, wider(), base=1, class_id=spring)).status_code == 201
    assert (await names(rig))["tp-hold"] == HOLD.name
    assert (await names(rig, class_id=spring))["tp-hold"] == "Wider"
    body = {"protocol": "tp-hold", "class_id": spring}
    assert (await rig.post("/api/stations/pad-1/protocol", body)).status_code == 200
    assert rig.hub.channels[0].about.protocol.version == 2
    # What is saved for the school leaves a station that works with the version of a class.
    await save(rig, protocol_table(replace(HOLD, name="School")), base=1)
    assert rig.hub.channels[0].about.protocol.version == 2


async def test_a_set_is_for_the_only_class_its_learner_is_in(rig):
    spring, autumn = (create_class(rig.store, title, "") for title in ("Spring", "Autumn"))
    ana = add_to_class(rig.store, spring, "Ana")
    await save(rig, wider(), base=1, class_id=spring)
    body = {"protocol": "tp-hold", "learner_id": ana}

    async def version_of(**more):
        assert (await rig.post("/api/stations/pad-1/start", body | more)).status_code == 200
        version = rig.hub.channels[0].about.protocol.version
        await rig.post("/api/stations/pad-1/stop")
        return version

    assert await version_of() == 2
    assert await version_of(class_id="") == 1
    enrol(rig.store, autumn, ana)
    assert await version_of() == 1
    end_class(rig.store, autumn, is_over=True)
    assert await version_of() == 2


async def test_what_is_taken_out_of_use_is_the_library_again(rig):
    await save(rig, wider(), base=1)
    gone = await rig.post("/api/protocols/tp-hold/retire", {"base": 2, "reason": "too easy"})
    assert gone.json()["in_use"] == 1
    assert gone.json()["versions"][0]["protocol"] is None
    assert (await names(rig))["tp-hold"] == HOLD.name
    again = await rig.post("/api/protocols/tp-hold/retire", {"base": 1})
    assert again.status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("save", {"base": 1}, 400, "'document' must be"),
        ("save", {"base": -1, "document": protocol_table(HOLD)}, 400, "a whole number"),
        ("save", {"base": 1, "document": {}}, 400, "name is missing"),
        ("save", {"base": 1, "document": {"id": "x" * 99}}, 400, "60 at most"),
        ("nothing/retire", {"base": 0}, 404, "none is kept"),
        ("save", {"base": 1, "document": protocol_table(HOLD), "class_id": "f00"}, 404, "class"),
        ("preview", {"document": protocol_table(HOLD), "class_id": "f00"}, 404, "class"),
        ("preview", {"document": protocol_table(HOLD), "after": "f00"}, 409, "not looked at"),
    ],
)
async def test_a_wrong_request_is_refused_in_words(rig, path, body, status, words):
    answer = await rig.post(f"/api/protocols/{path}", body)
    assert (answer.status_code, words in answer.json()["error"]) == (status, True), answer.text


async def test_versions_of_a_protocol_there_is_not_are_not_found(rig):
    assert (await rig.http.get("/api/protocols/nothing/versions")).status_code == 404


async def test_a_station_in_a_set_keeps_what_it_began_with_and_the_next_set_has_the_new(run_rig):
    async with run_rig(pad(source=FAST), pad("pad-2", FAST, "Pad 2")) as rig:
        usual = short_protocol()
        rig.hub.protocols_in_use.library["short"] = usual
        for station in ("pad-1", "pad-2"):
            await rig.post(f"/api/stations/{station}/protocol", {"protocol": "short"})
        async with rig.live() as live:
            began = (await rig.post("/api/stations/pad-1/start", {})).json()["session"]
            new = protocol_table(replace(usual, name="New", pass_score=10.0))
            assert (await save(rig, new, base=1)).status_code == 201
            first, second = (channel.about.protocol.version for channel in rig.hub.channels)
            assert (first, second) == (1, 2)
            await hear(live, "set")
        await until(lambda: rig.hub.channels[0].about.session is None)
        then = (await rig.post("/api/stations/pad-1/start", {})).json()["session"]
        assert rig.hub.channels[0].about.protocol.version == 2
        await rig.post("/api/stations/pad-1/stop")
        await until(lambda: rig.hub.channels[0].about.session is None)
    assert load_session(rig.store, began).header.protocol == usual
    assert load_session(rig.store, then).header.protocol.name == "New"
    assert rescore_session(rig.store, began).is_identical


async def test_a_preview_tells_what_would_change_and_changes_nothing(run_rig):
    async with run_rig(pad(source=FAST)) as rig, rig.live() as live:
        usual = short_protocol()
        rig.hub.protocols_in_use.library["short"] = usual
        session = (await rig.post("/api/stations/pad-1/start", {"protocol": "short"})).json()
        await hear(live, "set")
        await until(lambda: rig.hub.channels[0].about.session is None)
        harder = replace(usual, target=replace(usual.target, force_n=40.0, ceiling_n=60.0))
        body = {"toml": toml_of(harder)}
        told = (await rig.post("/api/protocols/preview", body)).json()
        [one] = told["sessions"]
        assert (told["of"], told["next"], one["session"]) == (1, "", session["session"])
        assert one["changed"]
        assert one["now"]["score"] < one["was"]["score"]
        body["class_id"] = create_class(rig.store, "Spring", "2026")
        nobody = (await rig.post("/api/protocols/preview", body)).json()
        assert nobody["of"] == 0
    assert load_session(rig.store, session["session"]).header.protocol == usual


async def test_what_is_saved_from_a_terminal_is_in_use_without_a_new_start(rig):
    save_version(
        rig.store, replace(HOLD, name="Terminal"), {HOLD.id: HOLD},
        class_id=SCHOOL, base=1, by="local", reason="",
    )  # fmt: skip
    assert (await names(rig))["tp-hold"] == "Terminal"


async def test_a_preview_without_a_store_is_told_and_not_a_fall(rig, tmp_path):
    question = PreviewQuestion(str(tmp_path / "none.db"), HOLD, None, "gone", 1.0)
    with pytest.raises(PreviewFailedError, match="not looked at"):
        await rig.hub.previews.answer(question)
