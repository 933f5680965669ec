"""The rules every device file must keep; for our devices and for plug-ins.

from firmware_bridge.testing import device_conformance

def test_my_gauge_keeps_the_rules():
device_conformance(DEVICE)
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from firmware_bridge.device import Device, Example, Hello, Readings
from firmware_bridge.errors import ConformanceError

NOISE_SEEDS = 20
RECHUNK_SEEDS = 20
GARBAGE_BYTES = 1 << 20
PENDING_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class Heard:
    """What a decoder made of some bytes.

    Attributes:
        samples: per sample (packet number, tick, flags, raw, raw...); None where not sent.
        hellos: identities, in order.
        rejected: packets refused.
    """

    samples: tuple[tuple[float | None, ...], ...]
    hellos: tuple[Hello, ...]
    rejected: int


def device_conformance(device: Device) -> None:
    """Put every example of a device through every cut of the wire.

    Raises:
        ConformanceError: a rule is broken; device, rule and example are named.
    """
    if not device.examples:
        raise ConformanceError(device.kind, rule="examples", example="", why="there are none")
    for example in device.examples:
        meant = Heard(example.samples, (example.hello,) if example.hello else (), example.rejected)
        _must_equal(device, "whole", example, hear(device, example, [example.wire]), meant)
        one_by_one = [example.wire[at : at + 1] for at in range(len(example.wire))]
        _must_equal(device, "byte by byte", example, hear(device, example, one_by_one), meant)
        _glued(device, example)
        _after_noise(device, example)
        _truncated(device, example, meant)
        _cut_anyhow(device, example)
    _bounded(device)


def hear(device: Device, example: Example, chunks: list[bytes]) -> Heard:
    """What a fresh decoder of the device says of these chunks."""
    decoder = device.decoder(dict(example.options))
    samples: list[tuple[float | None, ...]] = []
    hellos: list[Hello] = []
    for chunk in chunks:
        for event in decoder.feed(chunk):
            if isinstance(event, Readings):
                samples += rows_of(event)
            elif isinstance(event, Hello):
                hellos.append(event)
    return Heard(tuple(samples), tuple(hellos), decoder.rejected)


def rows_of(readings: Readings) -> Iterator[tuple[float | None, ...]]:
    """Each sample as (packet number, tick, flags, raw, raw...); None where not sent."""
    count = len(readings.raw)
    packets: list[float | None] = [None] * count
    if len(readings.packet):
        packets = list(np.repeat(readings.packet, readings.size).tolist())
    ticks: list[float | None] = readings.tick.tolist() or [None] * count
    for packet, tick, flags, raw in zip(
        packets, ticks, readings.flags.tolist(), readings.raw.tolist(), strict=True
    ):
        yield (packet, tick, flags, *raw)


def _glued(device: Device, example: Example) -> None:
    one = hear(device, example, [example.wire])
    both = hear(device, example, [example.wire + example.wire])
    twice = Heard(one.samples * 2, one.hellos * 2, 2 * one.rejected)
    # A device without checksums gives up the first line: glued, that line is whole.
    if both.samples[-len(one.samples) :] != one.samples or len(both.samples) < len(twice.samples):
        _must_equal(device, "glued", example, both, twice)


def _after_noise(device: Device, example: Example) -> None:
    whole = hear(device, example, [example.wire])
    for seed in range(NOISE_SEEDS):
        noise = np.random.default_rng(seed).bytes(37)
        heard = hear(device, example, [noise, example.wire, example.wire])
        tail = heard.samples[-len(whole.samples) :] if whole.samples else ()
        if tail != whole.samples or heard.hellos[-len(whole.hellos) :] != whole.hellos[:]:
            why = f"after noise of seed {seed} it does not find the packets again"
            raise ConformanceError(device.kind, rule="after noise", example=example.title, why=why)


def _truncated(device: Device, example: Example, meant: Heard) -> None:
    for end in range(len(example.wire)):
        heard = hear(device, example, [example.wire[:end]])
        if heard.samples != meant.samples[: len(heard.samples)]:
            why = f"cut after {end} bytes it says {heard.samples}"
            raise ConformanceError(device.kind, rule="truncated", example=example.title, why=why)


def _cut_anyhow(device: Device, example: Example) -> None:
    wire = example.wire * 3
    whole = hear(device, example, [wire])
    for seed in range(RECHUNK_SEEDS):
        random = np.random.default_rng(seed)
        cuts = sorted(random.integers(0, len(wire) + 1, 6).tolist())
        chunks = [wire[a:b] for a, b in zip([0, *cuts], [*cuts, len(wire)], strict=True)]
        _must_equal(device, "re-chunked", example, hear(device, example, chunks), whole)


def _bounded(device: Device) -> None:
    """Endless bytes without a delimiter are dropped, not kept, and the next packet is found."""
    example = device.examples[0]
    decoder = device.decoder(dict(example.options))
    piece = b"\x55" * 4096
    for _ in range(GARBAGE_BYTES // len(piece)):
        decoder.feed(piece)
    kept = sum(len(value) for value in _fields_of(decoder) if isinstance(value, bytes | bytearray))
    if kept > PENDING_LIMIT:
        why = f"it keeps {kept} bytes of garbage"
        raise ConformanceError(device.kind, rule="bounded", example=example.title, why=why)
    if not decoder.rejected:
        why = "endless garbage is not counted"
        raise ConformanceError(device.kind, rule="bounded", example=example.title, why=why)


def _fields_of(decoder: object) -> list[object]:
    names = list(getattr(decoder, "__dict__", {})) + list(getattr(decoder, "__slots__", ()))
    return [getattr(decoder, name) for name in names]


def _must_equal(device: Device, rule: str, example: Example, heard: Heard, meant: Heard) -> None:
    if heard != meant:
        why = f"it says {heard}, meant is {meant}"
        raise ConformanceError(device.kind, rule=rule, example=example.title, why=why)
