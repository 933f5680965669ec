"""Anything that prints numbers: one a line, or several with names, units or dividers.

What the examples of load-cell libraries print: `Reading: 12.3 g`, `one reading: 5 | average: 6`,
`a:1.2,b:3.4`. Of several numbers the one with a unit of force or a name like it is taken; where
that is not clear the choice is asked for. A unit in the lines makes newtons. There is no checksum
and often no clock, so a damaged digit is a wrong number and times come from arrival: fit for a
first look, not for a grade. Options: `time=ms|us|s` where the first number is the board's clock,
`column=N` to take one number of each line (counted without the clock), `unit=N|kg|g|...` where the
lines have none, `decimal=comma`.
"""

from collections.abc import Mapping
from dataclasses import replace

from firmware_bridge.decoding.number_decoder import TICKS_PER_S, PlainDecoder
from firmware_bridge.device import Device, Example


def adapted(device: Device, options: Mapping[str, str]) -> Device:
    """The device with the unit and the clock its options state."""
    tick_hz = TICKS_PER_S.get(options.get("time", ""), 0.0)
    bits = 32 if options.get("time") in ("ms", "us") else 52
    return replace(
        device,
        unit=options.get("unit", device.unit),
        tick_hz=tick_hz,
        tick_bits=bits if tick_hz else 0,
    )


DEVICE = Device(
    kind="plain",
    title="Numbers as text",
    link="serial",
    wire="stream",
    baud=115200,
    unit="unknown",
    rate_hz=0.0,
    settling_s=0.0,
    resolution_raw=0.0,
    graded=False,
    ungraded_reason="a damaged digit is a wrong number: its lines have no checksum",
    options=("time", "column", "unit", "decimal"),
    adapt=adapted,
    decoder=PlainDecoder,
    examples=(
        Example(
            title="one number a line; the line under way is left out",
            wire=b"45\r\n123.5\r\n-0.25\r\n",
            samples=((None, None, 0, 123.5), (None, None, 0, -0.25)),
        ),
        Example(
            title="milliseconds and counts",
            wire=b"\n1000,8231\n1012,8240\n",
            samples=((None, 1000, 0, 8231), (None, 1012, 0, 8240)),
            options=(("time", "ms"),),
        ),
        Example(
            title="counts and kilograms with names, as the Serial Plotter has them: newtons",
            wire=b"\nraw:8231,load:1 kg\nraw:8240,load:-1.0 kg\n",
            samples=((None, None, 0, 9.80665), (None, None, 0, -9.80665)),
        ),
        Example(
            title="a reading beside its average, two tabs, in grams as the address says",
            wire=b"\none reading:\t\t25.6\t| average:\t25.1\n"
            b"one reading:\t\t32.1\t| average:\t28.8\n",
            samples=((None, None, 0, 25.6), (None, None, 0, 32.1)),
            options=(("unit", "g"),),
        ),
        Example(
            title="decimal commas: never cut in half",
            wire=b"\n2,55 kg\n2,05 kg\n",
            samples=((None, None, 0, 2.55), (None, None, 0, 2.05)),
            options=(("unit", "kg"),),
        ),
        Example(
            title="several numbers without names: the choice is asked for",
            wire=b"\n0.05, 0.295, 1023\n0.10, 0.301, 1023\n",
            rejected=2,
        ),
        Example(
            title="words are a notice, a navigation receiver is refused",
            wire=b"\nHX711 ready\nscale ready\n$GPGGA,123519,4807.038,N,01131.000,E,1,08*47\n"
            b"7\n8\n",
            samples=((None, None, 0, 7.0), (None, None, 0, 8.0)),
            rejected=2,
        ),
    ),
)
