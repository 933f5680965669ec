"""What can go wrong with Bluetooth; the tree they belong to is in `errors`."""

from firmware_bridge.errors import BridgeError


class BluetoothError(BridgeError):
    """Base of what keeps this computer's Bluetooth from being used; never raised itself."""

    def __init__(self, sentence: str, *, why: str) -> None:
        """Keep the sentence shown and what the system said."""
        super().__init__(sentence)
        self.why = why


class BluetoothMissingError(BluetoothError):
    """There is no adapter, or the system's Bluetooth service does not run."""

    exit_code = 5

    def __init__(self, *, why: str) -> None:
        """Say what is missing and what to do."""
        super().__init__(
            f"this computer has no Bluetooth that can be used ({why}); plug in a Bluetooth 4.0 "
            "adapter and see that the system's Bluetooth service runs; sensors on cables work on",
            why=why,
        )


class BluetoothOffError(BluetoothError):
    """The adapter is switched off."""

    def __init__(self, *, why: str) -> None:
        """Say how to switch it on."""
        super().__init__(
            f"Bluetooth is switched off ({why}); switch it on in the system's settings; sensors on "
            "cables work on",
            why=why,
        )


class BluetoothForbiddenError(BluetoothError):
    """The system does not let this program use Bluetooth."""

    exit_code = 3

    def __init__(self, *, why: str) -> None:
        """Say where the permission is given."""
        super().__init__(
            f"no permission to use Bluetooth ({why}); allow it for the terminal or program in the "
            "system's privacy settings, on Linux for your user in the group bluetooth",
            why=why,
        )


class BluetoothFailedError(BluetoothError):
    """The system refused for another reason."""

    def __init__(self, *, why: str) -> None:
        """Say what the system said."""
        super().__init__(
            f"Bluetooth does not work: {why}; switch it off and on again in the system's settings",
            why=why,
        )


class GaugeNotFoundError(BridgeError):
    """No such Bluetooth gauge is in sight."""

    exit_code = 5

    def __init__(self, gauge: str, *, seen: tuple[str, ...]) -> None:
        """Name the gauge asked for and those that are there."""
        there = ", ".join(seen) if seen else "none"
        super().__init__(
            f"no Bluetooth gauge {gauge} in sight; gauges seen: {there}; switch it on, bring it "
            "near, and close the app that is connected to it"
        )
        self.gauge = gauge
        self.seen = seen


class GaugeFailedError(BridgeError):
    """A Bluetooth gauge was found but cannot be used."""

    def __init__(self, gauge: str, *, why: str) -> None:
        """Name the gauge and what went wrong."""
        super().__init__(
            f"{gauge} was found but {why}; bring it nearer, switch it off and on again, and close "
            "the app that is connected to it"
        )
        self.gauge = gauge
        self.why = why


class GaugeLayoutError(BridgeError):
    """A gauge is called like one that is known and sends something else."""

    def __init__(self, gauge: str, *, title: str, company: int, companies: tuple[int, ...]) -> None:
        """Name the gauge, what it sends and what is understood."""
        sent = ", ".join(f"0x{each:04X}" for each in companies) or "none"
        super().__init__(
            f"{gauge} is called like a {title} but sends company id {sent}, and only "
            f"0x{company:04X} is understood: another layout, or a body scale of the same name; its "
            "numbers are not read, take another sensor"
        )
        self.gauge = gauge
        self.companies = companies
