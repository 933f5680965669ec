from steadyhold_frez_dyno import DEVICE

from firmware_bridge.testing import device_conformance


def test_the_gauge_keeps_the_rules():
    device_conformance(DEVICE)
