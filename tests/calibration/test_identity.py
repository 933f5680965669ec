"""An id that another sensor in the same place would have too is no identity."""

import pytest

from calibration.identity import says_who_it_is


@pytest.mark.parametrize(
    "identity",
    ["", "usb:1a86:7523:", "/dev/ttyACM0", "COM3", "socket://127.0.0.1:7000", "port:/dev/ttyUSB0"],
)
def test_a_place_is_no_name(identity):
    assert not says_who_it_is(identity)


@pytest.mark.parametrize(
    "identity",
    ["0102030405060708", "usb:2341:0043:7573530323135", "AA:BB:CC:DD:EE:FF", "pad-7", "combo-12"],
)
def test_a_number_of_its_own_is_a_name(identity):
    assert says_who_it_is(identity)
