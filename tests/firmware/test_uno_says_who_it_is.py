"""Identity, starts and answers of the Uno's firmware."""

import tomllib
from pathlib import Path

from firmware_bridge.board_events import FIRMWARE_VERSION, version_message
from firmware_bridge.device import Channel
from firmware_bridge.devices.board import DEVICE
from tests.firmware.listening import listen
from tests.firmware.load_cell import LoadCell

ROOT = Path(__file__).parents[2]


def test_a_board_powers_up_in_words_a_person_can_read(uno):
    lines = uno().run(1.0).decode("ascii").splitlines()
    assert lines[1].startswith("# Steadyhold")
    assert lines[2].startswith("I,1,1,2,3,80000,1,")
    assert any(line.startswith("S,0,") for line in lines)


def test_it_describes_its_two_channels(uno):
    force, contact = listen(uno().run(0.2 + 1.0)).channels
    assert force == Channel(0, 0, 24, 128, -8388608, 8388607)
    assert contact == Channel(1, 1, 10, 1, 0, 5000)


def test_it_tells_a_version_of_its_own_no_newer_than_that_of_the_project(uno):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [told] = listen(uno().run(1.0)).versions
    assert told == version_message(FIRMWARE_VERSION)
    firmware, release = (
        [int(part) for part in each.split(".")] for each in (told, project["version"])
    )
    assert firmware <= release


def test_a_brown_out_changes_the_start_and_not_the_board(uno):
    board = uno()
    [before] = listen(board.run(1.0)).hellos
    board.brown_out()
    after = listen(board.run(0.5))
    assert after.hellos[0].identity == before.identity
    assert after.hellos[0].boot_id == before.boot_id + 1
    assert after.number[0] == 0
    assert ("reset cause", 4) in after.events


def test_a_brown_out_loop_gives_every_start_its_own_number(uno):
    board = uno()
    board.run(1.0)
    starts = []
    for _ in range(40):
        board.brown_out()
        starts += [hello.boot_id for hello in listen(board.run(0.07)).hellos]
    assert starts == list(range(2, 42))


def test_a_start_cut_short_in_the_middle_of_its_write_is_no_start_of_long_ago(uno):
    board = uno()
    [first] = listen(board.run(1.0)).hellos
    seen = {first.boot_id}
    for number in range(12):
        board.brown_out()
        board.run(0.001 * number)
        board.brown_out()
        [hello] = listen(board.run(0.1)).hellos[-1:]
        assert hello.identity == first.identity
        assert hello.boot_id not in seen
        seen.add(hello.boot_id)


def test_two_boards_are_told_apart(uno):
    [one] = listen(uno(seed=1).run(1.0)).hellos
    [other] = listen(uno(seed=2).run(1.0)).hellos
    assert one.identity != other.identity


def test_the_host_s_own_questions_are_answered(uno):
    board = uno()
    board.run(1.0)
    board.hear(DEVICE.ask)
    assert len(listen(board.run(0.1)).hellos) == 1
    board.hear(DEVICE.start)
    switched = board.run(0.2)
    assert b"\r\nS," not in switched[40:]
    assert listen(switched).rejected <= 1
    board.hear(DEVICE.stop)
    board.run(0.05)
    assert len(listen(board.run(0.5)).number) == 0


def test_a_ping_comes_back_with_its_token_and_the_board_s_clock(uno):
    board = uno()
    board.run(1.0)
    sent_s = board.t_s
    board.hear(b"p4294967295\n")
    [pong] = listen(board.run(0.1)).pongs
    assert pong.token == 4294967295
    assert sent_s < pong.received_tick * 1e-6 < sent_s + 0.004
    assert 0 <= pong.sent_tick - pong.received_tick < 1000


def test_noise_on_the_line_to_the_board_changes_nothing(uno):
    board = uno()
    board.run(1.0)
    board.hear(b"\xff\x00hello world\nx9\n\x80\x81\nr75\nm7\n" + b"s" * 50 + b"\n")
    heard = listen(board.run(1.0))
    assert len(heard.number) > 90
    assert heard.gaps == 0


def test_whole_commands_after_noise_still_work(uno):
    board = uno()
    board.run(1.0)
    board.hear(b"\xff\xfe\n?\n")
    assert len(listen(board.run(0.1)).hellos) == 1


def test_answering_the_longest_question_delays_no_conversion(uno):
    board = uno(LoadCell())
    board.run(1.0)
    overwritten = board.chip.overwritten
    for _ in range(10):
        board.hear(b"?\n")
        heard = listen(board.run(0.2))
        assert len(heard.hellos) == 1
        assert heard.gaps == 0
    assert board.chip.overwritten == overwritten
