"""What a rig that other machines reach says of itself: where it is, who sees what."""

from collections.abc import Iterator

from rig.lan.site import LOOPBACK_HOSTS, Site
from rig.lan.tls_files import TlsFiles


def way_in(site: Site, code: str = "") -> str:
    """The address that a student's phone is led to.

    Args:
        site: names and port.
        code: of the class; empty where it is still to be typed.
    """
    return f"{site.url}/join?code={code}" if code else f"{site.url}/join"


def exposure(site: Site, tls: TlsFiles | None, setup_code: str) -> Iterator[str]:
    """Sentences for the terminal.

    Args:
        site: names and port.
        tls: its certificate; None where the way is not encrypted.
        setup_code: makes the first instructor's account; empty where there is one.
    """
    if setup_code:
        yield f"No instructor yet. Open {site.url}/setup and type the code {setup_code}"
        yield "(it works once, for 15 minutes; start again for another)."
    yield f"Let students in: they scan the code, or type {site.url}"
    for host in site.hosts[1:]:
        yield f"  {site.url_of(host)}{_spaced(host_remark(host))}"
    yield (
        "Everybody in these networks can open the login page. Without logging in nothing else can "
        "be reached: no names, no forces, no results."
    )
    if tls is None:
        yield (
            "NOT ENCRYPTED: whoever is in the same Wi-Fi can read along, passwords and PINs too. "
            "Stop, run `steadyhold tls init` once, and start again."
        )
    elif tls.authority is not None:
        yield f"Encrypted. A new phone learns to trust this rig at {site.url}/ca"
    else:
        yield "Encrypted with the certificate that was given."


def host_remark(host: str) -> str:
    """What to know of a name; empty where there is nothing."""
    if host in LOOPBACK_HOSTS:
        return "on this computer"
    return "where the network carries names" if host.endswith(".local") else ""


def _spaced(remark: str) -> str:
    return f"  ({remark})" if remark else ""
