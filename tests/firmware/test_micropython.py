"""The MicroPython firmware on a real MicroPython virtual machine with virtual pins."""

import array
import os
import pty
import runpy
import shutil
import subprocess
import tty

import numpy as np
import pytest
import serial

from firmware_bridge.board_events import FIRMWARE_VERSION, version_message
from firmware_bridge.decoding.framing import binary_frame, checksum, text_line
from firmware_bridge.device import Hello, RawSamples
from firmware_bridge.devices import board_ble
from firmware_bridge.samples import Flag
from rig.firmware.files import Kit, kit_config
from tests.firmware import pico
from tests.firmware.listening import Heard, listen
from tests.firmware.load_cell import LoadCell

SENSORS = ["hx711", "nau7802"]
START_S = {"hx711": 0.05, "nau7802": 0.75}


def flagged(heard: Heard, flag: Flag) -> list[int]:
    return [at for at, flags in enumerate(heard.flags.tolist()) if flags & flag]


@pytest.mark.parametrize("sensor", SENSORS)
@pytest.mark.parametrize("mode", [b"m1\n", b"m0\n"])
def test_every_conversion_comes_out_with_its_code_and_time(tmp_path, sensor, mode):
    cell = LoadCell(contact_v=1.5)
    heard = listen(pico.run(pico.environment(tmp_path, cell, 20.0, sensor=sensor), mode))
    assert len(heard.number) >= (20 - START_S[sensor]) * 92.5 - 2
    assert heard.gaps == heard.rejected == 0
    assert np.array_equal(heard.counts, cell.truth[: len(heard.counts)])
    assert set(heard.contact_mv.tolist()) == {1500}
    steps = np.diff(heard.tick_us)
    assert np.abs(steps - 1e6 / 92.5).max() <= (2 if sensor == "hx711" else 300)


def test_it_says_who_it_is_and_what_it_sends(tmp_path):
    heard = listen(pico.run(pico.environment(tmp_path, LoadCell(), 1.0)))
    [hello] = heard.hellos
    assert hello.identity == "e6614103e7452f2f"
    assert hello.title == "Steadyhold Pico"
    assert heard.versions == (version_message(FIRMWARE_VERSION),)
    assert [channel.kind for channel in heard.channels] == [0, 1]


@pytest.mark.parametrize("kit", Kit)
def test_a_board_of_every_kit_runs_with_what_is_wired_to_it(tmp_path, kit):
    told = runpy.run_path(str(kit_config(pico.SOURCES.parent, kit)))
    truth = array.array("i", [500, 1500, 1, -500, 1500, 1] * 186)
    place = pico.environment_of(tmp_path, truth, rate_hz=93.0, sensor=told["SENSOR"])
    shutil.copy(kit_config(pico.SOURCES.parent, kit), tmp_path / "config.py")
    place |= {
        "DOUT_PIN": str(told["HX711_DOUT_PIN"] or 3),
        "SCK_PIN": str(told["HX711_SCK_PIN"] or 2),
    }
    sent = pico.run(place)
    heard = listen(sent)
    assert heard.hellos[0].title == told["NAME"]
    assert len(heard.number) > 200
    assert set(heard.counts[-100:].tolist()) == {500, -500}
    has_contact, has_button = told["CONTACT_PIN"] is not None, told["BUTTON_PIN"] is not None
    assert set(heard.contact_mv.tolist()) == {1500 if has_contact else 0}
    assert ("button" in [name for name, _ in heard.events]) is has_button
    can = has_contact | has_button << 1
    assert f"I,1,{told['BOARD']},2,{can},".encode() in sent


def test_every_start_has_another_number(tmp_path):
    place = pico.environment(tmp_path, LoadCell(), 0.2)
    first, second = (listen(pico.run(place)).hellos[0].boot_id for _ in range(2))
    assert first != second


def test_commands_are_answered(tmp_path):
    sent = pico.run(pico.environment(tmp_path, LoadCell(), 1.0), b"p77\nzz\nr7\nm0\n?\n")
    heard = listen(sent)
    assert heard.pongs[0].token == 77
    assert len(heard.hellos) == 2
    assert heard.rejected == 0


def test_stopped_it_sends_no_sample(tmp_path):
    sent = pico.run(pico.environment(tmp_path, LoadCell(), 1.0), b"x\n")
    assert len(listen(sent).number) == 0


def test_the_first_four_conversions_are_settling(tmp_path):
    heard = listen(pico.run(pico.environment(tmp_path, LoadCell(), 1.0)))
    assert flagged(heard, Flag.SETTLING) == [0, 1, 2, 3]


def test_a_bridge_at_its_rail_is_saturated(tmp_path):
    heard = listen(pico.run(pico.environment(tmp_path, LoadCell(zero_counts=1e8), 2.0)))
    assert len(flagged(heard, Flag.SATURATED)) == len(heard.number)


@pytest.mark.parametrize("sensor", SENSORS)
def test_frozen_silent_and_returning_sensors_are_told(tmp_path, sensor):
    truth = array.array("i")
    noise = np.random.default_rng(1).integers(-50, 50, 4 * 93)
    for number in range(11 * 93):
        second = number // 93
        counts = 500 + int(noise[number % len(noise)])
        if second in (2, 3):
            counts = 400
        if second in (5, 6):
            counts = pico.SILENT
        truth.extend((counts, 0, int(second == 1)))
    heard = listen(pico.run(pico.environment_of(tmp_path, truth, rate_hz=93.0, sensor=sensor)))
    names = [name for name, _ in heard.events]
    assert names == [
        "measured rate", "button", "button", "stuck", "moving again", "sensor lost", "sensor back",
    ]  # fmt: skip
    t_s = (heard.tick_us - heard.tick_us[0]) * 1e-6
    stuck_s = t_s[flagged(heard, Flag.STUCK)]
    assert 2.9 < stuck_s.min() < stuck_s.max() < 4.2
    assert (t_s[flagged(heard, Flag.SENSOR_TIMEOUT)] > 5.2).all()
    assert heard.gaps == heard.rejected == 0


def test_a_data_line_at_ground_is_no_converter(tmp_path):
    rows = [500, pico.SHORTED, 600]
    truth = array.array("i")
    for number in range(9 * 93):
        truth.extend((rows[number // (3 * 93)] + (number % 7 if number < 279 else 0), 0, 0))
    place = pico.environment_of(tmp_path, truth, rate_hz=93.0)
    heard = listen(pico.run(place))
    assert [name for name, _ in heard.events][:3] == ["measured rate", "sensor lost", "sensor back"]
    lost = flagged(heard, Flag.SENSOR_TIMEOUT)
    assert 25 <= len(lost) <= 32
    assert 3.2e6 < heard.tick_us[lost[0]] < 3.4e6
    assert set(heard.counts[lost[-1] + 1 :].tolist()) == {600}


def test_the_measured_rate_is_told(tmp_path):
    heard = listen(pico.run(pico.environment(tmp_path, LoadCell(), 4.0, rate_hz=10.6)))
    assert heard.events == (("measured rate", pytest.approx(10_600, rel=1e-3)),)


@pytest.mark.parametrize("conversions", [1, 2, 9])
def test_a_conversion_missed_before_the_rate_is_known_falsifies_no_rate(tmp_path, conversions):
    rows = [pico.SILENT if number == conversions else 500 + number % 7 for number in range(2 * 93)]
    truth = array.array("i", [value for counts in rows for value in (counts, 0, 0)])
    heard = listen(pico.run(pico.environment_of(tmp_path, truth, rate_hz=93.0)))
    assert heard.events == (("measured rate", pytest.approx(93_000, rel=1e-3)),)
    assert flagged(heard, Flag.GAP_BEFORE) == [conversions][: conversions > 1]


def test_time_goes_on_when_the_counter_of_the_chip_wraps(tmp_path):
    place = pico.environment(tmp_path, LoadCell(), 4.0, start_us=(1 << 30) - 2_000_000)
    heard = listen(pico.run(place))
    assert np.abs(np.diff(heard.tick_us) - 1e6 / 92.5).max() <= 2


def test_frames_are_the_host_s_own(tmp_path):
    bodies = [bytes(range(n)) for n in range(0, 60, 7)] + [b"\0\0\x01\0", b"\xff" * 70]
    program = (
        "import frame\n"
        f"for body in {bodies!r}:\n"
        "    print(frame.checksum(body), frame.binary(body).hex(), frame.line('S,1,2').hex())\n"
    )
    printed = subprocess.run(
        [pico.vm(), "-c", program],
        env={"MICROPYPATH": f"{pico.SOURCES}:.frozen"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    for body, line in zip(bodies, printed, strict=False):
        crc, framed, text = line.split()
        assert int(crc) == checksum(body)
        assert bytes.fromhex(text) == text_line("S,1,2")
        if len(body) >= 7:
            seq, tick = int.from_bytes(body[1:3], "little"), int.from_bytes(body[3:7], "little")
            assert bytes.fromhex(framed) == binary_frame(body[0], seq, tick, body[7:])


def test_pyserial_reads_it_on_a_port(tmp_path):
    cell = LoadCell()
    place = pico.environment(tmp_path, cell, 30.0, speed=4.0)
    master, slave = pty.openpty()
    tty.setraw(slave)
    # The board's end is the master: the host opens the other one like any port.
    board = subprocess.Popen(
        [pico.vm(), "-c", "import main"], cwd=tmp_path, env=place, stdin=master, stdout=master
    )
    try:
        with serial.Serial(os.ttyname(slave), 115200, timeout=1.0) as port:
            port.write(b"m0\n?\n")
            data = b""
            # Its program starts when the machine lets it.
            for _ in range(100):
                data += port.read(512)
                if len(data) > 10_000:
                    break
    finally:
        board.kill()
        board.wait()
        os.close(master)
        os.close(slave)
    heard = listen(data)
    assert len(heard.hellos) >= 1
    assert heard.gaps == 0
    assert heard.rejected <= 1
    assert len(heard.number) > 300


@pytest.mark.parametrize(("room", "together"), [(20, 2), (60, 4), (244, 4)])
def test_by_radio_samples_go_together_as_they_fit_and_none_is_lost(tmp_path, room, together):
    cell = LoadCell()
    who, said = pico.by_radio(pico.environment(tmp_path, cell, 5.0), room)
    assert max(map(len, [*who, *said])) <= room
    decoder = board_ble.DEVICE.decoder({})
    heard = [event for each in [*who, *said] for event in decoder.feed(each)]
    hellos = [event for event in heard if isinstance(event, Hello)]
    assert [(hello.identity, hello.title) for hello in hellos] == [
        ("e6614103e7452f2f", "Steadyhold Pico")
    ]
    readings = [event for event in heard if isinstance(event, RawSamples)]
    counts = np.concatenate([event.raw[:, 0] for event in readings]).astype(int)
    packets = np.concatenate([event.packet for event in readings])
    sizes = np.concatenate([event.size for event in readings])
    assert decoder.rejected == 0
    assert np.array_equal(counts, cell.truth[: len(counts)])
    assert len(counts) > 5 * 92.5 - 10
    assert (np.diff(packets) == 1).all()
    assert np.median(sizes) == together
