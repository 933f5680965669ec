"""What keeps a rig from answering a class, each with the next step."""

from pathlib import Path

from rig.errors import ConfigError


def _listed(addresses: tuple[str, ...]) -> str:
    return ", ".join(addresses) or "none"


class HostWithoutLanError(ConfigError):
    """An address was asked for without saying that other machines are meant.

    Attributes:
        option: what was given.
    """

    exit_code = 2

    def __init__(self, option: str) -> None:
        self.option = option
        super().__init__(
            f"{option} is for a rig that other machines can reach; add --lan, or leave it out"
        )


class NoNetworkError(ConfigError):
    """This computer has no private address.

    Attributes:
        others: addresses it has that are not private.
    """

    def __init__(self, others: tuple[str, ...]) -> None:
        self.others = others
        said = f" (it has {_listed(others)}, which a whole city may reach)" if others else ""
        super().__init__(
            f"this computer is in no local network{said}; join the Wi-Fi or plug the cable in and "
            "start again, or name the address to use with --host"
        )


class HostUnknownError(ConfigError):
    """No address is known under a name.

    Attributes:
        host: the name.
        here: addresses of this computer.
    """

    exit_code = 5

    def __init__(self, host: str, here: tuple[str, ...]) -> None:
        self.host = host
        self.here = here
        super().__init__(
            f"nobody here knows an address of {host!r}; check the spelling, or name one of this "
            f"computer with --host: {_listed(here)}"
        )


class HostElsewhereError(ConfigError):
    """The address asked for belongs to another computer.

    Attributes:
        host: as it was asked for.
        address: what it stands for.
        here: addresses of this computer.
    """

    exit_code = 5

    def __init__(self, host: str, address: str, here: tuple[str, ...]) -> None:
        self.host = host
        self.address = address
        self.here = here
        said = host if host == address else f"{host} ({address})"
        super().__init__(
            f"{said} is no address of this computer; name one of its own with --host: "
            f"{_listed(here)}"
        )


class HostTooWideError(ConfigError):
    """An address was asked for that stands for every network.

    Attributes:
        host: as it was asked for.
    """

    exit_code = 2

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(
            f"{host} would answer on every network of this computer; leave --host out to answer on "
            "its local networks, or name one address"
        )


class ClassExtraMissingError(ConfigError):
    """Something needs a package that only the extra `class` brings.

    Attributes:
        package: what is missing.
    """

    def __init__(self, package: str) -> None:
        self.package = package
        super().__init__(
            f"this needs {package}, which is not installed; install it with "
            '`pip install "steadyhold[class]"`'
        )


class CertificateFilesError(ConfigError):
    """Certificate and key cannot be used.

    Attributes:
        path: the file that is to blame.
        why: what is wrong with it.
    """

    exit_code = 2

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(
            f"{path}: {why}; give the certificate with --tls-cert and its key with --tls-key, "
            "both as PEM files"
        )


class AuthorityError(ConfigError):
    """The certificate authority of this rig cannot do what is asked.

    Attributes:
        path: its file.
        why: what is wrong.
    """

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(
            f"{path} {why}; make a new one with `steadyhold tls init --name NAME`, which phones "
            "must learn to trust once more, or start with --plain-http"
        )


class AuthorityThereError(ConfigError):
    """There is an authority already, which phones may trust.

    Attributes:
        path: its file.
    """

    exit_code = 4

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path} is there already, and phones may trust it; `steadyhold tls show` has its "
            "fingerprint, --again makes a new one that they must trust once more"
        )


class AuthorityMissingError(ConfigError):
    """This rig has no authority of its own."""

    exit_code = 5

    def __init__(self) -> None:
        super().__init__("this rig has no certificate yet; make one with `steadyhold tls init`")
