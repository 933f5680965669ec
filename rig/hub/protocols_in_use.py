"""What can be trained now: the library, the files of the school, and the versions in the record."""

from collections.abc import Mapping
from pathlib import Path

from rig.engine.scoring.target import Protocol
from rig.protocols.versions import SCHOOL, Version, in_use
from rig.store.errors import DamagedRecordError, NewerFormatError
from rig.store.targets.versions import retire_version, save_version, saved_versions


class ProtocolsInUse:
    """The protocols of a rig, with those that were saved over them.

    Args:
        library: built-in protocols and files of the school, by id.
        store: file of the record.

    Attributes:
        warning: why the saved ones could not be read, which leaves those read before; else empty.
    """

    def __init__(self, library: Mapping[str, Protocol], store: Path) -> None:
        self.library = library
        self.warning = ""
        self._store = store
        self._versions: tuple[Version, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Read the record: versions are saved from a terminal too. Blocks for some milliseconds."""
        try:
            self._versions = saved_versions(self._store)
            self.warning = ""
        except (DamagedRecordError, NewerFormatError) as error:
            self.warning = f"saved protocols cannot be read: {error}"

    def of(self, class_id: str) -> Mapping[str, Protocol]:
        """What a class trains with, by id; `SCHOOL` where none is chosen."""
        return in_use(self.library, self._versions, class_id)

    def versions_of(self, protocol_id: str) -> tuple[Version, ...]:
        """Every saved version of a protocol, the newest first."""
        found = [each for each in self._versions if each.protocol_id == protocol_id]
        return tuple(reversed(found))

    def save(self, protocol: Protocol, class_id: str, base: int, by: str, reason: str) -> Version:
        """Keep a protocol as its newest version; blocks until it is on the disk.

        Raises:
            VersionTakenError: somebody saved another version since.
            StoreError: the store cannot be read or written.
        """
        saved = save_version(
            self._store, protocol, self.library,
            class_id=class_id, base=base, by=by, reason=reason,
        )  # fmt: skip
        self.refresh()
        return saved

    def retire(self, protocol_id: str, class_id: str, base: int, by: str, reason: str) -> Version:
        """Take what was saved of a protocol out of use; blocks until it is on the disk.

        Raises:
            VersionMissingError: nothing of it is in use that was saved.
            VersionTakenError: somebody saved another version since.
            StoreError: the store cannot be read or written.
        """
        gone = retire_version(
            self._store, protocol_id, self.library,
            class_id=class_id, base=base, by=by, reason=reason,
        )  # fmt: skip
        self.refresh()
        return gone

    @property
    def of_school(self) -> Mapping[str, Protocol]:
        """What holds where no class is chosen."""
        return self.of(SCHOOL)
