"""Where the steps of a station are shown: first as they are now, then as news."""

import time

from firmware_bridge.samples import LinkNews, RawBlock
from firmware_bridge.source import Source
from rig.engine.scoring.results import hold_json
from rig.engine.step import Command, CommandKind, Station, Step
from rig.hub.live.channel import StationChannel, set_end_json
from rig.hub.messages import HoldMessage
from rig.hub.station.last_zero import LastZero
from rig.hub.station.learners import DemoLearner
from rig.school.exams.blind import blind_force, blind_step
from rig.school.recent import Recent, after_start, after_step


class Sinks:
    """The screens of one station.

    Args:
        channel: where screens look.

    Attributes:
        last_zero: of the sensor as it is connected.
    """

    def __init__(self, channel: StationChannel) -> None:
        self.channel = channel
        self.last_zero = LastZero()

    def begin(self, station: Station, session_id: str, learner: DemoLearner) -> None:
        """Show that a session has begun."""
        self.seat(learner)
        self.channel.recent = after_start(self.channel.recent, learner.id)
        self.channel.change(
            protocol=station.protocol,
            session=session_id,
            last_session=session_id,
            last_score=None,
            last_expanded=None,
        )

    def seat(self, learner: DemoLearner) -> None:
        """Show who sits there; what was said and scored before was another one's."""
        before = self.channel.about
        if learner.id == before.learner_id:
            return
        self.channel.recent = Recent(learner=learner.id)
        self.channel.change(
            learner_id=learner.id,
            learner_name=learner.name,
            last_score=None,
            last_expanded=None,
            notice=None,
            # Whoever called before they said who they are still waits.
            help="none" if before.learner_id else before.help,
        )

    def command(self, station: Station, kind: CommandKind, by: str) -> Command:
        """A command; one that begins a set tells the last zero where that still counts."""
        return self.last_zero.command(kind, station.calibration.column, by)

    def take_link(self, news: LinkNews) -> None:
        """What the link said."""
        self.channel.change(link_state=news.state, link_reason=news.reason)
        if news.state in ("connecting", "lost", "ended"):
            self.last_zero.forget()

    def take_block(self, station: Station, source: Source, block: RawBlock, step: Step) -> None:
        """What one block did."""
        if len(block.t_s):
            newest_s = float(block.t_s[-1])
            # Measured anew each time: the wall clock may be stepped while we run.
            wall_minus_host_s = time.time() - time.monotonic()
            offset_s = source.host_s(newest_s) - newest_s + wall_minus_host_s
            is_blind = self.channel.about.exam is not None
            force_n = blind_force(step.force_n) if is_blind else step.force_n
            self.channel.ring.append(block.t_s, force_n, offset_s * 1e3)
        self.take(station, step)

    def take(self, station: Station, step: Step) -> None:
        """What one step of the fold found; of an exam no more than that somebody presses."""
        if self.channel.about.exam is not None:
            step = blind_step(step, self.channel.about.exam)
        if step.shown is not None:
            self.channel.live = step.shown
            recent = after_step(self.channel.recent, step.shown, step, station.protocol.id)
            self.channel.recent = recent
        self.channel.changed.notify()
        if step.events:
            self.last_zero.note(step.events, station.calibration.column)
        session_id = self.channel.about.session
        if session_id is None:
            return
        for scored in step.holds:
            hold = hold_json(scored, station.calibration.unit)
            told: HoldMessage = {
                "type": "hold", "station": station.id, "session": session_id, "hold": hold
            }  # fmt: skip
            self.channel.tell(told)
            of_score = scored.points_uncertainty
            self.channel.change(
                last_score=scored.points,
                last_expanded=of_score.expanded if of_score else None,
            )
        if step.set_result is not None:
            self.channel.tell(set_end_json(station.id, session_id, step.set_result))
