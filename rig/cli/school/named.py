"""Classes and learners as people name them on a command line."""

from collections.abc import Mapping
from pathlib import Path

from rig.cli.school.errors import AmbiguousNameError

FEWEST_DIGITS = 4


def class_named(store: Path, asked: str) -> str:
    """The id of a class: by its id, the beginning of it, or its title.

    Raises:
        ClassMissingError: there is none.
        AmbiguousNameError: there are several.
    """
    from rig.store.people.errors import ClassMissingError
    from rig.store.people.roster import classes_of

    found = _ids(asked, {each.id: each.title for each in classes_of(store)})
    if not found:
        raise ClassMissingError(asked)
    return _only(asked, found)


def learner_named(store: Path, asked: str) -> str:
    """The id of a learner: by id, the beginning of it, name or pseudonym.

    Whoever was merged into another, and whoever was forgotten, has an id and a pseudonym.

    Raises:
        LearnerMissingError: there is none.
        AmbiguousNameError: there are several.
    """
    from rig.store.errors import LearnerMissingError
    from rig.store.people.names import names, pseudonyms_of

    pseudonyms = pseudonyms_of(store)
    found = _ids(asked, names(store)) or _ids(asked, pseudonyms)
    if not found:
        raise LearnerMissingError(asked)
    return _only(asked, found)


def _ids(asked: str, called: Mapping[str, str]) -> tuple[str, ...]:
    if asked in called:
        return (asked,)
    by_name = tuple(key for key, name in called.items() if name.casefold() == asked.casefold())
    if by_name or len(asked) < FEWEST_DIGITS:
        return by_name
    return tuple(key for key in called if key.startswith(asked))


def _only(asked: str, found: tuple[str, ...]) -> str:
    if len(found) > 1:
        raise AmbiguousNameError(asked, found)
    return found[0]
