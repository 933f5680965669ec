"""Which addresses of this computer others on its network can reach, and which were asked for."""

import ipaddress
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ifaddr

from rig.lan.errors import HostElsewhereError, HostTooWideError, HostUnknownError, NoNetworkError

# RFC 1918, 3927 and 4193. Link-local addresses of IPv6 are left out: no browser opens them.
PRIVATE = tuple(
    ipaddress.ip_network(each)
    for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7")
)
LOOPBACK = "127.0.0.1"
# Documentation addresses (RFC 5737, 3849): a route to them is the way out of this network.
ELSEWHERE = ((socket.AF_INET, "198.51.100.1"), (socket.AF_INET6, "2001:db8::1"))


@dataclass(frozen=True, slots=True)
class LocalAddress:
    """An address of this computer.

    Attributes:
        address: as it is written, without a zone.
        interface: name of the network interface for a person.
    """

    address: str
    interface: str

    @property
    def is_ipv6(self) -> bool:
        """Whether it is one of IPv6."""
        return ":" in self.address

    @property
    def is_loopback(self) -> bool:
        """Whether only this computer reaches it."""
        return ipaddress.ip_address(self.address).is_loopback

    @property
    def is_private(self) -> bool:
        """Whether it belongs to a local network and can be opened in a browser."""
        mine = ipaddress.ip_address(self.address)
        return any(mine.version == net.version and mine in net for net in PRIVATE)

    @property
    def host(self) -> str:
        """As it stands in a URL."""
        return f"[{self.address}]" if self.is_ipv6 else self.address


def seen_addresses() -> tuple[LocalAddress, ...]:
    """Every address of every interface that is up."""
    return tuple(
        LocalAddress(str(each.ip if each.is_IPv4 else each.ip[0]), adapter.nice_name)
        for adapter in ifaddr.get_adapters()
        for each in adapter.ips
    )


def private_addresses(
    seen: Iterable[LocalAddress], on_the_way_out: Sequence[str]
) -> tuple[LocalAddress, ...]:
    """The private ones, first the one to give to others: that of the network's own router.

    Args:
        seen: addresses of this computer.
        on_the_way_out: those it would use to leave its network.
    """

    def rank(one: LocalAddress) -> tuple[bool, bool, bool]:
        makeshift = one.address.startswith("169.254.")
        return (one.is_ipv6, one.address not in on_the_way_out, makeshift)

    return tuple(sorted((each for each in seen if each.is_private), key=rank))


def addresses_on_the_way_out() -> tuple[str, ...]:
    """Which addresses of ours a packet to another network would carry; nothing is sent."""
    found = []
    for family, elsewhere in ELSEWHERE:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((elsewhere, 9))
            except OSError:
                # No route: a network without a router, or none at all.
                continue
            found.append(str(probe.getsockname()[0]))
    return tuple(found)


def moved_sentence(bound: Sequence[str], seen: Sequence[LocalAddress]) -> str:
    """What to say when addresses went or came since the start, as in another Wi-Fi, else empty.

    Where one address was asked for, others that come are nobody's concern.

    Args:
        bound: where the rig listens.
        seen: addresses of this computer now.
    """
    here = [each.address for each in seen]
    private = [each.address for each in private_addresses(seen, ())]
    gone = [each for each in bound if each not in here and not each.startswith("127.")]
    if gone:
        return (
            f"The network changed: this computer no longer has {', '.join(gone)}; its addresses "
            f"now: {', '.join(private) or 'none'}. Stop Steadyhold and start it again, then show "
            "the new code. No recording is lost."
        )
    new = [each for each in private if each not in bound] if LOOPBACK in bound else []
    if not new:
        return ""
    return (
        f"There is another network: this computer has got {', '.join(new)}, which is not served "
        "yet. Stop Steadyhold and start it again, if phones of that network are to come in; "
        f"{', '.join(each for each in bound if each != LOOPBACK)} is served as before."
    )


def chosen_addresses(host: str, seen: Sequence[LocalAddress]) -> tuple[LocalAddress, ...]:
    """What to listen on: the address or name asked for, else every private address and loopback.

    Args:
        host: as it was asked for; empty for every private address.
        seen: addresses of this computer.

    Raises:
        NoNetworkError: none was asked for, and there is no private one.
        HostUnknownError: the name has no address.
        HostElsewhereError: none of its addresses belongs to this computer.
        HostTooWideError: it stands for every address there is.
    """
    here = tuple(each for each in seen if not each.address.startswith("fe80:"))
    if not host:
        private = private_addresses(here, addresses_on_the_way_out())
        if not private:
            raise NoNetworkError(tuple(each.address for each in here if not each.is_loopback))
        return (*private, LocalAddress(LOOPBACK, "this computer"))
    known = {each.address: each for each in here}
    wanted = _addresses_of(host, tuple(known))
    if any(ipaddress.ip_address(each).is_unspecified for each in wanted):
        raise HostTooWideError(host)
    # Every address of 127.0.0.0/8 belongs to this computer, though only one is listed.
    found = tuple(
        known.get(each) or LocalAddress(each, "this computer")
        for each in wanted
        if each in known or ipaddress.ip_address(each).is_loopback
    )
    if not found:
        raise HostElsewhereError(host, wanted[0], tuple(known))
    return found


def _addresses_of(host: str, known: tuple[str, ...]) -> tuple[str, ...]:
    try:
        # An address in brackets is how a URL has it.
        answers = socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise HostUnknownError(host, known) from error
    return tuple(dict.fromkeys(str(each[4][0]).partition("%")[0] for each in answers))
