"""Who may go through which door: the roles, and the sets of them that doors name.

Every route, page, callback and socket names one of these sets; none has a default, so that a new
door is closed until somebody says whose it is (docs/adr/0023-roles-and-doors.md).
"""

from typing import Literal, TypeGuard, get_args

Role = Literal["anonymous", "student", "instructor", "researcher", "partner"]
ROLES: tuple[Role, ...] = get_args(Role)
Roles = frozenset[Role]

INSTRUCTORS: Roles = frozenset({"instructor"})
THE_CLASS: Roles = frozenset({"student", "instructor"})
"""Whoever presses, and whoever teaches it."""
READERS_OF_SESSIONS: Roles = frozenset({"student", "instructor", "researcher"})
"""Whoever reads what was recorded; a student only the own, a researcher without names."""
READERS_OF_PASSPORTS: Roles = frozenset({"instructor", "researcher", "partner"})
EVERYBODY_KNOWN: Roles = frozenset(ROLES) - {"anonymous"}
ANYBODY: Roles = frozenset(ROLES)


def is_role(text: str) -> TypeGuard[Role]:
    """Whether a text names a role."""
    return text in ROLES
