"""Who needs the instructor now, for every wall that looks."""

from collections.abc import Mapping, Sequence

from rig.hub.live.channel import StationChannel
from rig.hub.messages import AttentionMessage
from rig.school.needs import StationNow, needs_of
from rig.school.turns import StationNeeds, turns_of


class Attention:
    """The list of the wall, made anew at every look.

    Args:
        channels: one per station, in the order of the wall.

    Attributes:
        turns: who needs the instructor most comes first.
        version: counts the changes of what is told.
        check_due: sentences by the id of stations whose check weight is due.
    """

    def __init__(self, channels: Sequence[StationChannel]) -> None:
        self.turns: tuple[StationNeeds, ...] = ()
        self.version = 0
        self.check_due: Mapping[str, str] = {}
        self._channels = channels

    def look(self, epoch_ms: float, now_s: float) -> None:
        """Look at every station.

        Args:
            epoch_ms: wall clock, for the age of samples.
            now_s: monotonic clock, for who waits longest.
        """
        needs = {
            channel.about.id: needs_of(self._now(channel, epoch_ms)) for channel in self._channels
        }
        told = self.message()
        self.turns = turns_of(self.turns, needs, now_s)
        if self.message() != told:
            self.version += 1

    def message(self) -> AttentionMessage:
        """The list as the wall is told."""
        return {
            "type": "attention",
            "stations": [
                {
                    "station": turn.station,
                    "needs": [
                        {"kind": need.kind, "word": need.word, "text": need.text}
                        for need in turn.needs
                    ],
                }
                for turn in self.turns
            ],
        }

    def _now(self, channel: StationChannel, epoch_ms: float) -> StationNow:
        about = channel.about
        return StationNow(
            live=channel.live,
            protocol=about.protocol,
            recent=channel.recent,
            in_set=about.session is not None,
            link_state=about.link_state,
            link_reason=about.link_reason,
            age_s=channel.age_s(epoch_ms),
            is_unused=(
                about.on_screen and about.session is None and about.link_state != "streaming"
            ),
            trouble=channel.trouble,
            check_due=self.check_due.get(about.id, ""),
            help=about.help,
        )
