"""Why the public port cannot be taken, each with the way out."""

from rig.errors import ConfigError


class PortTakenError(ConfigError):
    """Another program listens on the port of the dashboard.

    Attributes:
        port: the port.
    """

    exit_code = 4

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__(
            f"port {port} is taken by another program, perhaps another Steadyhold; close that "
            f"one, or choose another port with --port {port + 1 if port < 65535 else port - 1}"
        )


class ListenForbiddenError(ConfigError):
    """The system does not let us listen on the port.

    Attributes:
        port: the port.
    """

    exit_code = 3

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__(f"not allowed to listen on port {port}; choose one above 1023 with --port")


class AddressGoneError(ConfigError):
    """An address to listen at does not belong to this machine, or no longer.

    Attributes:
        address: the address.
    """

    exit_code = 5

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(
            f"this computer has no address {address} now; look whether it is still in the network "
            "and start again, or name another address with --lan --host"
        )
