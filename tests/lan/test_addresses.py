"""Which addresses a class may be given, and which a rig never listens at by itself."""

import pytest

from rig.lan import addresses
from rig.lan.addresses import LocalAddress, chosen_addresses, private_addresses, seen_addresses
from rig.lan.errors import HostElsewhereError, HostTooWideError, HostUnknownError, NoNetworkError
from rig.lan.site import Site

LOOPBACK = LocalAddress("127.0.0.1", "lo")
WIFI = LocalAddress("192.168.7.20", "wlan0")
CABLE = LocalAddress("10.4.0.9", "eth0")
PUBLIC = LocalAddress("203.0.113.5", "eth0")
ULA = LocalAddress("fd12:3456::7", "wlan0")
GLOBAL6 = LocalAddress("2001:db8:1::7", "wlan0")
ZONED = LocalAddress("fe80::1", "wlan0")
EVERY = (LOOPBACK, PUBLIC, ULA, GLOBAL6, ZONED, CABLE, WIFI)


@pytest.fixture
def wifi_leads_out(monkeypatch):
    monkeypatch.setattr(addresses, "addresses_on_the_way_out", lambda: (WIFI.address,))


def test_without_a_wish_only_private_addresses_and_this_computer_are_served(wifi_leads_out):
    chosen = [each.address for each in chosen_addresses("", EVERY)]
    assert chosen == [WIFI.address, CABLE.address, ULA.address, "127.0.0.1"]


def test_the_address_to_give_to_others_is_that_of_the_router_s_network():
    seen = (CABLE, ULA, WIFI)
    assert private_addresses(seen, (WIFI.address,))[0] == WIFI
    assert private_addresses(seen, (CABLE.address,))[0] == CABLE
    assert private_addresses((LocalAddress("169.254.1.1", "eth0"), WIFI), ())[0] == WIFI


def test_a_network_of_ipv6_alone_is_served(wifi_leads_out):
    chosen = chosen_addresses("", (LOOPBACK, ULA, GLOBAL6, ZONED))
    assert [each.host for each in chosen] == ["[fd12:3456::7]", "127.0.0.1"]


@pytest.mark.parametrize("seen", [(LOOPBACK,), (LOOPBACK, PUBLIC, GLOBAL6, ZONED)])
def test_without_a_local_network_nothing_is_served_and_the_next_step_is_named(seen):
    with pytest.raises(NoNetworkError, match="join the Wi-Fi") as refused:
        chosen_addresses("", seen)
    assert ("203.0.113.5" in str(refused.value)) == (PUBLIC in seen)


def test_an_address_of_this_computer_is_served_alone():
    assert chosen_addresses("192.168.7.20", EVERY) == (WIFI,)
    assert chosen_addresses("203.0.113.5", EVERY) == (PUBLIC,)
    assert chosen_addresses("[fd12:3456::7]", EVERY) == (ULA,)
    assert [one.address for one in chosen_addresses("127.0.0.2", EVERY)] == ["127.0.0.2"]


@pytest.mark.parametrize("host", ["rig.school.invalid", "-", "a..b", "x" * 300])
def test_a_name_nobody_knows_is_refused_with_the_addresses_there_are(host):
    with pytest.raises(HostUnknownError, match=r"check the spelling.*192\.168\.7\.20"):
        chosen_addresses(host, EVERY)


def test_an_address_of_another_computer_is_refused_with_those_of_this_one():
    with pytest.raises(HostElsewhereError, match=r"no address of this computer.*10\.4\.0\.9"):
        chosen_addresses("192.168.7.99", EVERY)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "[::]"])
def test_every_network_at_once_is_refused(host):
    with pytest.raises(HostTooWideError, match="leave --host out"):
        chosen_addresses(host, EVERY)


def test_this_computer_names_its_own_addresses():
    seen = seen_addresses()
    assert "127.0.0.1" in [each.address for each in seen]
    assert set(addresses.addresses_on_the_way_out()) <= {each.address for each in seen}


def test_a_site_is_written_as_a_browser_writes_it():
    assert Site(8050).url == "http://127.0.0.1:8050"
    assert Site(80).url == "http://127.0.0.1"
    assert Site(443, ("[fd12::7]",), is_https=True).url == "https://[fd12::7]"
    assert Site(443, ("192.168.7.20",)).url == "http://192.168.7.20:443"


def test_a_site_answers_to_its_own_names_and_port_alone():
    site = Site(8050, ("192.168.7.20", "rig.local"), is_lan=True)
    assert site.answers_to("192.168.7.20:8050")
    assert site.answers_to("RIG.local:8050")
    for foreign in (None, "", "rig.local", "127.0.0.1:8050", "rig.local:80", "evil.example:8050"):
        assert not site.answers_to(foreign)
    assert Site(443, ("rig.local",), is_https=True).answers_to("rig.local")
    assert not Site(80, ("rig.local",), is_https=True).answers_to("rig.local")
