"""What a recording's learner is called on a list: whoever they turned out to be."""

from pathlib import Path

from rig.store.people.merging import merges_of
from rig.store.people.names import names, pseudonyms_of


def names_of_all(path: Path) -> dict[str, str]:
    """Every learner id, merged ones included, to the name it is shown under.

    Raises:
        StoreError: the store cannot be read.
    """
    return _with_merged(path, names(path))


def pseudonyms_of_all(path: Path) -> dict[str, str]:
    """The same for whoever may not see names.

    Raises:
        StoreError: the store cannot be read.
    """
    return _with_merged(path, pseudonyms_of(path))


def _with_merged(path: Path, called: dict[str, str]) -> dict[str, str]:
    roots = merges_of(path)
    return called | {each: called[root] for each, root in roots.items() if root in called}
