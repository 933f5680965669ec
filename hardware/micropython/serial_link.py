"""The pad on a USB cable: records to standard output, commands from standard input.

Ctrl-C stays what it is (the host never sends that byte), so that mpremote can still come in.
"""

import select
import sys

from machine import idle


def run(pad):
    """Serve the host for ever, or until its input ends."""
    out, inp = sys.stdout.buffer, sys.stdin.buffer
    poll = select.poll()
    poll.register(sys.stdin, select.POLLIN)
    for record in pad.greeting():
        out.write(record)
    while True:
        for record in pad.step():
            out.write(record)
        while poll.poll(0):
            byte = inp.read(1)
            if not byte:
                return
            for record in pad.hear(byte):
                out.write(record)
        idle()
