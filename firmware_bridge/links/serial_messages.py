"""What a person is told of a sensor on a serial port."""

from firmware_bridge.links.supervision.restarts import unstable
from firmware_bridge.rounding import fixed

UNSTABLE = unstable("the sensor started again", cure="give it another cable, port or supply")


def unplugged(path: str, *, any_port: bool) -> str:
    """The port went away.

    Args:
        path: the port.
        any_port: the sensor is known by its identity wherever it is plugged in.
    """
    where = "any port will do" if any_port else f"into {path}"
    return f"the sensor on {path} was unplugged; plug it in again, {where}"


def shared(path: str, other: str) -> str:
    """Another program has our port open, and takes bytes out of it.

    Args:
        path: the port.
        other: the program and its process.
    """
    return f"{other} is reading {path} too and takes samples away; close that program"


def harmed(path: str, *, damaged: int, missing: int) -> str:
    """Packets arrive damaged or not at all, and nobody is in sight who could have taken them.

    Args:
        path: the port.
        damaged: packets refused within a moment.
        missing: samples that never came.
    """
    if damaged >= missing:
        what = f"{damaged} packets on {path} arrived damaged"
    else:
        what = f"{missing} samples on {path} never arrived"
    return (
        f"{what}: another program may be reading it, or the cable is bad; close the other program "
        "or change the cable"
    )


def silent(path: str, *, got_bytes: bool) -> str:
    """No sample came for too long.

    Args:
        path: the port.
        got_bytes: there were bytes, but no whole packet.
    """
    if got_bytes:
        return f"{path} sends bytes but no whole packets; close other programs that read it"
    return f"the sensor on {path} is silent; check its cable and power"


def asleep(path: str) -> str:
    """Nothing has been heard since the port was opened."""
    return f"{path} is open but silent: is the sensor awake?"


def stranger(path: str, *, seen: str, wanted: str) -> str:
    """Another sensor of the same kind answers.

    Args:
        path: the port.
        seen: hardware id that answered.
        wanted: hardware id that is waited for.
    """
    return f"{path} has another sensor ({seen}); waiting for {wanted}"


def missed(for_s: float) -> str:
    """Samples are missing although nobody was silent: the computer did not listen."""
    return f"this computer stood still or slept: {fixed(for_s, 0)} s of the sensor are missing"
