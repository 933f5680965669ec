"""A seeded learner: force over time of the archetypes the score is judged by (spec 5.3)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.sim.settings import LearnerKind, PressedLevel, SimSettings

# Fluctuation of a held force: low and high edge of a band in Hz, and its share (spec, chapter 10).
BANDS = ((0.05, 1.0, 0.80), (1.0, 4.0, 0.50), (8.0, 12.0, 0.30))
HANDS_OFF_S = 3.0
"""Shortest time without force before the first press: room for a tare of 1 s and a reaction."""


@dataclass(frozen=True, slots=True)
class Archetype:
    """How one kind of learner presses.

    Attributes:
        bias_frac: mean force above (or below) the target, as a share of it.
        cv_pct: coefficient of variation of the held force.
        fade_frac: fall of the force over the hold, centred on the mean.
        loading_per_s: rise in targets per second; 0 takes a gentle third.
        jab_frac: first peak above the target.
        hold_share: length of the hold: of the shortest allowed (below 1), or between shortest
            and longest (1 to 2), or beyond the longest (above 2, 2.5 is half as long again).
    """

    bias_frac: float = 0.0
    cv_pct: float = 3.0
    fade_frac: float = 0.0
    loading_per_s: float = 0.0
    jab_frac: float = 0.0
    hold_share: float = 1.4


ARCHETYPES: dict[LearnerKind, Archetype] = {
    "expert": Archetype(cv_pct=2.5),
    "good": Archetype(bias_frac=-0.03, cv_pct=4.5),
    "novice": Archetype(bias_frac=0.08, cv_pct=8.0, loading_per_s=1.0, hold_share=0.85),
    "fading": Archetype(fade_frac=0.16),
    "trembling": Archetype(cv_pct=13.0),
    "jabbing": Archetype(loading_per_s=1.6, jab_frac=0.56),
    "short": Archetype(hold_share=0.4),
    "overlong": Archetype(hold_share=2.5),
    "light": Archetype(bias_frac=-0.20),
    "dead_weight": Archetype(cv_pct=0.0, loading_per_s=10.0),
}


class Learner:
    """Force of one learner, press after press; the same seed presses the same way.

    Attributes:
        presses: presses begun or made ready.
        is_done: every press asked for has been made.
    """

    is_away = False

    def __init__(self, settings: SimSettings) -> None:
        """Begin hands off."""
        self._settings = settings
        self._ready = np.zeros(0)
        self.presses = 0
        self.is_done = False

    def force_n(self, count: int) -> NDArray[np.float64]:
        """The next samples, in newtons.

        Args:
            count: how many.
        """
        while len(self._ready) < count:
            asked = self._settings.reps
            if asked and self.presses >= asked:
                self._ready = np.concatenate((self._ready, np.zeros(count)))
                self.is_done = True
                break
            self._ready = np.concatenate((self._ready, press_n(self._settings, self.presses)))
            self.presses += 1
        now, self._ready = self._ready[:count], self._ready[count:]
        return now


def press_n(settings: SimSettings, number: int) -> NDArray[np.float64]:
    """Hands off, then one press, then hands off again: (n,) newtons at the pad's rate.

    Args:
        settings: learner, levels and rate.
        number: 0-based press; each differs a little, as people do.
    """
    chance = np.random.default_rng((settings.seed, number, 1))
    archetype = ARCHETYPES[settings.learner]
    rate_hz = settings.rate_hz
    wait_s = (HANDS_OFF_S if number == 0 else settings.rest_s) + chance.uniform(0.4, 1.4)
    parts = [np.zeros(round(wait_s * rate_hz))]
    from_n, release_n_per_s = 0.0, 0.0
    for place, asked in enumerate(settings.levels):
        level_n = asked.target_n * (1.0 + archetype.bias_frac + chance.normal(0.0, 0.008))
        hold = round(_hold_s(asked, archetype, chance) * rate_hz)
        if archetype.loading_per_s:
            loading_n_per_s = archetype.loading_per_s * asked.target_n
        else:
            # A step is gone slower than the way from rest.
            usual_n_per_s = asked.target_n / (5.0 if place else 3.0)
            loading_n_per_s = min(max(usual_n_per_s, 3.6), 13.0) * chance.uniform(0.9, 1.1)
        if not place:
            release_frac = max(archetype.loading_per_s, 0.7) * chance.uniform(0.9, 1.1)
        peak_n = level_n + archetype.jab_frac * asked.target_n
        steps = max(2, round(abs(peak_n - from_n) / loading_n_per_s * rate_hz))
        rise = np.linspace(from_n, peak_n, steps)
        held = np.full(hold, level_n)
        held += archetype.fade_frac * level_n * np.linspace(0.5, -0.5, hold)
        if archetype.jab_frac:
            held += (peak_n - level_n) * np.exp(-np.arange(hold) / (0.25 * rate_hz))
        held *= 1.0 + archetype.cv_pct / 100 * chance.uniform(0.95, 1.05) * fluctuation(
            hold, rate_hz, chance
        )
        rise = from_n + (rise - from_n) * ((held[0] - from_n) / (peak_n - from_n))
        parts += [rise, held]
        from_n, release_n_per_s = float(held[-1]), release_frac * asked.target_n
    fall = np.linspace(from_n, 0.0, max(2, round(from_n / release_n_per_s * rate_hz)))
    return np.concatenate((*parts, fall))


def _hold_s(asked: PressedLevel, archetype: Archetype, chance: np.random.Generator) -> float:
    share = archetype.hold_share
    shortest_s, longest_s = asked.hold_min_s, asked.hold_max_s
    if share < 1.0:
        hold_s = share * shortest_s
    elif share <= 2.0:
        hold_s = shortest_s + (share - 1.0) * (longest_s - shortest_s)
        hold_s = max(hold_s, min(asked.hold_s + 0.6, longest_s))
    else:
        hold_s = (share - 1.0) * longest_s
    return hold_s * float(chance.uniform(0.99, 1.01))


def fluctuation(count: int, rate_hz: float, chance: np.random.Generator) -> NDArray[np.float64]:
    """Noise of mean 0 and standard deviation 1 with the bands of a held force, (count,)."""
    total = np.zeros(count)
    if count < 2:
        return total
    frequency_hz = np.fft.rfftfreq(count, 1.0 / rate_hz)
    for low_hz, high_hz, share in BANDS:
        spectrum = np.fft.rfft(chance.standard_normal(count))
        spectrum[(frequency_hz < low_hz) | (frequency_hz > high_hz)] = 0.0
        band = np.fft.irfft(spectrum, count)
        spread = float(np.std(band))
        if spread > 0:
            total += share * band / spread
    spread = float(np.std(total))
    return (total - np.mean(total)) / spread if spread > 0 else total
