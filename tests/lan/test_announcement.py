"""The rig's name on the network, on an interface of its own: loopback."""

import asyncio

import pytest
from zeroconf import ServiceListener
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from rig.lan.announcement import SERVICE, announced
from rig.lan.host_names import announced_label, host_label
from rig.lan.site import Site

ADDRESS = "127.0.0.1"
SITE = Site(8050, (ADDRESS,), is_lan=True)


class Heard(ServiceListener):
    """Collects the names that are announced."""

    def __init__(self):
        self.names = asyncio.Queue()

    def add_service(self, zc, type_, name):
        self.names.put_nowait(name)

    def update_service(self, zc, type_, name):
        pass

    def remove_service(self, zc, type_, name):
        self.names.put_nowait(f"gone: {name}")


async def test_a_rig_is_found_by_its_name_and_gone_when_it_stops():
    listening = AsyncZeroconf(interfaces=[ADDRESS])
    heard = Heard()
    try:
        await listening.async_add_service_listener(SERVICE, heard)
        async with announced(SITE, [ADDRESS], "steadyhold-test") as why_not:
            assert why_not is None
            assert await heard.names.get() == f"steadyhold-test.{SERVICE}"
            found = AsyncServiceInfo(SERVICE, f"steadyhold-test.{SERVICE}")
            assert await found.async_request(listening.zeroconf, 60_000)
            assert (found.server, found.port) == ("steadyhold-test.local.", 8050)
            assert found.parsed_addresses() == [ADDRESS]
            assert found.decoded_properties["scheme"] == "http"
        assert await heard.names.get() == f"gone: steadyhold-test.{SERVICE}"
    finally:
        await listening.async_close()


# zeroconf leaves the socket open that it had made for the other interfaces.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_network_that_takes_no_announcements_is_told_and_nothing_stops():
    async with announced(SITE, ["192.168.250.250"], "steadyhold-nowhere") as why_not:
        assert "takes no announcements" in why_not


def test_a_name_of_a_computer_becomes_a_host_name():
    assert host_label("Ana's MacBook Pro.local") == "ana-s-macbook-pro"
    assert host_label("...") == "steadyhold"
    assert announced_label("lab-7") == "steadyhold-lab-7"
    assert announced_label("steadyhold-pi") == "steadyhold-pi"
