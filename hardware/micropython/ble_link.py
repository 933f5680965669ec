"""The pad over Bluetooth: the Nordic UART service, one record or a piece of one a notification.

Thin on purpose and not run on hardware: no emulator of these boards has a radio. Everything above
it is the same code that the tests run. Needs `aioble` on the board (`mpremote mip install aioble`).
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
        connection = await aioble.advertise(_ADVERTISE_US, name=name, services=[_SERVICE])
        # Notifications need a subscriber; what was batched before belongs to nobody.
        pad.records.forget()
        _say(pad, connection, outbox, pad.introduction())
        while connection.is_connected():
            _say(pad, connection, outbox, pad.step())
            heard = inbox.read()
            if heard:
                inbox.write(b"")
                _say(pad, connection, outbox, pad.hear(heard))
            await asyncio.sleep_ms(_LOOK_MS)


def _say(pad, connection, outbox, records):
    # Unknown until the host asks for more than the shortest, which some never do.
    pad.records.room = (connection.mtu or _SHORTEST_ATT) - _ATT_HEAD
    for record in records:
        for part in pad.records.parted(record):
            outbox.notify(connection, part)
