"""The rules every device file must keep; for our devices and for plug-ins.

from firmware_bridge.testing import device_conformance

def test_my_gauge_keeps_the_rules():
    device_conformance(DEVICE)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from firmware_bridge.deprecated import moved
from firmware_bridge.device import (
    Battery,
    Decoder,
    Device,
    Example,
    Hello,
    RawSamples,
    Send,
)
from firmware_bridge.errors import ConformanceError

if not TYPE_CHECKING:
    __getattr__ = moved(__name__)

NOISE_SEEDS = 20
NOISE_BYTES = 37
RECHUNK_SEEDS = 20
GARBAGE_BYTES = 1 << 20
PENDING_LIMIT = 64 * 1024
SMALLEST_NOTIFICATION = 20
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a decoder made of some bytes.

    Attributes:
        samples: per sample (packet number, tick, flags, raw, raw...); None where not sent.
        hellos: identities, in order.
        rejected: packets refused.
        battery: what was said of the battery last.
        answer: everything the decoder wanted written.
    """

    samples: tuple[tuple[float | None, ...], ...]
    hellos: tuple[Hello, ...]
    rejected: int
    battery: Battery | None
    answer: bytes


def device_conformance(device: Device) -> None:
    """Put what a device declares, and every example, through every cut of the wire.

    Raises:
        ConformanceError: a rule is broken; device, rule and example are named.
    """
    for rule, why in _misdeclared(device):
        raise ConformanceError(device.kind, rule=rule, example="", why=why)
    for example in device.examples:
        meant = _meant(example)
        _must_equal(
            device, "whole", example, decode_example(device, example, deliveries(example)), meant
        )
        _cut(device, example, meant)
        _glued(device, example)
        _after_noise(device, example)
        _truncated(device, example, meant)
    _bounded(device)


def deliveries(example: Example) -> list[bytes]:
    """The bytes of an example as a link hands them on."""
    cuts = (0, *example.ends, len(example.wire))
    return [example.wire[a:b] for a, b in pairwise(cuts)]


def decode_example(device: Device, example: Example, chunks: list[bytes]) -> Decoded:
    """What a fresh decoder of the device says of these chunks."""
    return _decode(device.decoder(dict(example.options)), chunks)


def rows_of(readings: RawSamples) -> Iterator[tuple[float | None, ...]]:
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


def _decode(decoder: Decoder, chunks: list[bytes]) -> Decoded:
    samples: list[tuple[float | None, ...]] = []
    hellos: list[Hello] = []
    battery: Battery | None = None
    answer = b""
    for chunk in chunks:
        for event in decoder.feed(chunk):
            if isinstance(event, RawSamples):
                samples += rows_of(event)
            elif isinstance(event, Hello):
                hellos.append(event)
            elif isinstance(event, Battery):
                battery = event
            elif isinstance(event, Send):
                answer += event.data
    return Decoded(tuple(samples), tuple(hellos), decoder.rejected, battery, answer)


def _meant(example: Example) -> Decoded:
    hellos = (example.hello,) if example.hello else ()
    return Decoded(example.samples, hellos, example.rejected, example.battery, example.answer)


def _misdeclared(device: Device) -> Iterator[tuple[str, str]]:
    """What a device says of itself that cannot be."""
    radio = device.radio
    if not device.examples:
        yield "examples", "there are none"
    if not any(example.samples for example in device.examples):
        yield "examples", "none of them has a sample"
    if device.graded == bool(device.ungraded_reason):
        yield "graded", "say why it may not be used for graded work, or that it may"
    if (device.link == "serial") != (radio is None):
        yield "radio", "a device on a wire has none, every other one has one"
    if device.link == "serial" and device.wire != "stream":
        yield "wire", "a serial line cuts bytes anywhere"
    if radio is not None:
        known = radio.company is not None if device.link == "ble-advertisement" else radio.notify
        if not known:
            yield "radio", "nothing is heard without a characteristic to listen to, or a company"
        for uuid in (radio.service, radio.notify, radio.command):
            if uuid and not _UUID.fullmatch(uuid):
                yield "radio", f"{uuid} is no full UUID in lower case"
        if radio.command_bytes < 1:
            yield "radio", "commands need at least one byte a write"


def _cut(device: Device, example: Example, meant: Decoded) -> None:
    """However the wire of this device may cut its packets, they say the same."""
    if device.wire == "stream":
        one_by_one = [example.wire[at : at + 1] for at in range(len(example.wire))]
        _must_equal(
            device, "byte by byte", example, decode_example(device, example, one_by_one), meant
        )
        _cut_anyhow(device, example)
    elif device.wire == "parts":
        parts = [part for each in deliveries(example) for part in _parts(each)]
        _must_equal(device, "in parts", example, decode_example(device, example, parts), meant)


def _parts(delivery: bytes) -> list[bytes]:
    size = SMALLEST_NOTIFICATION
    return [delivery[at : at + size] for at in range(0, len(delivery), size)]


def _glued(device: Device, example: Example) -> None:
    chunks = deliveries(example)
    one = decode_example(device, example, chunks)
    # Two conversations do not make one: a decoder that leads one is tried once.
    if one.answer:
        return
    twice = [b"".join(chunks * 2)] if device.wire == "stream" else chunks * 2
    both = decode_example(device, example, twice)
    # A device without checksums gives up the first line: glued, that line is whole.
    tail = both.samples[len(both.samples) - len(one.samples) :]
    if tail != one.samples or len(both.samples) < 2 * len(one.samples):
        meant = Decoded(
            one.samples * 2, one.hellos * 2, 2 * one.rejected, one.battery, one.answer * 2
        )
        _must_equal(device, "glued", example, both, meant)


def _after_noise(device: Device, example: Example) -> None:
    chunks = deliveries(example)
    whole = decode_example(device, example, chunks)
    for seed in range(NOISE_SEEDS):
        noise = np.random.default_rng(seed).bytes(NOISE_BYTES)
        decoded = decode_example(device, example, [noise, *chunks, *chunks])
        samples = decoded.samples[len(decoded.samples) - len(whole.samples) :]
        hellos = decoded.hellos[-1:] if whole.hellos else ()
        if samples != whole.samples or hellos != whole.hellos:
            why = f"after noise of seed {seed} it does not find the packets again"
            raise ConformanceError(device.kind, rule="after noise", example=example.title, why=why)


def _truncated(device: Device, example: Example, meant: Decoded) -> None:
    chunks = deliveries(example)
    for number, chunk in enumerate(chunks):
        for end in range(len(chunk)):
            decoded = decode_example(device, example, [*chunks[:number], chunk[:end]])
            if decoded.samples != meant.samples[: len(decoded.samples)]:
                why = f"cut after {end} bytes of delivery {number + 1} it says {decoded.samples}"
                raise ConformanceError(
                    device.kind, rule="truncated", example=example.title, why=why
                )


def _cut_anyhow(device: Device, example: Example) -> None:
    wire = example.wire * 3
    whole = decode_example(device, example, [wire])
    for seed in range(RECHUNK_SEEDS):
        random = np.random.default_rng(seed)
        cuts = sorted(random.integers(0, len(wire) + 1, 6).tolist())
        chunks = [wire[a:b] for a, b in zip([0, *cuts], [*cuts, len(wire)], strict=True)]
        _must_equal(device, "re-chunked", example, decode_example(device, example, chunks), whole)


def _bounded(device: Device) -> None:
    """Endless bytes without a packet are counted and dropped, not kept."""
    example = device.examples[0]
    decoder = device.decoder(dict(example.options))
    piece = b"\x55" * 4096
    for _ in range(GARBAGE_BYTES // len(piece)):
        decoder.feed(piece)
    kept = _kept_bytes(decoder, seen=set())
    if kept > PENDING_LIMIT:
        why = f"it keeps {kept} bytes of garbage"
        raise ConformanceError(device.kind, rule="bounded", example=example.title, why=why)
    if not decoder.rejected + decoder.ignored:
        why = "endless garbage is not counted"
        raise ConformanceError(device.kind, rule="bounded", example=example.title, why=why)


def _kept_bytes(thing: object, *, seen: set[int]) -> int:
    """Bytes a decoder, and what it is made of, holds on to."""
    if isinstance(thing, bytes | bytearray):
        return len(thing)
    if id(thing) in seen or callable(thing):
        return 0
    seen.add(id(thing))
    if isinstance(thing, list | tuple | set):
        return sum(_kept_bytes(each, seen=seen) for each in thing)
    names = [*getattr(thing, "__dict__", {}), *getattr(thing, "__slots__", ())]
    return sum(_kept_bytes(getattr(thing, name, None), seen=seen) for name in names)


def _must_equal(
    device: Device, rule: str, example: Example, decoded: Decoded, meant: Decoded
) -> None:
    if decoded != meant:
        why = f"it says {decoded}, meant is {meant}"
        raise ConformanceError(device.kind, rule=rule, example=example.title, why=why)
