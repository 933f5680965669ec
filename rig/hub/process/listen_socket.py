"""The one public port, taken at every address asked for before anything else is started."""

import contextlib
import errno
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from rig.hub.process.errors import AddressGoneError, ListenForbiddenError, PortTakenError
from rig.lan.site import Site
from rig.lan.tls_files import TlsFiles

LOOPBACK = "127.0.0.1"
WAITING_CONNECTIONS = 256


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """Where browsers connect: sockets that listen, under which names, with which certificate.

    Attributes:
        sockets: one for each address.
        site: names and port.
        tls: certificate and key; None where the way is not encrypted.
        announced_as: name to announce on the network, without `.local`; empty for none.
        addresses: where it listens; still known when a server that stops has closed the sockets.
    """

    sockets: tuple[socket.socket, ...]
    site: Site
    tls: TlsFiles | None = None
    announced_as: str = ""
    addresses: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Ask the sockets while they are open."""
        addresses = tuple(str(each.getsockname()[0]) for each in self.sockets)
        object.__setattr__(self, "addresses", addresses)

    @property
    def local_url(self) -> str:
        """How this machine itself reaches it: by loopback where it listens there."""
        is_inside = LOOPBACK in self.addresses
        return self.site.url_of(LOOPBACK) if is_inside else self.site.url

    @property
    def authority(self) -> Path | None:
        """Certificate of the rig's own authority; None where it has none."""
        return None if self.tls is None else self.tls.authority

    def __enter__(self) -> Self:
        """Hold the port."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        """Let go of it."""
        for each in self.sockets:
            each.close()


def listen(port: int) -> FrontDoor:
    """A door for this machine only.

    Args:
        port: 0 for any free one.

    Raises:
        PortTakenError: another program listens there.
        ListenForbiddenError: the system does not allow it.
        AddressGoneError: this machine has no such address.
    """
    sockets = _listening((LOOPBACK,), port)
    return FrontDoor(sockets, Site(_port_of(sockets)))


def listen_on_network(
    addresses: Sequence[str],
    port: int,
    hosts: Sequence[str],
    *,
    tls: TlsFiles | None,
    announced_as: str,
) -> FrontDoor:
    """A door for other machines: at these addresses, nowhere else.

    Args:
        addresses: to listen at.
        port: 0 for any that is free at the first of them.
        hosts: names and addresses to answer to, as they stand in a URL; the first is given to
            others.
        tls: certificate and key; None for a way that is not encrypted.
        announced_as: name to announce, without `.local`; empty for none.

    Raises:
        PortTakenError: another program listens at one of them.
        ListenForbiddenError: the system does not allow it.
        AddressGoneError: one of them does not belong to this machine.
        CertificateFilesError: certificate and key cannot be used.
    """
    if tls is not None:
        tls.server_context()
    sockets = _listening(addresses, port)
    site = Site(_port_of(sockets), tuple(hosts), is_https=tls is not None, is_lan=True)
    return FrontDoor(sockets, site, tls, announced_as)


def _port_of(sockets: Sequence[socket.socket]) -> int:
    return int(sockets[0].getsockname()[1])


def _listening(addresses: Sequence[str], port: int) -> tuple[socket.socket, ...]:
    with contextlib.ExitStack() as opened:
        sockets: list[socket.socket] = []
        for address in addresses:
            wanted = _port_of(sockets) if sockets else port
            sockets.append(opened.enter_context(_listen_at(address, wanted)))
        opened.pop_all()
    return tuple(sockets)


def _listen_at(address: str, port: int) -> socket.socket:
    is_ipv6 = ":" in address
    listen_socket = socket.socket(socket.AF_INET6 if is_ipv6 else socket.AF_INET)
    try:
        if sys.platform == "win32":
            listen_socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # A port whose last connections are still closing is free; one with a listener is not.
            listen_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if is_ipv6:
            listen_socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listen_socket.bind((address, port))
        listen_socket.listen(WAITING_CONNECTIONS)
    except OSError as error:
        listen_socket.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(port) from error
        if error.errno in (errno.EACCES, errno.EPERM):
            raise ListenForbiddenError(port) from error
        if error.errno == errno.EADDRNOTAVAIL:
            raise AddressGoneError(address) from error
        raise
    listen_socket.setblocking(False)
    return listen_socket
