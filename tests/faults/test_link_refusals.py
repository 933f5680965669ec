"""Fault F17: every refusal of the system, in one sentence with its way out."""

import errno

import pytest
import serial

from firmware_bridge.errors import (
    PortBusyError,
    PortFailedError,
    PortForbiddenError,
    PortNotFoundError,
)
from firmware_bridge.links.ports import port_error


@pytest.mark.parametrize(
    ("raised", "windows", "error", "exit_code", "words"),
    [
        (OSError(errno.EACCES, "Permission denied"), False, PortForbiddenError, 3, "usermod -a -G"),
        (OSError(errno.EPERM, "not permitted"), False, PortForbiddenError, 3, "log out and in"),
        (OSError(errno.EBUSY, "Device busy"), False, PortBusyError, 4, "in use by"),
        (
            serial.SerialException(errno.EAGAIN, "Could not exclusively lock port"),
            False, PortBusyError, 4, "close it there",
        ),
        (OSError(errno.ENOENT, "No such file"), False, PortNotFoundError, 5, "ports seen"),
        (OSError(errno.ENODEV, "No such device"), False, PortNotFoundError, 5, "plug the sensor"),
        (
            serial.SerialException(
                "could not open port 'COM3': PermissionError(13, 'Access is denied.', None, 5)"
            ),
            True, PortBusyError, 4, "in use by",
        ),
        (
            serial.SerialException(
                "could not open port 'COM9': FileNotFoundError(2, 'The system cannot find')"
            ),
            True, PortNotFoundError, 5, "no serial port",
        ),
        (OSError(errno.EIO, "Input/output error"), False, PortFailedError, 1, "plug it in again"),
    ],
)  # fmt: skip
def test_f17_every_refusal_of_the_system_becomes_one_sentence_with_its_way_out(
    tmp_path, raised, windows, error, exit_code, words
):
    refusal = port_error(str(tmp_path / "port"), raised, windows=windows)
    assert type(refusal) is error
    assert refusal.exit_code == exit_code
    assert words in str(refusal)
