"""Virtual gauges: GATT servers that behave as their makers' texts say."""

import asyncio
import contextlib
import time
from collections.abc import Callable

from bumble.att import ATT_Error
from bumble.device import Device
from bumble.gatt import Characteristic, CharacteristicValue, Service

from firmware_bridge.device import Device as Kind
from firmware_bridge.device import Radio

BATTERY = "0000180f-0000-1000-8000-00805f9b34fb"
BATTERY_LEVEL = "00002a19-0000-1000-8000-00805f9b34fb"


class Gauge:
    """A gauge that sends `packets` at a pace once it is started.

    Attributes:
        written: every command it was given.
        refuses: commands it answers with an ATT error.
        is_started: it sends.
        sent: packets sent so far.
        due_s: when each was measured, by the host's monotonic clock.
        sent_s: when each was given to the radio.
        battery_pct: what its battery service says; None without one.
    """

    company: int | None = None
    company_data = b""

    def __init__(
        self,
        kind: Kind,
        name: str,
        packet: Callable[[int], bytes],
        *,
        rate_hz: float,
        number: int = 1,
        starts_itself: bool = False,
        battery_pct: int | None = None,
        piece_bytes: int = 0,
    ) -> None:
        """A gauge that is not yet in a room.

        Args:
            kind: whose services it offers.
            name: what it advertises.
            packet: bytes of its packet of a number.
            rate_hz: packets a second.
            number: makes its address.
            starts_itself: it sends without being told to.
            battery_pct: level of a battery service.
            piece_bytes: longest notification; longer packets are split. 0 sends them whole.
        """
        assert kind.radio is not None
        self.kind = kind
        self.radio: Radio = kind.radio
        self.name = name
        self.address = f"C4:AB:1E:00:00:{number:02X}"
        self.advertised = kind.radio.service if len(kind.radio.service) == 36 else ""
        self.device: Device
        self.written: list[bytes] = []
        self.refuses: set[bytes] = set()
        self.is_started = self.starts_itself = starts_itself
        self.sent = 0
        self.due_s: list[float] = []
        self.sent_s: list[float] = []
        self.battery_pct = battery_pct
        self._packet = packet
        self._period_s = 1 / rate_hz
        self._piece_bytes = piece_bytes
        self._task: asyncio.Task | None = None

    def services(self) -> list[Service]:
        properties, permissions = Characteristic.Properties, Characteristic.Permissions
        if self.radio.command == self.radio.notify:
            self._out = Characteristic(
                self.radio.notify,
                properties.NOTIFY | properties.WRITE_WITHOUT_RESPONSE,
                permissions.READABLE | permissions.WRITEABLE,
                CharacteristicValue(write=self._write),
            )
        else:
            self._out = Characteristic(
                self.radio.notify, properties.NOTIFY, permissions.READABLE, b""
            )
        offered = [self._out]
        if self.radio.command not in ("", self.radio.notify):
            offered.append(
                Characteristic(
                    self.radio.command,
                    properties.WRITE,
                    permissions.WRITEABLE,
                    CharacteristicValue(write=self._write),
                )
            )
        services = [Service(self.radio.service or BATTERY, offered)]
        if self.battery_pct is not None:
            level = Characteristic(
                BATTERY_LEVEL, properties.READ, permissions.READABLE, bytes((self.battery_pct,))
            )
            services.append(Service(BATTERY, [level]))
        return services

    def begin(self, device: Device) -> None:
        self.device = device
        self._task = asyncio.create_task(self._run(), name=f"gauge {self.name}")

    async def end(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def notify(self, data: bytes) -> None:
        """Send to whoever listens, in pieces where the packet is too long."""
        size = self._piece_bytes or len(data) or 1
        for at in range(0, len(data), size):
            await self.device.notify_subscribers(self._out, data[at : at + size])

    def hear(self, command: bytes) -> bytes:
        """What to answer at once to a command; empty for nothing."""
        start, stop = self.kind.start, self.kind.stop
        if start and start.endswith(command):
            self.is_started = True
        elif stop and command == stop:
            self.is_started = False
        return b""

    def _write(self, _connection, command: bytes) -> None:
        command = bytes(command)
        self.written.append(command)
        if command in self.refuses:
            raise ATT_Error(0x80)
        answer = self.hear(command)
        if answer:
            self._answers = asyncio.ensure_future(self.notify(answer))

    async def _run(self) -> None:
        began_s = time.monotonic()
        while True:
            due = int((time.monotonic() - began_s) / self._period_s)
            if not (self.is_started and self.device.connections):
                began_s = time.monotonic() - self.sent * self._period_s
                if not (self.device.connections or self.starts_itself):
                    self.is_started = False
                due = self.sent
            while self.is_started and self.sent < due:
                self.due_s.append(began_s + self.sent * self._period_s)
                self.sent_s.append(time.monotonic())
                packet = self._packet(self.sent)
                self.sent += 1
                await self.notify(packet)
            await asyncio.sleep(min(self._period_s / 2, 0.01))
