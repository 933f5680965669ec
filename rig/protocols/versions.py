"""Versions of protocols that a school keeps: which is in use, and what may be saved over it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rig.engine.scoring.target import Protocol
from rig.errors import ConfigError

SCHOOL: Final = ""
"""The class of versions that are for everybody."""
MOST_REASON_CHARACTERS: Final = 300


@dataclass(frozen=True, slots=True)
class Version:
    """One step in the life of a protocol; none is ever changed.

    Attributes:
        protocol_id: of the protocol.
        number: counted up over all classes, so id and number name one document.
        class_id: the class it is for; empty for the whole school.
        protocol: as it is from here on; None where it was taken out of use.
        by: opaque id of who saved it.
        at_utc: ISO 8601 time.
        reason: why, in the words of who saved it; may be empty.
    """

    protocol_id: str
    number: int
    class_id: str
    protocol: Protocol | None
    by: str
    at_utc: str
    reason: str


class VersionTakenError(ConfigError):
    """Somebody saved the protocol since the form was opened.

    Attributes:
        protocol_id: of the protocol.
        base: number the form was opened with.
        now: number that is in use now; 0 where it is in use no more.
    """

    exit_code = 4

    def __init__(self, protocol_id: str, base: int, now: int) -> None:
        self.protocol_id = protocol_id
        self.base = base
        self.now = now
        opened = f"yours began from version {base}" if base else "yours began as a new one"
        since = f"{protocol_id} is at version {now} now" if now else f"{protocol_id} is gone now"
        super().__init__(
            f"{since} and {opened}; nothing is lost: look at what was saved, then save yours over "
            f"it (--base {now}) or leave it"
        )


class VersionMissingError(ConfigError):
    """A protocol has no version of that number.

    Attributes:
        protocol_id: of the protocol.
        number: what was asked for.
        known: numbers there are.
    """

    exit_code = 5

    def __init__(self, protocol_id: str, number: int, known: Sequence[int]) -> None:
        self.protocol_id = protocol_id
        self.number = number
        self.known = tuple(known)
        there = f"there are {', '.join(map(str, known))}" if known else "none is kept"
        super().__init__(f"{protocol_id} has no version {number}; {there}")


def in_use(
    library: Mapping[str, Protocol], versions: Iterable[Version], class_id: str
) -> dict[str, Protocol]:
    """What a class trains with: the library, and the newest version of each protocol over it.

    A version of the class goes before one of the school. A file of the school with a higher number
    than the newest version of the school goes before that.

    Args:
        library: built-in protocols and files of the school, by id.
        versions: all that are kept, in the order they were saved.
        class_id: `SCHOOL` for what holds where no class is chosen.
    """
    known = dict(library)
    own: dict[str, Protocol | None] = {}
    for each in versions:
        if each.class_id == class_id != SCHOOL:
            own[each.protocol_id] = each.protocol
        elif each.class_id == SCHOOL:
            _put(known, library.get(each.protocol_id), each)
    return known | {name: each for name, each in own.items() if each is not None}


def _put(known: dict[str, Protocol], file: Protocol | None, version: Version) -> None:
    if file is not None and (version.protocol is None or file.version > version.number):
        known[version.protocol_id] = file
    elif version.protocol is None:
        known.pop(version.protocol_id, None)
    else:
        known[version.protocol_id] = version.protocol


def next_version(
    protocol: Protocol,
    library: Mapping[str, Protocol],
    versions: Sequence[Version],
    class_id: str,
    base: int,
) -> Protocol:
    """The protocol with the number it is to be saved under.

    Args:
        protocol: as it came from a form or a file; its own number does not matter.
        library: as in `in_use`.
        versions: likewise.
        class_id: the class it is for.
        base: number of the version it was made from; 0 for a new protocol.

    Raises:
        VersionTakenError: another version is in use by now.
    """
    refuse_if_taken(protocol.id, library, versions, class_id, base)
    return replace(protocol, version=newest_number(protocol.id, library, versions) + 1)


def refuse_if_taken(
    protocol_id: str,
    library: Mapping[str, Protocol],
    versions: Sequence[Version],
    class_id: str,
    base: int,
) -> None:
    """Nothing, where the version that a change began from is still in use.

    Raises:
        VersionTakenError: another one is, or none.
    """
    now = in_use(library, versions, class_id).get(protocol_id)
    number = now.version if now else 0
    if number != base:
        raise VersionTakenError(protocol_id, base, number)


def newest_number(
    protocol_id: str, library: Mapping[str, Protocol], versions: Iterable[Version]
) -> int:
    """The highest number that a protocol has had; 0 for none."""
    numbers = [each.number for each in versions if each.protocol_id == protocol_id]
    if protocol_id in library:
        numbers.append(library[protocol_id].version)
    return max(numbers, default=0)
