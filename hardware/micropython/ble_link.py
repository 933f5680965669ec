"""The pad over Bluetooth: the Nordic UART service, one record a notification.

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
        for record in pad.introduction():
            outbox.notify(connection, record)
        while connection.is_connected():
            for record in pad.step():
                outbox.notify(connection, record)
            heard = inbox.read()
            if heard:
                inbox.write(b"")
                for record in pad.hear(heard):
                    outbox.notify(connection, record)
            await asyncio.sleep_ms(_LOOK_MS)
