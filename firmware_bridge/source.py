"""A source of blocks: what it promises, and how its address is read."""

from collections.abc import AsyncIterator
from typing import Protocol

from firmware_bridge.counters import Counters
from firmware_bridge.errors import SourceUriError
from firmware_bridge.samples import LinkNews, RawBlock, Traits
from firmware_bridge.uri import SCHEMES, SourceUri, parse_uri


class Source(Protocol):
    """Blocks and news of one sensor or file, in order, on one session clock."""

    @property
    def traits(self) -> Traits:
        """What it delivers; exact from the first block on."""
        ...

    @property
    def identity(self) -> str:
        """Hardware id, empty until it is known."""
        ...

    @property
    def counters(self) -> Counters:
        """What was received so far."""
        ...

    def stream(self) -> AsyncIterator[RawBlock | LinkNews]:
        """Blocks and changes of the link until the source ends or is closed.

        Raises:
            PortError: the port cannot be opened at the start.
            BluetoothError: this computer's Bluetooth cannot be used at the start.
            GaugeNotFoundError, GaugeFailedError: nor can the gauge.
            NotASensorError: something else answers there.
        """
        ...

    def host_s(self, t_s: float) -> float:
        """Host monotonic seconds of a session time; NaN before the first block."""
        ...

    async def close(self) -> None:
        """Release the device or file; the stream ends."""
        ...


def open_source(uri: str) -> Source:
    """A source for an address; nothing is opened before its stream is read.

    Args:
        uri: `sim:?learner=novice&seed=7`, `serial:PORT?device=KIND`, `ble:NAME?device=KIND`,
            `file:PATH?speed=max`.

    Raises:
        SourceUriError: the address, or one of its options, is not understood.
        UnknownDeviceError: no such device kind.
        TableError: the file cannot be read.
    """
    address = parse_uri(uri)
    openers = {"sim": _open_sim, "serial": _open_serial, "ble": _open_ble, "file": _open_file}
    opener = openers.get(address.scheme)
    if opener is None:
        raise SourceUriError(uri, why=SCHEMES)
    return opener(address)


def _open_sim(address: SourceUri) -> Source:
    from firmware_bridge.sim.settings import settings_of
    from firmware_bridge.sim.source import SimSource

    return SimSource(settings_of(address))


def _open_serial(address: SourceUri) -> Source:
    from firmware_bridge.links.serial_settings import serial_settings_of
    from firmware_bridge.links.serial_source import SerialSource

    return SerialSource(serial_settings_of(address))


def _open_ble(address: SourceUri) -> Source:
    from firmware_bridge.links.ble_adapter import shared_adapter
    from firmware_bridge.links.ble_settings import ble_settings_of
    from firmware_bridge.links.ble_source import BleSource

    return BleSource(ble_settings_of(address), shared_adapter())


def _open_file(address: SourceUri) -> Source:
    from firmware_bridge.links.file_source import FileSource, file_settings_of

    return FileSource(file_settings_of(address))
