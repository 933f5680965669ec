"""What a `serial:` address asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from firmware_bridge.catalogue import device_of_kind
from firmware_bridge.device import Device
from firmware_bridge.uri import SourceUri

OPTIONS = ("device", "baud", "also", "uid", "wait", "rate_hz")


@dataclass(frozen=True, slots=True)
class SerialSettings:
    """A port and what is expected on it.

    Attributes:
        port: device path, COM name or any pyserial URL; empty takes the first that answers.
        device: what is expected there.
        baud: speed of the line.
        also: pattern of further paths on which the same hardware may come back.
        uid: hardware id to insist on; empty takes the first that answers.
        waits: a port that is not there at the start is waited for instead of refused.
        rate_hz: nominal rate over what the device says; 0 keeps that.
        options: options of the device.
    """

    port: str
    device: Device
    baud: int
    also: str
    uid: str
    waits: bool
    rate_hz: float
    options: Mapping[str, str]


def serial_settings_of(address: SourceUri) -> SerialSettings:
    """The settings of an address.

    Raises:
        UnknownDeviceError: no such device kind.
        SourceUriError: an option is unknown or out of range.
    """
    kind = address.options.get("device", "board")
    device = device_of_kind(kind)
    address.refuse_unknown((*OPTIONS, *device.options))
    return SerialSettings(
        port=address.target,
        device=device.adapt(device, address.options),
        baud=address.whole("baud", device.baud, low=50, high=20_000_000),
        also=address.options.get("also", ""),
        uid=address.options.get("uid", "").lower(),
        waits=bool(address.whole("wait", 0, low=0, high=1)),
        rate_hz=address.number("rate_hz", 0.0, low=0.01) if "rate_hz" in address.options else 0.0,
        options=address.options,
    )
