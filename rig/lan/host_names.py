"""Names of this computer on a local network."""

import re
import socket
from importlib.util import find_spec

LABEL_CHARACTERS = 63
OWN_LABEL = "steadyhold"


def computer_label() -> str:
    """This computer's name as the first part of a host name; `steadyhold` where it has none."""
    return host_label(socket.gethostname())


def host_label(name: str) -> str:
    """A name as the first part of a host name: lower-case letters, digits and hyphens."""
    first = re.sub(r"[^a-z0-9-]+", "-", name.partition(".")[0].lower()).strip("-")
    return first[:LABEL_CHARACTERS].rstrip("-") or OWN_LABEL


def announced_label(label: str) -> str:
    """The name that the rig announces: its own, so that it is no rival of the system's."""
    if label.startswith(OWN_LABEL):
        return label
    return host_label(f"{OWN_LABEL}-{label}")


def can_announce() -> bool:
    """Whether what announces a name is installed; it is found, not imported."""
    return find_spec("zeroconf") is not None
