"""What the sessions of marks say of themselves, and the one thing to practise after them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rig.school.marks.mark import Mark
from rig.school.reports.report import MarkSource
from rig.store.database import open_for_reading
from rig.store.errors import DamagedRecordError, NewerFormatError, SessionMissingError
from rig.store.marks.practice_sets import last_finished
from rig.store.rows import checked_header, session_row


def sources_of(path: Path, marks: Iterable[Mark]) -> dict[tuple[str, str], MarkSource]:
    """Of each item and learner what the last session of the mark says of itself.

    A mark without a session that can be read is not in it.

    Raises:
        StoreError: the store cannot be read.
    """
    found: dict[tuple[str, str], MarkSource] = {}
    with open_for_reading(path) as connection:
        for mark in marks:
            for session_id in mark.session_ids[-1:]:
                try:
                    row = session_row(connection, path, session_id)
                    header = checked_header(row, path)
                except (DamagedRecordError, NewerFormatError, SessionMissingError):
                    # The gradebook has its mark all the same: the report says it is not readable.
                    continue
                found[mark.item_id, mark.learner_id] = MarkSource(
                    protocol_version=header.protocol.version,
                    engine=header.engine,
                    simulated=header.traits.simulated,
                    use=header.standing.use,
                )
    return found


def practice_advice(path: Path, mark: Mark | None) -> str:
    """What most presses of the last finished set of a mark were told to try next.

    Args:
        path: the store.
        mark: the newest of a learner; None without any.

    Raises:
        StoreError: the store cannot be read.
    """
    if mark is None or not mark.session_ids:
        return ""
    with open_for_reading(path) as connection:
        try:
            session = session_row(connection, path, mark.session_ids[-1])
            _, presses = last_finished(connection, path, session)
        except (DamagedRecordError, NewerFormatError, SessionMissingError):
            return ""
    return most_told(press["score"] for press in presses)


def most_told(scores: Iterable[Mapping[str, Any]]) -> str:
    """The newest advice about what most presses were advised on; empty without a scored press."""
    scored = [each for each in scores if each["score"] is not None]
    counted = Counter(each["advice_about"] for each in scored)
    if not counted:
        return ""
    [(about, _)] = counted.most_common(1)
    return str(next(each["advice"] for each in reversed(scored) if each["advice_about"] == about))
