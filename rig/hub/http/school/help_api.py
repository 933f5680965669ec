"""Routes of a call for help and of a message that was read (docs/api.md)."""

from dataclasses import replace

from rig.hub.answers import HelpAnswer, NoticeAnswer
from rig.hub.errors import StationMissingError
from rig.hub.http.json_route import Call, changes
from rig.hub.http.stations_api import STATION, theirs
from rig.hub.live.channel import StationChannel, notice_json
from rig.hub.live.seen_by import may_speak_at
from rig.school.help import HelpAct, help_after
from rig.school.roles import INSTRUCTORS, THE_CLASS


async def _call(call: Call) -> HelpAnswer:
    return _help(call, "call")


async def _take_back(call: Call) -> HelpAnswer:
    return _help(call, "take_back")


async def _come(call: Call) -> HelpAnswer:
    return _help(call, "come")


async def _done(call: Call) -> HelpAnswer:
    return _help(call, "done")


def _help(call: Call, act: HelpAct) -> HelpAnswer:
    channel = _seat(call)
    channel.change(help=help_after(channel.about.help, act))
    call.hub.look()
    return HelpAnswer(help=channel.about.help)


async def _read(call: Call) -> NoticeAnswer:
    """A message that was replaced meanwhile stays unread: another one was meant."""
    channel = _seat(call)
    newest = channel.about.notice
    if newest is not None and newest.id == call.text("id"):
        newest = replace(newest, is_read=True)
        channel.change(notice=newest)
    return NoticeAnswer(notice=None if newest is None else notice_json(newest))


def _seat(call: Call) -> StationChannel:
    channel = theirs(call, call.station).channel
    if not may_speak_at(call.actor, channel.about):
        raise StationMissingError(call.station, tuple(call.hub.stations))
    return channel


MISSING = (StationMissingError,)

ROUTES = (
    changes(
        f"{STATION}/help",
        _call,
        HelpAnswer,
        "Call the instructor",
        refusals=MISSING,
        open_to=THE_CLASS,
    ),
    changes(
        f"{STATION}/help/back",
        _take_back,
        HelpAnswer,
        "Take the call back",
        refusals=MISSING,
        open_to=THE_CLASS,
    ),
    changes(
        f"{STATION}/help/coming",
        _come,
        HelpAnswer,
        "Say to whoever called that you are on the way",
        refusals=MISSING,
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{STATION}/help/done",
        _done,
        HelpAnswer,
        "Say that they were helped",
        refusals=MISSING,
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{STATION}/message/read",
        _read,
        NoticeAnswer,
        "Say that the message was read",
        refusals=MISSING,
        asked={"id": str},
        open_to=THE_CLASS,
    ),
)
