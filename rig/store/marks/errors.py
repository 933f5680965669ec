"""What is refused of marks, each with the way out."""

from rig.errors import StoreError


class MarkChangedError(StoreError):
    """Somebody else changed the mark since it was looked at.

    Attributes:
        version: number of the change that came between.
        by: opaque id of who made it.
        points: what they made of it; None where it has no points.
        outcome: the same in a word.
    """

    exit_code = 4

    def __init__(
        self, version: int, by: str, called: str, points: float | None, outcome: str
    ) -> None:
        self.version = version
        self.by = by
        self.points = points
        self.outcome = outcome
        now = outcome if points is None else f"{points:g} ({outcome})"
        super().__init__(
            f"{called} changed this mark to {now} since you opened it; nothing is lost: look at "
            "the history, then change it again or leave it"
        )


class MarkMissingError(StoreError):
    """A learner has no mark for an item of a class.

    Attributes:
        item_id: what was asked for.
        learner_id: whose.
    """

    exit_code = 5

    def __init__(self, item_id: str, learner_id: str) -> None:
        self.item_id = item_id
        self.learner_id = learner_id
        super().__init__(
            f"learner {learner_id} has no mark for {item_id!r}; `steadyhold marks list` shows "
            "those there are"
        )


class NothingToTakeBackError(StoreError):
    """The mark stands as the sensor has it.

    Attributes:
        item_id: of the mark.
    """

    exit_code = 2

    def __init__(self, item_id: str) -> None:
        self.item_id = item_id
        super().__init__(
            f"the mark for {item_id!r} is as it was measured; there is no change to take back"
        )


class ItemMissingError(StoreError):
    """A class has no marks for an item.

    Attributes:
        item_id: what was asked for.
        known: items there are.
    """

    exit_code = 5

    def __init__(self, item_id: str, known: tuple[str, ...]) -> None:
        self.item_id = item_id
        self.known = known
        there = f"there are {', '.join(known[:5])}" if known else "nobody has finished a set yet"
        super().__init__(f"nobody of the class has a mark for {item_id!r}; {there}")


class NoCanvasFileError(StoreError):
    """Canvas's own export is to be filled in, and none was given."""

    exit_code = 2

    def __init__(self) -> None:
        super().__init__(
            "no file of Canvas was given; choose the one it exported (Grades, Export), or make a "
            "new one (canvas-new)"
        )


class NotesWaitError(StoreError):
    """So many notes about a mark wait for an answer that another would say nothing new.

    Attributes:
        waiting: how many.
    """

    exit_code = 4

    def __init__(self, waiting: int) -> None:
        self.waiting = waiting
        super().__init__(
            f"{waiting} notes about this mark wait for an answer; read it, then write another"
        )
