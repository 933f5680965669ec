"""What a person types while something runs: single letters at a terminal, lines from a pipe."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

TYPED_LINE = "m"
"""The letter after which a whole line is typed."""
ENTER, BACK, ESCAPE = "\r\n", "\x7f\b", "\x1b"

Tell = Callable[[str], None]


class Keyboard:
    """Letters or lines of stdin, told to the event loop from a thread of its own.

    Args:
        loop: told in it.
        tell: takes a letter, or a line of more than one character.
        echo: takes what is being typed so far, while a line is.
    """

    def __init__(self, loop: "asyncio.AbstractEventLoop", tell: Tell, echo: Tell) -> None:
        self._loop = loop
        self._tell = tell
        self._echo = echo

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen until left; a terminal is put back as it was."""
        is_terminal = sys.stdin.isatty() and sys.platform != "win32"
        listen = self._letters if is_terminal else self._lines
        # A read of stdin cannot be interrupted: the thread dies with the program.
        thread = threading.Thread(target=listen, name="keyboard", daemon=True)
        if not is_terminal:
            thread.start()
            yield
            return
        import termios
        import tty

        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)
        tty.setcbreak(descriptor)
        thread.start()
        try:
            yield
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)

    def _lines(self) -> None:
        for line in sys.stdin:
            if line.strip():
                self._say(self._tell, line.strip())

    def _letters(self) -> None:
        typed: str | None = None
        while letter := os.read(sys.stdin.fileno(), 1).decode("latin-1"):
            if typed is None and letter == TYPED_LINE:
                typed = ""
            elif typed is None:
                self._say(self._tell, letter)
                continue
            elif letter in ENTER:
                self._say(self._tell, f"{TYPED_LINE} {typed}")
                typed = None
            elif letter == ESCAPE:
                typed = None
            else:
                typed = typed[:-1] if letter in BACK else typed + letter
            self._say(self._echo, "" if typed is None else f"{TYPED_LINE} {typed}_")

    def _say(self, tell: Tell, text: str) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(tell, text)
