"""What a `ble:` address asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from firmware_bridge.catalogue import all_devices, device_of_kind
from firmware_bridge.device import Device
from firmware_bridge.errors import SourceUriError
from firmware_bridge.links.ble_seen import device_by_name
from firmware_bridge.uri import SourceUri

OPTIONS = ("device", "uid", "wait", "rate_hz")
OWN_KIND = "board-ble"


@dataclass(frozen=True, slots=True)
class BleSettings:
    """A gauge and what is expected of it.

    Attributes:
        target: name or address; empty takes the first of its kind.
        device: what it is.
        uid: hardware id, or address, to insist on; empty takes the first that fits.
        waits: a gauge that is not in sight at the start is waited for instead of refused.
        rate_hz: nominal rate over what the device says; 0 keeps that.
        options: options of the device.
    """

    target: str
    device: Device
    uid: str
    waits: bool
    rate_hz: float
    options: Mapping[str, str]


def ble_settings_of(address: SourceUri) -> BleSettings:
    """The settings of an address; the name tells the kind where `device` does not.

    Raises:
        UnknownDeviceError: no such device kind.
        SourceUriError: an option is unknown or out of range, or the kind has no radio.
    """
    named = device_by_name(address.target, all_devices().values())
    kind = address.options.get("device", named.kind if named is not None else OWN_KIND)
    device = device_of_kind(kind)
    if device.radio is None:
        with_radio = [each.kind for each in all_devices().values() if each.radio is not None]
        why = f"{kind} has no Bluetooth; kinds that have: {', '.join(sorted(with_radio))}"
        raise SourceUriError(address.text, why=why)
    address.refuse_unknown((*OPTIONS, *device.options))
    return BleSettings(
        target=address.target,
        device=device.adapt(device, address.options),
        uid=address.options.get("uid", "").lower(),
        waits=bool(address.whole("wait", 0, low=0, high=1)),
        rate_hz=address.number("rate_hz", 0.0, low=0.01) if "rate_hz" in address.options else 0.0,
        options=address.options,
    )
