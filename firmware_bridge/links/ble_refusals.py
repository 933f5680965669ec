"""What a refusal of this computer's Bluetooth means, in words; bleak raises many kinds."""

import errno
from typing import TYPE_CHECKING

from firmware_bridge.links.ble_errors import (
    BluetoothError,
    BluetoothFailedError,
    BluetoothForbiddenError,
    BluetoothMissingError,
    BluetoothOffError,
)

if TYPE_CHECKING:
    from bleak.exc import BleakBluetoothNotAvailableReason

FORBIDDEN_ERRNOS = {errno.EACCES, errno.EPERM}
WINDOWS_OFF = -2147020577
"""0x800710DF, `the device is not ready for use`: what WinRT says of a radio switched off."""
_MISSING_WORDS = (
    "no bluetooth adapter",
    "no ble adapter",
    "not supported",
    "serviceunknown",
    "spawn.",
    "bluez >= 5.55",
)
_OFF_WORDS = ("notready", "powered", "turned on", "turned off", "poweredoff")
_FORBIDDEN_WORDS = ("accessdenied", "notauthorized", "notpermitted", "access denied", "denied")


def ble_failures() -> tuple[type[Exception], ...]:
    """Everything bleak is known to raise where the radio, the system or a gauge fails."""
    from bleak.exc import BleakError

    kinds: tuple[type[Exception], ...] = (BleakError, OSError, TimeoutError, EOFError)
    try:
        from dbus_fast import AuthError
    except ImportError:
        return kinds
    return (*kinds, AuthError)


def bluetooth_error(error: Exception) -> BluetoothError:
    """The refusal of the system as one sentence with its way out.

    Args:
        error: what starting a scan raised.
    """
    from bleak.exc import BleakBluetoothNotAvailableError

    why = _message(error)
    if isinstance(error, BleakBluetoothNotAvailableError):
        return _by_reason(error.reason, why)
    if isinstance(error, OSError) and error.errno in FORBIDDEN_ERRNOS:
        return BluetoothForbiddenError(why=why)
    if type(error).__name__ == "AuthError":
        return BluetoothForbiddenError(why=why)
    if isinstance(error, FileNotFoundError | ConnectionError | EOFError):
        return BluetoothMissingError(why=f"the system's message bus does not answer: {why}")
    if getattr(error, "winerror", None) == WINDOWS_OFF:
        return BluetoothOffError(why=why)
    said = why.lower()
    for words, kind in (
        (_FORBIDDEN_WORDS, BluetoothForbiddenError),
        (_MISSING_WORDS, BluetoothMissingError),
        (_OFF_WORDS, BluetoothOffError),
    ):
        if any(word in said for word in words):
            return kind(why=why)
    return BluetoothFailedError(why=why)


def _by_reason(reason: "BleakBluetoothNotAvailableReason", why: str) -> BluetoothError:
    name = reason.name
    if name.startswith("DENIED"):
        return BluetoothForbiddenError(why=why)
    if name == "POWERED_OFF":
        return BluetoothOffError(why=why)
    if name.startswith("NO_"):
        return BluetoothMissingError(why=why)
    return BluetoothFailedError(why=why)


def _message(error: Exception) -> str:
    from bleak.exc import BleakBluetoothNotAvailableError

    if isinstance(error, BleakBluetoothNotAvailableError):
        return str(error.args[0]).strip().rstrip(".")
    return str(error).strip().rstrip(".") or type(error).__name__
