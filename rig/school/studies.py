"""Studies, and what a learner is called in one: nobody without the school's key can tell."""

import hashlib
import hmac
import re
from typing import Final

from rig.errors import SessionError

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]")
_CHARACTERS: Final = 12
"""48 bits: among a million participants two alike are less likely than one in five hundred."""


class StudyNameError(SessionError):
    """What a study is called stands in names of files.

    Attributes:
        name: as it was typed.
    """

    exit_code = 2

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name[:50]!r} cannot be the name of a study: take 3 to 40 small letters, digits and "
            "hyphens, such as thumb-2027"
        )


def study_name(asked: str) -> str:
    """The name of a study.

    Raises:
        StudyNameError: it cannot be one.
    """
    if _NAME.fullmatch(asked) is None:
        raise StudyNameError(asked)
    return asked


def participant_of(key: bytes, study: str, learner_id: str) -> str:
    """What a learner is called in a study: the same in each export of it, another in another.

    Args:
        key: of the school, which never leaves it.
        study: its name.
        learner_id: of the person.
    """
    digest = hmac.new(key, f"{study}\0{learner_id}".encode(), hashlib.sha256).hexdigest()
    return f"P{digest[:_CHARACTERS]}"
