"""A pad on a screen: a page says how far it is pressed, the simulated board makes bytes of it."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.samples import SCREEN_KIND, LinkState
from firmware_bridge.sim.learner import fluctuation
from firmware_bridge.sim.settings import settings_of
from firmware_bridge.sim.source import SimSource
from firmware_bridge.uri import SourceUri, parse_uri

OPTIONS = ("full_n",)
FULL_N = 50.0
SEED = 2**32 - 1
STIFFEST_PER_S = 6.0
"""Share of the travel a hand can move in a second: messages come in steps, a hand does not."""
UNREST_FRAC = 0.025
"""A mouse that lies still holds a force no hand can hold: the spring lives as that of an expert."""
UNREST_S = 30.0
AWAY_S = 20.0
"""So long a page may be out of sight before what it had begun is over."""
AWAY = "the page with this pad is closed or hidden; open Practice to press it"
NOBODY = "this pad is on a screen; open Practice there and choose it"


class ScreenPad:
    """What pages and the board share: who may press, and how far it is pressed.

    Attributes:
        travel_frac: from 0, untouched, to 1, pressed through.
        turn: counts who has had it; a page that only went out of sight goes on with its own.
    """

    def __init__(self) -> None:
        self.travel_frac = 0.0
        self.turn = 0
        self._holder: object | None = None
        self._tab: object = None

    @property
    def is_held(self) -> bool:
        """Whether a page shows it now."""
        return self._holder is not None

    def take(self, page: object, tab: object) -> bool:
        """Let a page press it, if no other one does; whether it may now.

        Args:
            page: who will press.
            tab: what stays the same when the page is loaded again.
        """
        if self._holder is None:
            self._holder, self.travel_frac = page, 0.0
            self.turn += tab != self._tab
            self._tab = tab
        return self._holder is page

    def press(self, page: object, travel_frac: float) -> None:
        """Press it so far; what comes from a page that does not hold it is passed over."""
        if self._holder is page:
            self.travel_frac = min(1.0, max(0.0, travel_frac))

    def leave(self, page: object) -> None:
        """Take the hands off it, for good."""
        if self._holder is page:
            self._holder, self.travel_frac = None, 0.0


class ScreenHand:
    """Force of whoever presses a pad on a screen: a spring, no faster and no steadier than a hand.

    Args:
        pad: what the page says.
        full_n: force when it is pressed through.
        rate_hz: samples per second.
    """

    is_done = False

    def __init__(self, pad: ScreenPad, full_n: float, rate_hz: float) -> None:
        self._pad = pad
        self._full_n = full_n
        self._step_frac = STIFFEST_PER_S / rate_hz
        self._at_frac = 0.0
        chance = np.random.default_rng(SEED)
        self._unrest = UNREST_FRAC * fluctuation(round(UNREST_S * rate_hz), rate_hz, chance)
        self._samples = 0

    @property
    def is_away(self) -> bool:
        """Whether nobody can press now."""
        return not self._pad.is_held

    def force_n(self, count: int) -> NDArray[np.float64]:
        """Force of the next samples, (n,)."""
        ways = np.empty(count)
        for place in range(count):
            missing = self._pad.travel_frac - self._at_frac
            self._at_frac += min(self._step_frac, max(-self._step_frac, missing))
            ways[place] = self._at_frac
        # What follows the last of it is its first: it has no seam.
        places = np.arange(self._samples, self._samples + count) % len(self._unrest)
        self._samples += count
        return self._full_n * ways * (1.0 + self._unrest[places])


class ScreenSource(SimSource):
    """Blocks of a pad that somebody presses on a screen."""

    def __init__(self, pad: ScreenPad, address: SourceUri) -> None:
        """Nothing runs before the stream is read.

        Raises:
            SourceUriError: an option is unknown or out of range.
        """
        address.refuse_unknown(OPTIONS)
        full_n = address.number("full_n", FULL_N, low=1.0, high=1000.0)
        settings = settings_of(parse_uri(f"sim:?seed={SEED}"))
        super().__init__(settings, ScreenHand(pad, full_n, settings.rate_hz))
        self._session.traits = replace(self._session.traits, kind=SCREEN_KIND, title="This screen")
        self._pad = pad
        self._was_held = False
        self._turn = pad.turn

    def _link_state(self, silent_s: float) -> LinkState:
        if self._pad.is_held:
            is_next = self._was_held and self._turn != self._pad.turn
            self._turn = self._pad.turn
            if is_next:
                # What another person left behind is not for this one to go on with.
                return "ended"
            self._was_held = True
            return super()._link_state(silent_s)
        return "lost" if self._was_held and silent_s < AWAY_S else "ended"

    def _reason(self, state: LinkState) -> str:
        if state == "ended":
            return NOBODY
        return AWAY if state == "lost" else super()._reason(state)
