"""The web process, kept alive: begun first, begun again when it dies, gone when the hub goes."""

import asyncio
import contextlib
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from rig.hub.actor import SECRET_VARIABLE
from rig.hub.cancel_and_wait import cancel_and_wait
from rig.hub.process.web_address import WebAddress

BACK_OFF_FIRST_S = 0.2
BACK_OFF_LAST_S = 5.0
# A process that lived this long was well; its death says nothing about the next start.
WELL_AFTER_S = 10.0
STOP_PATIENCE_S = 3.0
PROBE_S = 0.03
NEW_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)


def dashboard_arguments(
    *, hub_url: str, data: Path, hub_certificate: Path | None
) -> tuple[str, ...]:
    """Module and arguments of the dashboard's process, but where it listens."""
    words = ("dashboard", "--hub", hub_url, "--data", str(data))
    return words if hub_certificate is None else (*words, "--hub-certificate", str(hub_certificate))


class WebProcess:
    """One child process behind the hub, at an address of its own.

    Args:
        hub_url: where the child reaches the hub.
        data: folder of the recordings.
        module: what to run instead of the dashboard; it is told `--socket PATH` or `--port N`.
        hub_certificate: the one the child knows the hub by; None where the way is not encrypted.

    Attributes:
        secret: signs the actor of each request, and each answer; new with every start of the hub.
        address: where the running child listens.
        starts: how often the child was started.
    """

    def __init__(
        self,
        hub_url: str,
        data: Path,
        module: Sequence[str] | None = None,
        hub_certificate: Path | None = None,
    ) -> None:
        self.secret = secrets.token_hex(32)
        self.address = WebAddress()
        self.starts = 0
        self._hub_url = hub_url
        self._data = data
        self._module = module
        self._hub_certificate = hub_certificate
        self._process: subprocess.Popen[bytes] | None = None
        self._answers = asyncio.Event()

    @property
    def answers(self) -> bool:
        """Whether the child takes connections, as far as is known."""
        return self._answers.is_set()

    @property
    def pid(self) -> int:
        """Process id of the child; 0 before the first start."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start the child; before any slow import of our own, so that both load at once."""
        words = self._module or dashboard_arguments(
            hub_url=self._hub_url, data=self._data, hub_certificate=self._hub_certificate
        )
        self.starts += 1
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "rig.hub.process.exit_with_parent",
                *words,
                *self.address.arguments(),
            ],
            stdin=subprocess.PIPE,
            env={**os.environ, SECRET_VARIABLE: self.secret},
            # Ctrl-C in the terminal is for the hub, which then stops its child in order.
            start_new_session=sys.platform != "win32",
            creationflags=NEW_GROUP,
        )

    async def keep(self) -> None:
        """Watch the child and start it again whenever it ends, until cancelled."""
        pause_s = BACK_OFF_FIRST_S
        while True:
            if self._process is None:
                self.start()
            began_s = time.monotonic()
            probing = asyncio.create_task(self._probe(), name="probe the web process")
            try:
                await self._ended()
            finally:
                await cancel_and_wait(probing)
                self._answers.clear()
            self._close_pipe()
            self._process = None
            if time.monotonic() - began_s > WELL_AFTER_S:
                pause_s = BACK_OFF_FIRST_S
            await asyncio.sleep(pause_s)
            pause_s = min(2.0 * pause_s, BACK_OFF_LAST_S)

    async def wait_until_answering(self, patience_s: float | None) -> bool:
        """Whether the child takes connections within `patience_s`; None waits without end."""
        try:
            async with asyncio.timeout(patience_s):
                await self._answers.wait()
        except TimeoutError:
            return False
        return True

    def stop(self) -> None:
        """End the child; it is gone when this returns."""
        if self._process is not None:
            self._close_pipe()
            self._process.terminate()
            try:
                self._process.wait(STOP_PATIENCE_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self.address.remove()

    async def _ended(self) -> None:
        # A thread that waits costs nothing and sees the end at once, on every system.
        process = self._process
        if process is None:
            return
        loop = asyncio.get_running_loop()
        over = asyncio.Event()

        def wait() -> None:
            process.wait()
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(over.set)

        threading.Thread(target=wait, name="wait for the web process", daemon=True).start()
        await over.wait()

    async def _probe(self) -> None:
        while True:
            try:
                await self.address.knock()
            except OSError:
                await asyncio.sleep(PROBE_S)
                continue
            self._answers.set()
            return

    def _close_pipe(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
