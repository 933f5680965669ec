"""The recorder: everything a hub measures made safe within 200 ms, without ever blocking it."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from rig.engine.step import Command, Step
from rig.errors import StoreError
from rig.store.database import Connect, connect_file
from rig.store.disk_watch import DiskWatch
from rig.store.entries import Appended, Begun, Ended, Entry, appended, begun, now_utc, remarked
from rig.store.errors import StoreWriteError
from rig.store.format.header import SessionHeader
from rig.store.open_store import OpenStore
from rig.store.recording_errors import (
    SamplesLostError,
    StoreLostError,
    StoreRescuedError,
    StoreTornError,
)
from rig.store.writer import Commit

# With a slow commit on top, a sample still becomes safe within 200 ms.
COMMIT_EVERY_S = 0.15

# 40 stations at 1 kHz fill this in 50 s, at 80 Hz in 10 minutes; about 200 MB of memory.
MAX_WAITING_SAMPLES = 2_000_000

_RETRY_EVERY_S = 1.0
_LOOK_EVERY_S = 0.5


class Recorder:
    """Records the sessions of one hub; one thread of its own writes.

    Args:
        path: the store; made, with its folder, where it does not exist.
        on_commit: called in the writing thread after each acknowledged transaction.
        connect: opens the database file.
        max_waiting_samples: samples kept in memory while the disk refuses.

    Raises:
        StoreBusyError: another program records into the folder.
        StoreError: the store cannot be opened (rig.store.database.open_to_write).
    """

    def __init__(
        self,
        path: Path,
        *,
        on_commit: Callable[[Commit], None] | None = None,
        connect: Connect = connect_file,
        max_waiting_samples: int = MAX_WAITING_SAMPLES,
    ) -> None:
        self._path = path
        self._on_commit = on_commit
        self._max_waiting_samples = max_waiting_samples
        self._open: dict[str, tuple[SessionHeader, int]] = {}
        self._cut: set[str] = set()
        self._why_cut = ""
        self._waiting: list[Entry] = []
        self._waiting_samples = 0
        self._taken = 0
        self._safe = 0
        self._failure: StoreError | None = None
        self._disk = DiskWatch(path.parent)
        self._closing = False
        self._news = threading.Condition()
        self._hurry = threading.Event()
        self._store = OpenStore(path, connect)
        self._thread = threading.Thread(target=self._write_until_closed, name="recorder")
        self._thread.start()

    @property
    def trouble(self) -> str:
        """A sentence while measurements are not becoming safe, else empty."""
        with self._news:
            if not self._closing and not self._thread.is_alive():
                return f"the recorder of {self._path} has stopped; restart Steadyhold"
            told = []
            if self._failure is not None:
                told.append(
                    f"NOT RECORDING: {self._failure}; the last {self._waiting_samples} samples "
                    "wait in memory and are written as soon as the disk allows"
                )
            if self._cut:
                which = (
                    "1 session that was"
                    if len(self._cut) == 1
                    else f"{len(self._cut)} sessions that were"
                )
                again = "it" if len(self._cut) == 1 else "them"
                told.append(f"NOT RECORDING {which} cut{self._why_cut}; start {again} again")
            return "; ".join(told)

    @property
    def warning(self) -> str:
        """What is not well with the disk, the folder or the file although it is recorded."""
        return "; ".join(filter(None, (self._store.warning, self._disk.warning)))

    def begin(self, header: SessionHeader) -> None:
        """Starts a session; the fold begins anew with it.

        Raises:
            ValueError: a session of that id is under way, or the header is not finite.
        """
        if header.session_id in self._open:
            raise ValueError(f"session {header.session_id} is under way")
        entry = begun(header)
        with self._news:
            self._open[header.session_id] = (header, 0)
            self._put(entry, 0)

    def append(self, session_id: str, step: Step, command: Command | None) -> None:
        """Adds one step of the fold; returns at once.

        Args:
            session_id: a session that was begun.
            step: the answer to a block, to `command`, or, without either, to the end.
            command: the command it answers, else None.

        Raises:
            ValueError: the session is not under way, or the block contradicts its header.
        """
        with self._news:
            if session_id in self._cut:
                return
            header, before = self._session(session_id)
            entry = appended(header, before, step, command)
            samples = 0 if step.raw is None else step.raw.tick.size
            if self._waiting_samples + samples > self._max_waiting_samples:
                # A gap would make every later sample index wrong: the session ends here instead.
                self._put(Ended(session_id, "cut: the disk refused for too long", now_utc()), 0)
                del self._open[session_id]
                self._cut.add(session_id)
                self._why_cut = " because the disk refused for too long"
                return
            self._open[session_id] = (header, before + samples)
            self._put(entry, samples)

    def remark(self, session_id: str, t_s: float, text: str) -> None:
        """Adds what the sensor's link said while it worked; the fold has no part in it.

        Args:
            session_id: a session that was begun.
            t_s: session time of the newest sample, 0 before the first.
            text: what a person was told.

        Raises:
            ValueError: the session is not under way.
        """
        with self._news:
            if session_id not in self._cut:
                header, before = self._session(session_id)
                self._put(remarked(header, before, t_s, text), 0)

    def end(self, session_id: str, how: str) -> None:
        """Ends a session in good order.

        Raises:
            ValueError: the session is not under way.
        """
        with self._news:
            if session_id in self._cut:
                self._cut.remove(session_id)
                return
            self._session(session_id)
            del self._open[session_id]
            self._put(Ended(session_id, how, now_utc()), 0)

    def flush(self, timeout_s: float = 10.0) -> None:
        """Waits until everything told so far is safe.

        Raises:
            StoreError: it did not become so.
        """
        with self._news:
            goal = self._taken
            self._news.wait_for(
                lambda: self._safe >= goal or self._failure is not None, timeout=timeout_s
            )
            if self._safe < goal:
                raise self._failure or StoreWriteError(self._path, f"no answer in {timeout_s} s")

    def close(self) -> None:
        """Writes what waits and lets the folder go; sessions not ended count as interrupted.

        Raises:
            StoreRescuedError: the folder is gone; all of it was written elsewhere.
            SamplesLostError: what waited could not be written.
        """
        with self._news:
            self._closing = True
            self._open = {}
            self._hurry.set()
            self._news.notify_all()
        self._thread.join()
        rescued = None
        if isinstance(self._failure, StoreLostError):
            rescued = self._store.rescue(self._waiting)
        self._store.close()
        if rescued is not None:
            raise StoreRescuedError(self._path, rescued)
        if self._waiting and self._failure is not None:
            raise SamplesLostError(self._waiting_samples, self._failure)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _session(self, session_id: str) -> tuple[SessionHeader, int]:
        if session_id not in self._open:
            raise ValueError(f"session {session_id} is not under way")
        return self._open[session_id]

    def _put(self, entry: Entry, samples: int) -> None:
        self._waiting.append(entry)
        self._waiting_samples += samples
        self._taken += 1
        if len(self._waiting) == 1:
            self._news.notify_all()

    def _write_until_closed(self) -> None:
        due_s = time.monotonic()
        while True:
            with self._news:
                self._news.wait_for(lambda: bool(self._waiting) or self._closing, _LOOK_EVERY_S)
            self._hurry.wait(max(due_s - time.monotonic(), 0.0))
            with self._news:
                entries = tuple(self._waiting)
                closing = self._closing
            started_s = time.monotonic()
            written = self._write(entries)
            if closing and (not written or not self._waiting):
                return
            due_s = started_s + (COMMIT_EVERY_S if written else _RETRY_EVERY_S)
            self._disk.look(started_s)

    def _write(self, entries: tuple[Entry, ...]) -> bool:
        """Whether the store is well; without entries it is only looked at."""
        try:
            if not entries:
                self._store.look()
            commit = self._store.write(entries) if entries else None
        except StoreTornError as error:
            self._cut_all(error)
            return True
        except StoreError as error:
            self._fail(error)
            return False
        if commit is not None:
            self._disk.heed(commit, time.monotonic())
        with self._news:
            self._forget(len(entries))
            self._failure = None
            self._news.notify_all()
        if commit is not None and self._on_commit is not None:
            self._on_commit(commit)
        return True

    def _fail(self, error: StoreError) -> None:
        with self._news:
            self._failure = error
            self._news.notify_all()

    def _cut_all(self, error: StoreTornError) -> None:
        """A new store knows nothing of the sessions under way, but those that begin in it."""
        with self._news:
            fresh = {each.header.session_id for each in self._waiting if isinstance(each, Begun)}
            self._cut |= self._open.keys() - fresh
            self._open = {key: one for key, one in self._open.items() if key in fresh}
            self._why_cut = f": {error}"
            kept = [each for each in self._waiting if _session_of(each) in fresh]
            self._safe += len(self._waiting) - len(kept)
            self._waiting = kept
            self._waiting_samples = _samples_in(kept)
            self._failure = None
            self._news.notify_all()

    def _forget(self, count: int) -> None:
        self._waiting_samples -= _samples_in(self._waiting[:count])
        del self._waiting[:count]
        self._safe += count


def _samples_in(entries: list[Entry]) -> int:
    raws = [each.raw for each in entries if isinstance(each, Appended)]
    return sum([raw.tick.size for raw in raws if raw is not None])


def _session_of(entry: Entry) -> str:
    return entry.header.session_id if isinstance(entry, Begun) else entry.session_id
