"""The pad over Bluetooth: the Nordic UART service, one record or a piece of one a notification.

Run on a MicroPython virtual machine with a virtual radio in place of `aioble`, not on hardware: no
emulator of these boards has a radio. Needs `aioble` on the board (`mpremote mip install aioble`).
"""

import asyncio

import aioble
import bluetooth

_SERVICE = bluetooth.UUID("6e400001-b5a3-f393-e0a9-e50e24dcca9e")
_FROM_HOST = bluetooth.UUID("6e400002-b5a3-f393-e0a9-e50e24dcca9e")
_TO_HOST = bluetooth.UUID("6e400003-b5a3-f393-e0a9-e50e24dcca9e")
_ADVERTISE_US = 100_000
_LONGEST_ATT = 247
_SHORTEST_ATT = 23
_ATT_HEAD = 3
_LOOK_MS = 1
_LOOK_ALONE_MS = 2
_MOST_WAITING = 32
"""Notifications that wait for room in the radio: more than a second of samples."""


def run(pad, name):
    """Serve one host after the other for ever."""
    asyncio.run(_serve(pad, name))


async def _serve(pad, name):
    service = aioble.Service(_SERVICE)
    inbox = aioble.BufferedCharacteristic(
        service, _FROM_HOST, write=True, write_no_response=True, max_len=20, append=True
    )
    outbox = aioble.Characteristic(service, _TO_HOST, read=True, notify=True)
    aioble.register_services(service)
    aioble.core.ble.config(mtu=_LONGEST_ATT)
    while True:
        alone = asyncio.create_task(_measure(pad))
        connection = await aioble.advertise(_ADVERTISE_US, name=name, services=[_SERVICE])
        alone.cancel()
        # Half a command of the host before.
        inbox.read()
        listener = _Listener(connection, outbox, pad.records)
        listener.tell(pad.meet())
        while connection.is_connected():
            listener.tell(pad.step())
            # Reading empties it.
            heard = inbox.read()
            if heard:
                listener.tell(pad.hear(heard))
            await asyncio.sleep_ms(_LOOK_MS)


async def _measure(pad):
    # With nobody there too: the clock has to be asked, and the rate is known to who comes.
    while True:
        pad.step()
        await asyncio.sleep_ms(_LOOK_ALONE_MS)


class _Listener:
    """A host: what the radio has no room for waits, what finds no room to wait is left out.

    Records are left out whole; of samples the host knows by the numbers of their packets.
    """

    def __init__(self, connection, outbox, records):
        self._connection = connection
        self._outbox = outbox
        self._records = records
        self._waiting = []

    def tell(self, records):
        # Unknown until the host asks for more than the shortest, which some never do.
        self._records.room = (self._connection.mtu or _SHORTEST_ATT) - _ATT_HEAD
        for record in records:
            parts = self._records.parted(record)
            if len(self._waiting) + len(parts) <= _MOST_WAITING:
                self._waiting += parts
        while self._waiting and self._notify(self._waiting[0]):
            self._waiting.pop(0)

    def _notify(self, part):
        try:
            self._outbox.notify(self._connection, part)
        except OSError:
            # The radio is full, or the link is gone and `is_connected` will soon say so.
            return False
        except TypeError:
            # aioble has no handle of a link that is gone.
            if self._connection.is_connected():
                raise
            return False
        return True
