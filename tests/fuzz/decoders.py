"""Coverage-guided fuzzing of a decoder: `python tests/fuzz/decoders.py KIND|all --seconds 120`.

Bytes are data: the first ones choose how the rest is cut. Whatever comes, a decoder raises nothing,
says nothing that is not a number, and says the same however a stream is cut; times never go back.
Not collected by pytest. Needs atheris (Linux, macOS).
"""

import argparse
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))

with atheris.instrument_imports(include=["firmware_bridge"]):
    from firmware_bridge.catalogue import all_devices
    from firmware_bridge.device import Battery, Device, RawSamples, Send
    from firmware_bridge.testing import deliveries, hear
    from firmware_bridge.timing.device_session import DeviceSession
from tests.fuzz.memory import MemoryLog


def pieces(data: bytes) -> list[bytes]:
    """The data as deliveries: a length byte before each."""
    found = []
    while data:
        size = 1 + data[0] % 64
        found.append(data[1 : 1 + size])
        data = data[1 + size :]
    return found


def try_one(device: Device, data: bytes) -> None:
    """Feed some deliveries to a decoder and its session; raise where a promise is broken."""
    chunks = pieces(data)
    decoder = device.decoder({})
    device_session = DeviceSession(device, rate_hz=device.rate_hz or 80.0)
    device_session.attach(decoder)
    last_s = 0.0
    for number, chunk in enumerate(chunks):
        for event in decoder.feed(chunk):
            if isinstance(event, RawSamples):
                check_readings(event)
            if isinstance(event, Battery) and event.percent is not None:
                assert 0 <= event.percent <= 255
            if isinstance(event, Send):
                assert 0 < len(event.data) < 256
            block = device_session.apply(event, 100.0 + 0.02 * number)
            if block is not None:
                assert float(block.t_s[0]) >= last_s - 1e-9
                last_s = float(block.t_s[-1])
    assert decoder.rejected >= 0
    assert decoder.ignored >= 0
    if device.wire == "stream":
        example = device.examples[0]
        assert hear(device, example, chunks) == hear(device, example, [b"".join(chunks)])


def check_readings(readings: RawSamples) -> None:
    count = len(readings.raw)
    assert count
    assert len(readings.flags) == count
    assert len(readings.tick) in (0, count)
    assert int(readings.size.sum()) in (0, count)
    assert all(math.isfinite(value) for value in readings.raw.ravel().tolist())


def seeds(device: Device, folder: Path) -> None:
    """The examples as a corpus, each delivery behind its length."""
    for number, example in enumerate(device.examples):
        parts = [part for each in deliveries(example) for part in cut(each)]
        wire = b"".join(bytes((len(part) - 1,)) + part for part in parts)
        (folder / f"example-{number}").write_bytes(wire)


def cut(data: bytes) -> list[bytes]:
    return [data[at : at + 64] for at in range(0, len(data), 64)]


def fuzz_every_kind(seconds: int) -> int:
    """One process each, for a crash ends its own; how many crashed."""
    crashed = []
    for kind in sorted(all_devices()):
        sys.stderr.write(f"== {kind}\n")
        command = [sys.executable, __file__, kind, "--seconds", str(seconds)]
        if subprocess.run(command, check=False).returncode:
            crashed.append(kind)
    sys.stderr.write(f"crashed: {', '.join(crashed) or 'none'}\n")
    return len(crashed)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=["all", *sorted(all_devices())])
    parser.add_argument("--seconds", type=int, default=120)
    asked = parser.parse_args()
    if asked.kind == "all":
        sys.exit(fuzz_every_kind(asked.seconds))
    device = all_devices()[asked.kind]
    with tempfile.TemporaryDirectory() as corpus:
        seeds(device, Path(corpus))
        options = [
            f"-max_total_time={asked.seconds}",
            "-max_len=4096",
            f"-artifact_prefix={tempfile.gettempdir()}/{asked.kind}-",
        ]
        log = MemoryLog(device.kind)

        def run(data: bytes) -> None:
            log.look()
            try_one(device, bytes(data))

        atheris.Setup([sys.argv[0], corpus, *options], run)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
