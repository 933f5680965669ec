"""What can go wrong in the package, as one tree.

SteadyholdError                 never raised itself; every error of the four packages is one
  BridgeError                   never raised itself; links, devices and files
    SourceUriError              the address of a source cannot be understood
    UnknownDeviceError          no device of that kind
    PortError                   never raised itself; a serial port cannot be used
      PortNotFoundError         no such port
      PortBusyError             another program holds it
      PortForbiddenError        no permission
      PortFailedError           any other refusal of the system
    BluetoothError (in `ble_errors`) never raised itself; this computer's Bluetooth cannot be used
      BluetoothMissingError     no adapter, or no Bluetooth service
      BluetoothOffError         switched off
      BluetoothForbiddenError   no permission
      BluetoothFailedError      any other refusal of the system
    GaugeNotFoundError (there)  no such Bluetooth gauge in sight
    GaugeFailedError (there)    a Bluetooth gauge was found but cannot be used
    NotASensorError             something else than a pressure sensor is on the port
      LinesUnclearError         text with numbers, but not clear which is the force
    ConformanceError            a device file breaks the rules of `firmware_bridge.testing`
    TableError                  never raised itself; a recording cannot be read
      TableMissingError         no such file, or not readable
      TableFormatError          not a table of numbers
      TableColumnError          a column is missing or not clear
      TableValueError           a cell is not a number
      TableTimeError            times go backwards, repeat or are missing
      TableUnitError            a unit is unknown
"""

from collections.abc import Mapping


class SteadyholdError(Exception):
    """Base of every error a person may see; never raised itself."""

    exit_code = 1


class BridgeError(SteadyholdError):
    """Base of what goes wrong between a sensor, or a file, and raw samples; never raised itself."""


class SourceUriError(BridgeError):
    """The address of a source cannot be understood."""

    exit_code = 2

    def __init__(self, uri: str, *, why: str) -> None:
        """Keep the address and say what is wrong with it."""
        super().__init__(f"source {uri!r}: {why}")
        self.uri = uri
        self.why = why


class UnknownDeviceError(BridgeError):
    """No device of that kind is known."""

    exit_code = 5

    def __init__(
        self, kind: str, *, known: tuple[str, ...], broken: Mapping[str, str] | None = None
    ) -> None:
        """Name the kind asked for, those there are, and plug-ins that could not be loaded."""
        left_out = "".join(
            f"; the plug-in {name} was left out ({why}): update or remove it"
            for name, why in (broken or {}).items()
        )
        super().__init__(f"no device kind {kind!r}; known kinds: {', '.join(known)}{left_out}")
        self.kind = kind
        self.known = known
        self.broken = broken or {}


class PortError(BridgeError):
    """Base of what keeps a serial port from being used; never raised itself."""

    def __init__(self, port: str, sentence: str) -> None:
        """Keep the port and the sentence shown."""
        super().__init__(sentence)
        self.port = port


class PortNotFoundError(PortError):
    """There is no such port."""

    exit_code = 5

    def __init__(self, port: str, *, seen: tuple[str, ...]) -> None:
        """Name the port asked for and those that are there."""
        there = ", ".join(seen) if seen else "none"
        super().__init__(
            port,
            f"no serial port {port}; ports seen: {there}; plug the sensor in and look in "
            "Devices (`steadyhold devices`)",
        )
        self.seen = seen


class PortBusyError(PortError):
    """Another program holds the port."""

    exit_code = 4

    def __init__(self, port: str, *, holder: str) -> None:
        """Name the port and, where the system tells, who holds it."""
        by = holder if holder else "another program"
        super().__init__(port, f"{port} is in use by {by}; close it there, then try again")
        self.holder = holder


class PortForbiddenError(PortError):
    """The system does not let this user open the port."""

    exit_code = 3

    def __init__(self, port: str, *, way_out: str) -> None:
        """Name the port and the exact fix."""
        super().__init__(port, f"no permission to open {port}; {way_out}")
        self.way_out = way_out


class PortFailedError(PortError):
    """The system refused the port for another reason."""

    def __init__(self, port: str, *, why: str) -> None:
        """Name the port and what the system said."""
        super().__init__(port, f"{port} could not be opened: {why}; unplug it and plug it in again")
        self.why = why


class PortAddressError(PortError):
    """An address with `://` is of a kind that is not opened."""

    exit_code = 2

    def __init__(self, port: str, *, known: tuple[str, ...]) -> None:
        """Name the address and the kinds there are."""
        kinds = ", ".join(f"{each}://" for each in known)
        super().__init__(port, f"{port} is no port; name one, or an address of these: {kinds}")
        self.known = known


class NotASensorError(BridgeError):
    """Something answers on the port, but it is not a pressure sensor."""

    def __init__(self, port: str, *, seen: str, hint: str) -> None:
        """Name the port, what was heard there and what to do."""
        super().__init__(f"{port} is not a pressure sensor: {seen}; {hint}")
        self.port = port
        self.seen = seen
        self.hint = hint


class LinesUnclearError(NotASensorError):
    """Text with numbers comes from the port, but which of them is the force is not clear."""

    def __init__(self, port: str, *, seen: str, hint: str) -> None:
        """Name the port, the lines, and what to add to its address."""
        super().__init__(port, seen=seen, hint=hint)
        address = f"serial:{port}?device=plain"
        words = [word.strip(",;.") for word in hint.split() if "=" in word]
        example = f": '{address}&{words[0]}'" if words else ""
        self.args = (
            f"the format of the lines from {port} is not understood: {seen}; {hint}{example}",
        )


class ConformanceError(BridgeError):
    """A device file breaks a rule every device must keep."""

    def __init__(self, kind: str, *, rule: str, example: str, why: str) -> None:
        """Name the device, the rule, the example that broke it and how."""
        super().__init__(f"device {kind!r}, {rule}, example {example!r}: {why}")
        self.kind = kind
        self.rule = rule
        self.example = example
        self.why = why


class TableError(BridgeError):
    """Base of what keeps a recording from being read; never raised itself."""

    exit_code = 2

    def __init__(self, path: str, sentence: str) -> None:
        """Keep the file and put its name before the sentence."""
        super().__init__(f"{path}: {sentence}")
        self.path = path


class TableMissingError(TableError):
    """The file is not there or may not be read."""

    exit_code = 5

    def __init__(self, path: str, *, why: str) -> None:
        """Say what the system answered."""
        super().__init__(path, f"{why}; check the path")
        self.why = why


class TableFormatError(TableError):
    """The file is not a table of numbers."""

    def __init__(self, path: str, *, why: str) -> None:
        """Say what was found instead and what would do."""
        super().__init__(path, why)
        self.why = why


COLUMNS_NAMED = 30


class TableColumnError(TableError):
    """A column is missing, or which one is meant is not clear."""

    def __init__(self, path: str, *, column: str, why: str, columns: tuple[str, ...]) -> None:
        """Name the column asked for and those the file has."""
        more = len(columns) - COLUMNS_NAMED
        names = ", ".join(columns[:COLUMNS_NAMED]) + (f" and {more} more" if more > 0 else "")
        super().__init__(path, f"{why}; columns: {names}")
        self.column = column
        self.columns = columns


class TableValueError(TableError):
    """A cell is not a finite number."""

    def __init__(self, path: str, *, line: int, column: str, value: str) -> None:
        """Name the line, the column and the text of the cell."""
        super().__init__(
            path,
            f"line {line}, column {column!r}: {value!r} is not a number; correct or empty that "
            "cell (rows with empty cells are skipped)",
        )
        self.line = line
        self.column = column
        self.value = value


class TableTimeError(TableError):
    """Times go backwards, repeat, or are missing."""

    def __init__(self, path: str, *, line: int, why: str) -> None:
        """Name the line where it happens and the way out."""
        super().__init__(path, f"line {line}: {why}" if line else why)
        self.line = line
        self.why = why


class TableUnitError(TableError):
    """A unit is not known, or needs something that was not given."""

    def __init__(self, path: str, *, unit: str, why: str) -> None:
        """Name the unit."""
        super().__init__(path, why)
        self.unit = unit
