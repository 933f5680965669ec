"""A virtual radio behind those calls of aioble that the board makes; runs on MicroPython.

What the computer does comes as JSON in `RADIO`: rows of a time in seconds, a word and a value.
`connect` (as soon as the board advertises), `mtu` (agreed length), `write` (bytes in hex), `full`
and `free` (the queue of the radio), `drop` (the link is gone, the program hears of it when it next
waits), `tear` (it is gone in the middle of the next notification). Each notification is printed:
number of the connection, bytes in hex.

Time passes while the program waits, as it does in `machine.idle`.
"""

import asyncio
import asyncio.core
import json
import os
import sys

import time
from machine import idle

NOTIFY_US = 100
LOOK_MS = 5
NOT_CONNECTED, NO_MEMORY = 128, 12


class _VirtualWait:
    map = ()

    def wait_io_event(self, wait_ms):
        _radio.tell_program()
        until_us = time.now_us + 1000 * max(wait_ms, 0)
        while time.now_us < until_us:
            idle(until_us - time.now_us)


asyncio.core._io_queue = _VirtualWait()


class _Connection:
    def __init__(self, number):
        self._conn_handle = number
        self.mtu = None

    def is_connected(self):
        return self._conn_handle is not None


class _Radio:
    def __init__(self):
        self._script = [(1e6 * t_s, what, value) for t_s, what, value in json.loads(_SCRIPT)]
        self._connection = None
        self._is_linked = self._is_full = self._tears = False
        self.is_wanted = False
        self.heard = b""
        self.connections = 0

    def follow(self):
        while self._script and self._script[0][0] <= time.now_us:
            _, what, value = self._script.pop(0)
            if what == "connect":
                self.is_wanted = True
            elif what == "mtu":
                self._connection.mtu = value
            elif what == "write":
                self.heard += bytes.fromhex(value)
            elif what == "drop":
                self._is_linked = False
            elif what == "tear":
                self._tears = True
            else:
                self._is_full = what == "full"

    def tell_program(self):
        if self._connection and not self._is_linked:
            self._connection._conn_handle = None

    def connect(self):
        self.is_wanted = False
        self._is_linked = True
        self.connections += 1
        self._connection = _Connection(self.connections)
        return self._connection

    def notify(self, connection, data):
        time.advance(time.now_us + NOTIFY_US)
        if self._tears:
            self._tears = self._is_linked = False
            self.tell_program()
        if connection._conn_handle is None:
            raise TypeError("can't convert NoneType to int")
        if not self._is_linked:
            raise OSError(NOT_CONNECTED)
        if self._is_full:
            raise OSError(NO_MEMORY)
        carried = data[: (connection.mtu or 23) - 3]
        sys.stdout.write("%d %s\n" % (connection._conn_handle, carried.hex()))


_SCRIPT = os.getenv("RADIO")
_radio = _Radio()
time.listeners.append(_radio.follow)


class core:  # noqa: N801 - the name of a module
    class ble:  # noqa: N801
        @staticmethod
        def config(mtu):
            pass


class Service:
    def __init__(self, uuid):
        self.uuid = uuid


class Characteristic:
    def __init__(self, service, uuid, read=False, notify=False):
        pass

    def notify(self, connection, data):
        _radio.notify(connection, data)


class BufferedCharacteristic:
    def __init__(self, service, uuid, write, write_no_response, max_len, append):
        self._max_len = max_len

    def read(self):
        heard, _radio.heard = _radio.heard[: self._max_len], b""
        return heard

    def write(self, data):
        _radio.heard = data


def register_services(*_services):
    pass


async def advertise(_interval_us, name, services):
    while not _radio.is_wanted:
        await asyncio.sleep_ms(LOOK_MS)
    return _radio.connect()
