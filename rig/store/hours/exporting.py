"""Files of practice hours; each one leaves a line in the audit log."""

from collections.abc import Mapping
from pathlib import Path

from rig.school.actor import Actor
from rig.school.hours.answers import Called
from rig.school.hours.sheet import HoursSheet
from rig.school.hours.sheet_file import hours_csv
from rig.store.people.audit import by, write_line


def export_hours(
    path: Path,
    about: str,
    sheets: Mapping[str, tuple[str, HoursSheet]],
    called: Called,
    actor: Actor,
) -> bytes:
    """Sheets as CSV.

    Args:
        path: the store.
        about: id of the class, or of the learner, whose hours they are.
        sheets: name and sheet of each learner, by id.
        called: what whoever wrote a correction is called.
        actor: who asked for it.

    Raises:
        StoreError: the log cannot be written.
    """
    write_line(path, by(actor, "hours exported", about, f"{len(sheets)} learners"))
    return hours_csv(sheets.values(), called)
