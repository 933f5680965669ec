"""The raw REPL of a board, on a MicroPython that has none: what mpremote talks to."""

import io
import os
import sys

BANNER = b"raw REPL; CTRL-B to exit\r\n>"
ENTER, LEAVE, BREAK, RUN, PASTE = b"\x01", b"\x02", b"\x03", b"\x04", b"\x05"

wire_in, wire_out = sys.stdin.buffer, sys.stdout.buffer
names = {"__name__": "__main__"}


class Machine:
    """What a board restarts with."""

    @staticmethod
    def reset():
        """Switch this board off: whoever started it starts it again."""
        sys.exit(0)


class Files:
    """The folder as a board's own disk: its root has no name."""


for name in dir(os):
    setattr(Files, name, getattr(os, name))
Files.stat = staticmethod(lambda path: os.stat(path or "."))
sys.modules["machine"], sys.modules["os"] = Machine, Files


def run(source):
    """Run a piece of a program; the words of its error."""
    try:
        exec(source, names)
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001 - the other side is told
        told = io.StringIO()
        sys.print_exception(error, told)
        return told.getvalue().encode()
    return b""


def serve():
    """Answer until the other side is gone."""
    source, is_raw = b"", False
    while True:
        byte = wire_in.read(1)
        if not byte:
            return
        if byte == ENTER:
            source, is_raw = b"", True
            wire_out.write(BANNER)
        elif byte == LEAVE:
            source, is_raw = b"", False
            wire_out.write(b"\r\n>>> ")
        elif byte == BREAK or not is_raw:
            source = b""
        elif byte == PASTE and not source:
            wire_in.read(2)
            wire_out.write(b"R\x00")
        elif byte == RUN and not source:
            wire_out.write(b"OK\r\nMPY: soft reboot\r\n" + BANNER)
        elif byte == RUN:
            wire_out.write(b"OK")
            told = run(source.decode())
            source = b""
            wire_out.write(b"\x04" + told + b"\x04>")
        else:
            source += byte


serve()
