"""What happens to the record while it is written, each with the way out."""

from pathlib import Path

from rig.errors import StoreError


class StoreLostError(StoreError):
    """The file that is recorded into is not in its place, and cannot be put back at this moment.

    Attributes:
        path: the store.
        reason: what was seen, and the way out.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"the recordings at {path} are not in their place: {reason}")


class StoreTornError(StoreError):
    """The file that is recorded into was damaged; it was laid aside and a new one begun.

    Attributes:
        path: the store, new.
        aside: where the damaged file is.
        reason: what was seen.
    """

    def __init__(self, path: Path, aside: Path, reason: str) -> None:
        self.path = path
        self.aside = aside
        self.reason = reason
        super().__init__(
            f"{path.name} was damaged while it was recorded into ({reason}) and is kept as "
            f"{aside.name}; a new one was begun. Stop Steadyhold, call {aside.name} {path.name} in "
            "a folder of its own, and `steadyhold verify --salvage FILE` saves what is sound"
        )


class StoreRescuedError(StoreError):
    """Recording ended while the data folder was gone; all of it was written elsewhere.

    Attributes:
        path: where the store belongs.
        rescued: where it is.
    """

    def __init__(self, path: Path, rescued: Path) -> None:
        self.path = path
        self.rescued = rescued
        super().__init__(
            f"{path.parent} was gone when Steadyhold stopped; everything recorded in it is saved "
            f"as {rescued}: move that file to {path} before the next start"
        )


class SamplesLostError(StoreError):
    """Recording ended while the disk or the folder refused.

    Attributes:
        samples: how many were never written.
        reason: why not.
    """

    def __init__(self, samples: int, reason: StoreError) -> None:
        self.samples = samples
        self.reason = reason
        super().__init__(
            f"Steadyhold stopped while it could not record: the last {samples} samples are lost "
            f"({reason})"
        )
