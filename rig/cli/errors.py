"""What can go wrong between a command line and the rest."""

from pathlib import Path

from rig.errors import ConfigError, SessionError


class NothingArrivedError(SessionError):
    """A source ended before its first sample.

    Attributes:
        source_uri: the source as it was given.
    """

    def __init__(self, source_uri: str) -> None:
        self.source_uri = source_uri
        super().__init__(
            f"{source_uri} ended before a single sample came, so nothing was recorded; check the "
            "cable with `steadyhold devices`"
        )


class UnitChangedError(SessionError):
    """What a sensor sends became another quantity in the middle of a sitting.

    Attributes:
        before, now: units of its readings.
    """

    def __init__(self, before: str, now: str) -> None:
        self.before, self.now = before, now
        super().__init__(
            f"the readings went from unit {before} to unit {now} in the middle of it, and no force "
            "is right for both; set the unit on the scale or in its program, then start again"
        )


class NotReadError(SessionError):
    """A source ended before its check weight was read.

    Attributes:
        source_uri: the source as it was given.
    """

    def __init__(self, source_uri: str) -> None:
        self.source_uri = source_uri
        super().__init__(
            f"{source_uri} ended before the check weight was read, so nothing was kept; start again"
        )


class EmptyWindowError(ConfigError):
    """A window of time with too few samples to measure.

    Attributes:
        path: the recording.
        samples: how many the window holds.
        spans_s: first and last time of the recording.
    """

    exit_code = 2

    def __init__(self, path: Path, samples: int, spans_s: tuple[float, float]) -> None:
        self.path = path
        self.samples = samples
        self.spans_s = spans_s
        super().__init__(
            f"the window holds {samples} samples of {path.name}, which runs from {spans_s[0]:g} "
            f"to {spans_s[1]:g} s; choose --from and --to so that at least 3 lie inside"
        )


class RubricFileError(ConfigError):
    """A rubric file with mistakes.

    Attributes:
        path: the file.
        mistakes: one sentence each, with its key path.
    """

    exit_code = 2

    def __init__(self, path: Path, mistakes: tuple[str, ...]) -> None:
        self.path = path
        self.mistakes = mistakes
        super().__init__(f"rubric {path.name}: " + "; ".join(mistakes))
