"""Every kind of device: the files in `firmware_bridge.devices` and installed plug-ins."""

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType

from firmware_bridge import devices
from firmware_bridge.device import Device
from firmware_bridge.errors import UnknownDeviceError

PLUGIN_GROUP = "steadyhold.devices"
_LOADING = (ImportError, AttributeError, NameError, SyntaxError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is known.

    Attributes:
        by_kind: every device by its kind.
        broken: plug-ins that are left out, with the reason of each.
    """

    by_kind: Mapping[str, Device]
    broken: Mapping[str, str]


@cache
def catalogue() -> Catalogue:
    """Built-in devices and those of plug-ins; a plug-in may add a kind, never replace one."""
    by_kind: dict[str, Device] = {}
    broken: dict[str, str] = {}
    for module in pkgutil.iter_modules(devices.__path__):
        device: Device = import_module(f"{devices.__name__}.{module.name}").DEVICE
        by_kind[device.kind] = device
    for entry in entry_points(group=PLUGIN_GROUP):
        found = _loaded(entry)
        if isinstance(found, str):
            broken[entry.name] = found
        elif found.kind in by_kind:
            broken[entry.name] = f"there is a kind {found.kind!r} already"
        else:
            by_kind[found.kind] = found
    return Catalogue(MappingProxyType(by_kind), MappingProxyType(broken))


def all_devices() -> Mapping[str, Device]:
    """Every device by its kind."""
    return catalogue().by_kind


def device_of_kind(kind: str) -> Device:
    """The device of a kind.

    Raises:
        UnknownDeviceError: there is none.
    """
    known = catalogue()
    if kind not in known.by_kind:
        raise UnknownDeviceError(
            kind, known=tuple(sorted(known.by_kind)), broken=dict(known.broken)
        )
    return known.by_kind[kind]


def _loaded(entry: EntryPoint) -> Device | str:
    """The device of a plug-in, or why there is none."""
    try:
        found = entry.load()
    except _LOADING as error:
        return f"{type(error).__name__}: {error}"
    return found if isinstance(found, Device) else f"{entry.value} is no Device"
