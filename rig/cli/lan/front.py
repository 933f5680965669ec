"""The front door of a rig that other machines reach, from what was asked on the command line."""

import datetime as dt
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rig.lan.errors import CertificateFilesError, HostWithoutLanError
from rig.lan.tls_files import TlsFiles

if TYPE_CHECKING:
    from rig.hub.process.listen_socket import FrontDoor
    from rig.lan.addresses import LocalAddress


@dataclass(frozen=True, slots=True)
class LanOptions:
    """What was asked for.

    Attributes:
        host: address or name; empty for every private address.
        certificate: file given for TLS; None for the rig's own, where there is one.
        key: its key.
        is_plain: leave the rig's own certificate unused.
        is_announced: spread a name where that can be done.
    """

    host: str
    certificate: Path | None
    key: Path | None
    is_plain: bool
    is_announced: bool

    def refuse_without_lan(self) -> None:
        """Refuse what only a rig for other machines has.

        Raises:
            HostWithoutLanError: something of it was asked for.
        """
        asked = {
            "--host": self.host,
            "--tls-cert": self.certificate,
            "--tls-key": self.key,
            "--plain-http": self.is_plain,
            "--no-mdns": not self.is_announced,
        }
        for option, value in asked.items():
            if value:
                raise HostWithoutLanError(option)


def lan_front(asked: LanOptions, port: int, data: Path) -> "FrontDoor":
    """Listen where it was asked for.

    Args:
        asked: the options.
        port: 0 for any free one.
        data: the data folder, which may hold a certificate.

    Raises:
        SteadyholdError: it cannot be done, with the next step.
    """
    from rig.hub.process.listen_socket import listen_on_network
    from rig.lan.addresses import chosen_addresses, seen_addresses
    from rig.lan.host_names import announced_label, can_announce, computer_label

    chosen = chosen_addresses(asked.host, seen_addresses())
    label = computer_label()
    hosts = _hosts(asked.host, chosen, (label, announced_label(label)))
    return listen_on_network(
        [each.address for each in chosen],
        port,
        hosts,
        tls=_tls(asked, data, hosts),
        announced_as=announced_label(label) if asked.is_announced and can_announce() else "",
    )


def _hosts(asked: str, chosen: Sequence["LocalAddress"], labels: Sequence[str]) -> tuple[str, ...]:
    """Names and addresses to answer to; a name that was asked for comes first."""
    named = [] if not asked or _is_address(asked) else [asked.lower()]
    inside = ["localhost"] if {"127.0.0.1", "::1"} & {each.address for each in chosen} else []
    outside = [f"{label}.local" for label in labels]
    return tuple(dict.fromkeys([*named, *(each.host for each in chosen), *outside, *inside]))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _tls(asked: LanOptions, data: Path, hosts: Sequence[str]) -> TlsFiles | None:
    if asked.certificate is not None and asked.key is not None:
        return TlsFiles(asked.certificate, asked.key)
    given = asked.certificate or asked.key
    if given is not None:
        missing = "key" if asked.key is None else "certificate"
        raise CertificateFilesError(given, f"is alone, its {missing} is missing")
    if asked.is_plain or not (data / "tls").is_dir():
        return None
    from rig.lan.certificates import own_files, renew

    renew(data, hosts, dt.datetime.now(dt.UTC))
    return own_files(data)
