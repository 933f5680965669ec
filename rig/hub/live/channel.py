"""What screens may know of one station: written by its task, read by any number of sockets."""

import json
import logging
import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from calibration.tare import LOADED
from firmware_bridge.rounding import tenths_passed, tenths_to_come
from firmware_bridge.samples import LinkState
from rig.engine.scoring.basis import ScoreBasis
from rig.engine.scoring.results import basis_json, set_json
from rig.engine.scoring.target import Protocol, Target
from rig.engine.step import Live, SetResult
from rig.hub.live.change_signal import ChangeSignal
from rig.hub.live.ring import Ring
from rig.hub.messages import (
    DrawnLevelJson,
    DrawnProtocolJson,
    ExamAtStationJson,
    LinkMessage,
    LiveMessage,
    NoticeJson,
    SetMessage,
    StationJson,
)
from rig.school.exams.blind import ExamAtStation
from rig.school.help import HelpState
from rig.school.notice import StationNotice
from rig.school.recent import NOTHING_YET, Recent

# Enough for a screen that was away for some seconds; older news is in the record.
NEWS_KEPT = 64

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StationDescription:
    """What changes rarely; every change is told to every screen.

    Attributes:
        index: place of the station on the wall.
        session: id of the session under way; None between sessions.
        last_score: of the newest scored hold of this learner; None without one.
        last_expanded: its uncertainty (k = 2); None where it is not known.
        basis: calibration of the sensor and what its scores may be used for; None before the
            sensor has said what it is.
        on_screen: a page is its pad.
        last_session: id of the newest session since the start of the hub; None before the first.
        help: how a call for the instructor stands.
        notice: the newest message of the instructor; None without one.
        exam: the exam that has the station; None without one.
    """

    index: int
    id: str
    name: str
    simulated: bool
    learner_id: str
    learner_name: str
    protocol: Protocol
    session: str | None
    link_state: LinkState
    link_reason: str
    last_score: float | None
    last_expanded: float | None
    basis: ScoreBasis | None = None
    on_screen: bool = False
    last_session: str | None = None
    help: HelpState = "none"
    notice: StationNotice | None = None
    exam: ExamAtStation | None = None


class StationChannel:
    """Rings, words and news of one station; every change beats the pulse.

    Args:
        about: how the station stands at the start.
        rate_hz: samples per second to expect.

    Attributes:
        about: what changes rarely.
        about_version: counts the changes of `about`.
        live: newest provisional state.
        ring: newest samples.
        recent: what the last minutes leave for the list of who needs help.
        changed: beats after every change.
        news_count: texts told so far.
        trouble: a sentence about the record while it is not safe, else empty.
        warning: a sentence about the disk of the record while it is, else empty.
    """

    def __init__(self, about: StationDescription, rate_hz: float) -> None:
        self.about = about
        self.about_version = 0
        self.live = idle_live(about.protocol)
        self.ring = Ring(rate_hz)
        self.recent: Recent = NOTHING_YET
        self.changed = ChangeSignal()
        self.news_count = 0
        self.trouble = self.warning = ""
        self._is_down = False
        self._news: deque[tuple[int, str]] = deque(maxlen=NEWS_KEPT)

    @property
    def is_taken(self) -> bool:
        """Whether a session is under way, or an exam has the station between two."""
        return self.about.session is not None or self.about.exam is not None

    def change(self, **changes: Any) -> None:
        """Replace fields of `about`; a change of the link is news as well."""
        after = replace(self.about, **changes)
        if after == self.about:
            return
        link_before = (self.about.link_state, self.about.link_reason)
        self.about = after
        self.about_version += 1
        if (after.link_state, after.link_reason) != link_before:
            self.tell(link_json(after))
            self._log(after)
        self.changed.notify()

    def _log(self, about: StationDescription) -> None:
        """One line when a sensor is lost, one when it is back."""
        if about.on_screen:
            # Pages come and go; no cable is to be looked after.
            return
        if about.link_state == "lost":
            self._is_down = True
            log.warning("%s: %s", about.name, about.link_reason)
        elif about.link_state == "streaming" and self._is_down:
            self._is_down = False
            log.warning("%s: the sensor is back", about.name)

    def tell(self, words: Mapping[str, Any]) -> None:
        """Send one message to every screen of this station, in order, none skipped."""
        self.news_count += 1
        self._news.append((self.news_count, json_text(words)))
        self.changed.notify()

    def say(self, trouble: str, warning: str) -> None:
        """Tell every screen that recording is in trouble, or well again."""
        if (trouble, warning) != (self.trouble, self.warning):
            self.trouble, self.warning = trouble, warning
            self.changed.notify()

    def age_s(self, epoch_ms: float) -> float:
        """Age of the newest sample at a time of the wall clock; infinite before the first."""
        if not self.ring.count:
            return math.inf
        return (epoch_ms - self.live.t_s * 1e3 - self.ring.epoch_minus_t_ms) / 1e3

    def live_json(self) -> LiveMessage:
        """The live message of this moment."""
        return live_json(self.about.id, self.live, self.trouble, self.warning)

    def news_after(self, count: int) -> list[str]:
        """Texts told after the first `count` ones, as far as they are kept."""
        if count >= self.news_count:
            return []
        return [text for number, text in self._news if number > count]


def idle_live(protocol: Protocol) -> Live:
    """The state of a station before its first sample."""
    return Live(
        t_s=0.0,
        phase="free",
        cue="",
        zone="none",
        force_n=math.nan,
        held_s=0.0,
        in_band_s=0.0,
        repetition=0,
        repetitions=protocol.repetitions,
        rest_left_s=0.0,
        note="",
        level=1,
        levels=len(protocol.targets),
    )


def station_json(about: StationDescription) -> StationJson:
    """One station as the hello message and the JSON API tell it."""
    return {
        "index": about.index,
        "id": about.id,
        "name": about.name,
        "learner_id": about.learner_id,
        "learner_name": about.learner_name,
        "simulated": about.simulated,
        "on_screen": about.on_screen,
        "session": about.session,
        "last_session": about.last_session,
        "protocol": practice_protocol_json(about.protocol),
        "link": {"state": about.link_state, "reason": about.link_reason},
        "last_score": about.last_score,
        "last_expanded": about.last_expanded,
        "basis": None if about.basis is None else basis_json(about.basis),
        "help": about.help,
        "notice": None if about.notice is None else notice_json(about.notice),
        "exam": None if about.exam is None else exam_at_station_json(about.exam),
    }


def exam_at_station_json(exam: ExamAtStation) -> ExamAtStationJson:
    """The exam that has a station."""
    return {
        "id": exam.exam_id,
        "title": exam.title,
        "stage": exam.stage,
        "before": exam.before,
        "asked": exam.asked,
    }


def notice_json(notice: StationNotice) -> NoticeJson:
    """A message of the instructor."""
    return {"id": notice.id, "text": notice.text, "is_read": notice.is_read}


def practice_protocol_json(protocol: Protocol) -> DrawnProtocolJson:
    """What a screen needs to draw a protocol."""
    return {
        "id": protocol.id,
        "version": protocol.version,
        "name": protocol.name,
        **_level_json(protocol.target),
        "ceiling_n": protocol.target.ceiling_n,
        "repetitions": protocol.repetitions,
        "rest_s": protocol.rest_s,
        "feedback": protocol.feedback,
        "levels": [_level_json(each) for each in protocol.targets],
    }


def _level_json(target: Target) -> DrawnLevelJson:
    return {
        "force_n": target.force_n,
        "low_n": target.low_n,
        "high_n": target.high_n,
        "hold_s": target.hold_s,
        "hold_min_s": target.hold_min_s,
        "hold_max_s": target.hold_max_s,
    }


def live_json(station_id: str, live: Live, trouble: str, warning: str) -> LiveMessage:
    """The provisional state as the live message tells it; seconds in whole tenths.

    Trouble with the record comes before whatever else there is to note.
    """
    return {
        "type": "live",
        "station": station_id,
        "phase": live.phase,
        "cue": live.cue,
        "zone": live.zone,
        "held_s": tenths_passed(live.held_s),
        "in_band_s": tenths_passed(live.in_band_s),
        "repetition": live.repetition,
        "repetitions": live.repetitions,
        "level": live.level,
        "levels": live.levels,
        "rest_left_s": tenths_to_come(live.rest_left_s),
        "note": trouble or live.note,
        "loaded": live.phase == "taring" and live.note == LOADED,
        "warning": warning,
    }


def link_json(about: StationDescription) -> LinkMessage:
    """The link message."""
    return {
        "type": "link",
        "station": about.id,
        "state": about.link_state,
        "reason": about.link_reason,
    }


def set_end_json(station_id: str, session_id: str, result: SetResult) -> SetMessage:
    """The message that ends a set."""
    return {
        "type": "set",
        "station": station_id,
        "session": session_id,
        "result": set_json(result),
    }


def json_text(words: Mapping[str, Any]) -> str:
    """Compact JSON; a NaN is a mistake of ours and raises ValueError."""
    return json.dumps(words, allow_nan=False, separators=(",", ":"), ensure_ascii=False)
