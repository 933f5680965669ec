"""Under which names the rig answers, and how its addresses are written in a browser."""

from dataclasses import dataclass

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")
USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Site:
    """One rig as browsers know it.

    Attributes:
        port: it listens on.
        hosts: names and addresses it answers to, as they stand in a URL: an IPv6 address in
            brackets. The first is the one to give to others.
        is_https: whether the way to it is encrypted.
        is_lan: whether other machines can reach it.
    """

    port: int
    hosts: tuple[str, ...] = LOOPBACK_HOSTS
    is_https: bool = False
    is_lan: bool = False

    @property
    def scheme(self) -> str:
        """`http` or `https`."""
        return "https" if self.is_https else "http"

    @property
    def url(self) -> str:
        """The address to give to others, as a browser writes it: without the usual port."""
        return self.url_of(self.hosts[0])

    def url_of(self, host: str) -> str:
        """The address under one of its names."""
        usual = self.port == USUAL_PORTS[self.scheme]
        return f"{self.scheme}://{host}" if usual else f"{self.scheme}://{host}:{self.port}"

    def answers_to(self, authority: str | None) -> bool:
        """Whether a Host header names this rig.

        Args:
            authority: name and port as sent; None where none was sent.
        """
        if authority is None:
            return False
        asked = authority.lower()
        if asked in {f"{host}:{self.port}" for host in self.hosts}:
            return True
        return self.port == USUAL_PORTS[self.scheme] and asked in self.hosts
