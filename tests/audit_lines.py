"""The audit log, as tests look into it."""

from pathlib import Path

from rig.store.people.audit import Audited, AuditFilter, audit_page


def newest_lines(store: Path, most: int) -> tuple[Audited, ...]:
    """The newest lines, the newest first."""
    return audit_page(store, AuditFilter(), most, 0)[0]
