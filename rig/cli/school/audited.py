"""What is changed from a terminal, in the audit log: whoever sits at this machine did it."""

from pathlib import Path


def note_change(store: Path, action: str, about: str, detail: str = "") -> None:
    """Write a line of the log about a change that was made.

    Args:
        store: the record.
        action: as `rig.school.audit_messages` has it.
        about: id of what it was done to.
        detail: a word or two of ours, never a name.
    """
    from rig.school.actor import LOCAL
    from rig.store.people.audit import by, write_line

    write_line(store, by(LOCAL, action, about, detail))
