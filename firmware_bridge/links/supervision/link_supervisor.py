"""The link to one sensor, whatever it is made of: heard, silent, lost, unstable, and what to say.

Serial ports and Bluetooth differ in how a sensor is found and asked; what its samples and its
silence mean, and when a person is told, is decided here.
"""

from collections.abc import Callable

from firmware_bridge.links.supervision.back_off import BackOff
from firmware_bridge.links.supervision.restarts import RestartWatch
from firmware_bridge.links.supervision.silence import LOST_S, next_look_s, quiet_state, stalled_s
from firmware_bridge.samples import LinkNews, LinkState
from firmware_bridge.timing.device_session import DeviceSession

UNHEARD_LOOK_S = 0.2
"""How often a link is looked at on which no sample has come yet."""
_WORSE = (("streaming", "stale"), ("streaming", "lost"), ("stale", "lost"))

Told = tuple[LinkNews, ...]


class LinkSupervisor:
    """Judges the links of one session, one after the other; reads no clock and opens nothing.

    Times are host monotonic seconds.

    Attributes:
        state: what the link does now.
        has_streamed: whether the sensor was heard in this session.
        trouble: what is wrong though samples come; told before what the sensor itself lacks.
        last_s: when samples last came; while they stream nothing else is to be told of them.
        rests: it has just started again once too often: it is left alone for `rest_s`.
        back_off: pauses between tries to reach it; the shortest again once it is heard.
    """

    def __init__(
        self,
        device_session: DeviceSession,
        back_off: BackOff,
        *,
        unstable: str,
        identity: Callable[[], str],
    ) -> None:
        """Begin without a link.

        Args:
            device_session: where its samples go.
            back_off: pauses that suit the kind of link.
            unstable: what to say of a sensor that starts again and again.
            identity: who the sensor is, as far as it is known.
        """
        self.state: LinkState = "connecting"
        self.has_streamed = self.rests = False
        self.trouble = ""
        self.back_off = back_off
        self._session = device_session
        self._unstable = unstable
        self._identity = identity
        self._restarts = RestartWatch()
        self._boots = 0
        self._broke = self._is_new = False
        self.last_s = self._sound_s = float("nan")
        self._remark = self._said = ""

    @property
    def is_unstable(self) -> bool:
        """Whether it keeps starting again: that was told, and is all there is to know."""
        return self._restarts.is_unstable

    @property
    def unheard(self) -> LinkState:
        """What a link without samples is called."""
        return "lost" if self.has_streamed else "connecting"

    def rest_s(self) -> float:
        """How long to leave an unstable sensor alone now."""
        return self._restarts.pause_s()

    def tell(self, state: LinkState, reason: str, now_s: float) -> Told:
        """The news, unless the sensor is unstable."""
        if self.is_unstable:
            return ()
        self._is_well()
        return (self._news(state, reason, now_s),)

    def tell_once(self, state: LinkState, reason: str, now_s: float) -> Told:
        """The news of a try that failed, unless the one before failed for the same reason."""
        if self.is_unstable or reason == self._said:
            return ()
        self._said = reason
        return (self._news(state, reason, now_s),)

    def begin(self, now_s: float) -> None:
        """A new link, on which nothing was heard yet."""
        self.state = self.unheard
        self._is_new, self.rests = True, False
        self.trouble = ""
        self.last_s = self._sound_s = now_s
        self._remark = self._session.remark

    def heard(self, now_s: float) -> Told:
        """Samples came."""
        self.last_s = now_s
        if self.state == "streaming":
            return ()
        self._is_well()
        self.state, self.has_streamed, self._sound_s = "streaming", True, now_s
        self._remark = self.trouble or self._session.remark
        return self.tell("streaming", self._remark, now_s)

    def lose(self, reason: str, now_s: float, *, broke: bool = False) -> Told:
        """There are no samples, for a reason known at once.

        Args:
            reason: what to say.
            now_s: when.
            broke: such a break is as good as a start of the sensor.
        """
        self.state = self.unheard
        self._broke = broke
        return self.tell(self.state, reason, now_s)

    def started(self, now_s: float) -> Told:
        """What to say if it has started again; afterwards `rests` says whether to leave it alone.

        A board that lost its power comes back on a new link with a new boot id: one start. The
        first of a link after a rest is nothing new.
        """
        again = self._session.boots != self._boots or self._broke
        after_rest = self._is_new and self.is_unstable
        self._boots = self._session.boots
        self._broke = self._is_new = False
        if not again or after_rest:
            return ()
        is_news = self._restarts.start(now_s)
        self.rests = self.is_unstable
        return (self._news(self.unheard, self._unstable, now_s),) if is_news else ()

    def silent_s(self, now_s: float) -> float:
        """Time since the last sample, or since the link began."""
        return now_s - self.last_s

    def falls_silent(self, now_s: float) -> bool:
        """Whether the silence means more now than before; then `state` says what."""
        quiet = quiet_state(self.silent_s(now_s), self._session.period_s)
        if (self.state, quiet) not in _WORSE:
            return False
        self.state = quiet
        return True

    def remarks(self, now_s: float) -> Told:
        """What to say of a sensor that is heard, if it has changed or become steady again."""
        if self.state != "streaming":
            return ()
        remark = self.trouble or self._session.remark
        if not self._restarts.settle(self._sound_s, now_s) and remark == self._remark:
            return ()
        self._remark = remark
        return self.tell("streaming", remark, now_s)

    def look_s(self, now_s: float) -> float:
        """How long to wait for samples before the silence may mean more."""
        if self.state not in ("streaming", "stale"):
            return UNHEARD_LOOK_S
        return next_look_s(self.silent_s(now_s), self._session.period_s)

    def waited(self, took_s: float, asked_s: float) -> float:
        """Leave out the part of a wait in which this computer stood still; how long it was.

        It is none where the wait took less than `STALL_S`.

        Args:
            took_s: how long the wait was.
            asked_s: how long it was meant to be at most.
        """
        stood_s = stalled_s(took_s, asked_s)
        self.last_s += stood_s
        return stood_s

    def has_missed(self, now_s: float) -> bool:
        """Whether more is missing before the newest samples than the silence that was told.

        Nobody listened to the rest of it: this computer stood still or slept, perhaps while it
        looked for the reason of a silence. Only a gap of the device above `LOST_S` can be one.
        """
        gap_s = self._session.gap_s
        is_untold = (
            self.state != self.unheard
            and quiet_state(gap_s - LOST_S, self._session.period_s) == "lost"
        )
        return is_untold or gap_s - self.silent_s(now_s) > LOST_S

    def _is_well(self) -> None:
        self._said = ""
        self.back_off.reset()

    def _news(self, state: LinkState, reason: str, now_s: float) -> LinkNews:
        return LinkNews(state, reason, self._identity(), now_s)
