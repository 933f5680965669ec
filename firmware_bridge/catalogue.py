"""Every kind of device: the files in `firmware_bridge.devices` and installed plug-ins."""

import pkgutil
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from firmware_bridge import devices
from firmware_bridge.device import Device
from firmware_bridge.errors import UnknownDeviceError

PLUGIN_GROUP = "steadyhold.devices"


@cache
def all_devices() -> dict[str, Device]:
    """Every device by its kind; a plug-in may add a kind, never replace a built-in one."""
    found = [
        import_module(f"{devices.__name__}.{module.name}").DEVICE
        for module in pkgutil.iter_modules(devices.__path__)
    ]
    plugged = [entry.load() for entry in entry_points(group=PLUGIN_GROUP)]
    by_kind: dict[str, Device] = {}
    for device in [*found, *plugged]:
        if isinstance(device, Device):
            by_kind.setdefault(device.kind, device)
    return by_kind


def device_of_kind(kind: str) -> Device:
    """The device of a kind.

    Raises:
        UnknownDeviceError: there is none.
    """
    known = all_devices()
    if kind not in known:
        raise UnknownDeviceError(kind, known=tuple(sorted(known)))
    return known[kind]
