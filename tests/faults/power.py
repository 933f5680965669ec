"""A disk whose power can fail at any write or sync, under the real database code.

What was synced is there after the failure; of what was written since, anything may be there or
not, the last write may be torn, and a deleted file may be back.
"""

import sqlite3
from pathlib import Path

import apsw

ALIVE = 10**9


class PowerCutError(Exception):
    """The power is gone; SQLite sees an I/O error."""


class Disk:
    """Files of one folder, as they are and as they would be after a failure.

    Attributes:
        operations: writes, syncs, truncations and deletions so far.
    """

    def __init__(self, *, fails_at=ALIVE, comes_back=False):
        self.operations = 0
        self._fails_at = fails_at
        self._comes_back = comes_back
        self._durable = {}
        self._since = {}
        self.name = f"disk-{id(self)}"
        self._vfs = _Vfs(self)

    def connect(self, path):
        """A connection through this disk that looks like one of `sqlite3`."""
        return _Connection(apsw.Connection(str(path), vfs=self.name))

    def unplug(self):
        self._vfs.unregister()

    def happens(self):
        """One more operation reaches the disk, or does not."""
        self.operations += 1
        failed = self.operations == self._fails_at
        if failed or (self.operations > self._fails_at and not self._comes_back):
            raise PowerCutError

    def opened(self, path):
        self._durable.setdefault(path, None)
        self._since.setdefault(path, [])

    def wrote(self, path, offset, data):
        self._since[path].append((offset, data))

    def truncated(self, path, size):
        self._since[path].append((size, None))

    def synced(self, path):
        if self._durable[path] is None:
            self._sync_folder()
        self._durable[path] = Path(path).read_bytes()
        self._since[path] = []

    def deleted(self, path, for_good):
        if for_good:
            self._durable[path], self._since[path] = None, []
        else:
            self._since[path] = [("delete", b"")]

    def _sync_folder(self):
        """SQLite syncs the folder with the first sync of a file it has made."""
        for path, since in self._since.items():
            if since and since[0][0] == "delete":
                self._durable[path], self._since[path] = None, since[1:]

    def wreck(self, folder, luck):
        """Writes into `folder` what the failure left; `luck` is a numpy Generator."""
        for path, durable in self._durable.items():
            content = None if durable is None else bytearray(durable)
            for at, (offset, data) in enumerate(self._since[path]):
                if luck.random() < 0.5:
                    continue
                if offset == "delete":
                    content = None
                    continue
                content = bytearray() if content is None else content
                if data is None:
                    del content[offset:]
                    continue
                if at == len(self._since[path]) - 1:
                    data = data[: luck.integers(0, len(data) + 1)]
                content.extend(bytes(max(0, offset + len(data) - len(content))))
                content[offset : offset + len(data)] = data
            if content is not None:
                (folder / Path(path).name).write_bytes(content)


class _Vfs(apsw.VFS):
    def __init__(self, disk):
        self._disk = disk
        super().__init__(disk.name, "")

    def xOpen(self, name, flags):  # noqa: N802 - the name is SQLite's
        path = name if isinstance(name, str) or name is None else name.filename()
        return _File(self._disk, name, path, flags)

    def xDelete(self, path, sync):  # noqa: N802
        self._disk.happens()
        super().xDelete(path, sync)
        self._disk.deleted(path, sync)


class _File(apsw.VFSFile):
    def __init__(self, disk, name, path, flags):
        self._disk = disk
        self._path = path
        super().__init__("", name, flags)
        disk.opened(path)

    def xWrite(self, data, offset):  # noqa: N802
        self._disk.wrote(self._path, offset, bytes(data))
        self._disk.happens()
        super().xWrite(data, offset)

    def xTruncate(self, size):  # noqa: N802
        self._disk.truncated(self._path, size)
        self._disk.happens()
        super().xTruncate(size)

    def xSync(self, _flags):  # noqa: N802
        # The real disk need not be asked: what would be on it is kept by the model.
        self._disk.happens()
        self._disk.synced(self._path)


def _as_sqlite3(error):
    kind = sqlite3.OperationalError
    if isinstance(error, apsw.CorruptError | apsw.NotADBError):
        kind = sqlite3.DatabaseError
    told = kind(str(error))
    told.sqlite_errorcode = getattr(error, "extendedresult", sqlite3.SQLITE_IOERR)
    return told


class _Connection:
    """An apsw connection under the few names SQLAlchemy asks of a `sqlite3` one."""

    isolation_level = None

    def __init__(self, connection):
        self._connection = connection
        # An exclusive holder keeps the index of its journal in memory, not in a mapped file.
        self._run("PRAGMA locking_mode=EXCLUSIVE")

    def cursor(self):
        return _Cursor(self._connection)

    def commit(self):
        if self._connection.in_transaction:
            self._run("COMMIT")

    def rollback(self):
        if self._connection.in_transaction:
            self._run("ROLLBACK")

    def close(self):
        try:
            self._connection.close()
        except (apsw.Error, PowerCutError) as error:
            raise _as_sqlite3(error) from error

    def create_function(self, *_args, **_options):
        """SQLAlchemy offers functions that our schema does not use."""

    def _run(self, sql):
        cursor = self.cursor()
        cursor.execute(sql)
        cursor.close()


class _Cursor:
    arraysize = 1

    def __init__(self, connection):
        self._connection = connection
        self._rows = []
        self.description = None
        self.lastrowid = None
        self.rowcount = -1

    def execute(self, sql, values=()):
        cursor = self._connection.cursor()
        cursor.exec_trace = self._trace
        try:
            self._rows = list(cursor.execute(sql, tuple(values)))
        except (apsw.Error, PowerCutError) as error:
            raise _as_sqlite3(error) from error
        self.lastrowid = self._connection.last_insert_rowid()
        self.rowcount = self._connection.changes()

    def executemany(self, sql, many):
        for values in many:
            self.execute(sql, values)

    def fetchone(self):
        return self._rows.pop(0) if self._rows else None

    def fetchall(self):
        rows, self._rows = self._rows, []
        return rows

    def fetchmany(self, size=1):
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    def close(self):
        self._rows = []

    def _trace(self, cursor, _sql, _values):
        self.description = tuple(
            (each[0], each[1], None, None, None, None, None) for each in cursor.get_description()
        ) or None  # fmt: skip
        return True
