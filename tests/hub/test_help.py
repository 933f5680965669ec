"""A student calls the instructor, who comes; short messages to one station or to all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.school.help import help_after
from rig.school.notice import MOST_CHARACTERS, notice_text
from tests.hub.conftest import pad
from tests.hub.test_attention import needs_in, told

OVERRIDE = "\u202e"


async def test_who_calls_is_first_on_the_list_until_they_were_helped(run_rig):
    plans = (pad(source="sim:?learner=good&fault=unplug@0+60"), pad("pad-2", name="Pad 2"))
    async with run_rig(*plans) as rig, rig.live("all") as live:
        while needs_in(await told(live, "attention"), "pad-1") != ["lost_sensor"]:
            pass
        assert (await rig.post("/api/stations/pad-2/help")).json() == {"help": "asked"}
        said = await told(live, "attention")
        assert [each["station"] for each in said["stations"]] == ["pad-2", "pad-1"]
        assert needs_in(said, "pad-2") == ["calls_for_help"]
        assert (await rig.post("/api/stations/pad-2/help/coming")).json() == {"help": "coming"}
        said = await told(live, "attention")
        assert [each["station"] for each in said["stations"]] == ["pad-1", "pad-2"]
        assert (await rig.post("/api/stations/pad-2/help/done")).json() == {"help": "none"}
        assert not needs_in(await told(live, "attention"), "pad-2")


async def test_a_call_is_taken_back_by_whoever_called(rig):
    await rig.post("/api/stations/pad-1/help")
    await rig.post("/api/stations/pad-1/help/back")
    assert rig.hub.channels[0].about.help == "none"
    # On the way to somebody who has just taken it back.
    assert (await rig.post("/api/stations/pad-1/help/coming")).json() == {"help": "none"}


@given(st.lists(st.sampled_from(["call", "take_back", "come", "done"])))
def test_help_is_on_the_way_only_to_whoever_called_and_still_waits(acts):
    state, calls = "none", False
    for act in acts:
        state = help_after(state, act)
        calls = (calls or act == "call") and act not in ("take_back", "done")
    assert (state != "none") == calls


async def _notice_told(live):
    """The message of the one station, as it is told next."""
    [station] = (await told(live, "hello"))["stations"]
    return station["notice"]


async def test_a_message_reaches_every_station_that_is_meant_and_is_marked_once_read(run_rig):
    async with run_rig(pad(), pad("pad-2", name="Pad 2")) as rig, rig.live("pad-1") as live:
        await told(live, "hello")
        answer = await rig.post(
            "/api/message", {"text": "Elbows\n straight <b>", "stations": ["pad-1"]}
        )
        assert answer.json() == {"refused": {}}
        while (notice := await _notice_told(live)) is None:
            pass  # The sensor of the station was found in between.
        assert (notice["text"], notice["is_read"]) == ("Elbows straight <b>", False)
        assert rig.hub.channels[1].about.notice is None
        other = await rig.post("/api/stations/pad-1/message/read", {"id": "another"})
        assert other.json()["notice"]["is_read"] is False
        await rig.post("/api/stations/pad-1/message/read", {"id": notice["id"]})
        while not (await _notice_told(live))["is_read"]:
            pass
        await rig.post("/api/message", {"text": "Well done"})
        texts = [channel.about.notice.text for channel in rig.hub.channels]
        assert texts == ["Well done", "Well done"]
        assert (await rig.post("/api/stations/pad-2/message/read", {"id": ""})).status_code == 200


async def test_a_message_is_for_whoever_sits_there_and_not_for_the_next(run_rig):
    async with run_rig(pad()) as rig:
        ids = [(await rig.post("/api/learners", {"name": name})).json()["id"] for name in "AB"]
        await rig.post("/api/stations/pad-1/sit", {"learner_id": ids[0]})
        await rig.post("/api/message", {"text": "Less force"})
        await rig.post("/api/stations/pad-1/sit", {"learner_id": ids[0]})
        assert rig.hub.channels[0].about.notice
        await rig.post("/api/stations/pad-1/sit", {"learner_id": ids[1]})
        about = rig.hub.channels[0].about
        assert (about.learner_name, about.notice) == ("B", None)


@pytest.mark.parametrize("text", ["", " \n ", "x" * (MOST_CHARACTERS + 1), "\u200b", None, 7])
async def test_a_message_nobody_could_read_is_refused_in_a_sentence(rig, text):
    answer = await rig.post("/api/message", {"text": text})
    assert answer.status_code == 400
    assert "'text' must be" in answer.json()["error"]
    assert rig.hub.channels[0].about.notice is None


def test_what_would_steer_a_screen_is_spelled_in_a_message():
    assert notice_text(f"ab{OVERRIDE}cd\x1b[2J") == "ab\\u202ecd\\x1b[2J"
    assert notice_text("x" * MOST_CHARACTERS) == "x" * MOST_CHARACTERS
