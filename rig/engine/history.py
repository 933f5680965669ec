"""The samples a judge may still need, kept without copying them at every block."""

from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from rig.engine.judging.press import LEAD_S

# A contact begins up to one debounce before the block that shows it.
SPAN_S: Final = LEAD_S + 1.0


class HistoryPart(NamedTuple):
    """Samples of one block, linked to the ones before.

    Attributes:
        first_s: time of its first sample.
        since_s: of the first sample of its generation.
    """

    t_s: NDArray[np.float64]
    force_n: NDArray[np.float64]
    flags: NDArray[np.uint16]
    before: "HistoryPart | None"
    first_s: float
    since_s: float


class SampleHistory(NamedTuple):
    """At least the last `SPAN_S` seconds, or the whole contact while one lasts.

    Two generations: the older is dropped when the younger spans the lead alone, so nothing is
    copied and what is too old goes.
    """

    younger: HistoryPart | None
    older: HistoryPart | None

    def with_block(
        self,
        first_s: float,
        t_s: NDArray[np.float64],
        force_n: NDArray[np.float64],
        flags: NDArray[np.uint16],
        may_forget: bool,
    ) -> "SampleHistory":
        """The same with one more block, from `first_s` on; forgets only when allowed."""
        younger, older = self
        if may_forget and younger is not None and younger.t_s[-1] - younger.since_s > SPAN_S:
            younger, older = None, younger
        since_s = younger.since_s if younger is not None else first_s
        newest = tuple.__new__(HistoryPart, (t_s, force_n, flags, younger, first_s, since_s))
        return tuple.__new__(SampleHistory, (newest, older))

    def between(
        self, from_s: float, to_s: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.uint16]]:
        """Times, force and flags of `from_s <= t <= to_s`, as far as they are kept."""
        parts: list[HistoryPart] = []
        oldest_s = float("inf")
        for generation in self:
            part = generation
            while part is not None and oldest_s >= from_s:
                parts.append(part)
                oldest_s, part = part.first_s, part.before
        parts.reverse()
        times, forces, flags, *_ = zip(*parts, strict=True)
        t_s = np.concatenate(times)
        first, last = np.searchsorted(t_s, from_s), np.searchsorted(t_s, to_s, side="right")
        inside = slice(int(first), int(last))
        return t_s[inside], np.concatenate(forces)[inside], np.concatenate(flags)[inside]

    @classmethod
    def nothing(cls) -> Self:
        """Before the first sample."""
        return cls(None, None)
