"""`calibrate SOURCE` at a terminal: letters are pressed, a picture answers, a board is on a pty."""

import os
import pty
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.masses import GRAVITY_M_PER_S2, UID, MassPad

pytestmark = pytest.mark.slow

WEIGHTS = "kg,class,check\n0.5,M1,\n1,M1,\n2,M1,\n1.5,M1,x\n"
COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """The command on a terminal of its own."""

    def __init__(self, *words: str) -> None:
        self._said = ""
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.environ.update(TERM="xterm", COLUMNS="100", LINES="50")
            os.execv(sys.executable, [sys.executable, "-m", "rig.cli.main", *words])

    def type(self, letters: str) -> None:
        os.write(self._terminal, letters.encode())

    def await_words(self, words: str) -> None:
        while words not in self._said:
            said = os.read(self._terminal, 65536).decode(errors="replace")
            self._said += " ".join(COLOURS.sub(" ", said).split()) + " "
        self._said = self._said.partition(words)[2]

    def end(self) -> int:
        try:
            while os.read(self._terminal, 65536):
                pass
        except OSError:  # The far end of a terminal that is gone.
            pass
        os.close(self._terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])


@pytest.fixture
def board() -> Iterator[MassPad]:
    # Faster, and a remark would be replaced by the next before a busy machine has drawn it.
    with MassPad(speed=5.0) as pad:
        yield pad


def test_letters_skip_correct_explain_and_leave(board: MassPad, tmp_path: Path):
    weights = tmp_path / "weights.csv"
    weights.write_text(WEIGHTS)
    terminal = Terminal(
        "calibrate", f"serial:{board.path}", "--masses", str(weights), "--gravity",
        str(GRAVITY_M_PER_S2), "--operator", "A. Weber", "--place", "Room 1", "--range-n", "60",
        "--data", str(tmp_path),
    )  # fmt: skip
    terminal.await_words(UID)
    terminal.await_words("Plan: full")
    terminal.type("short\n")
    terminal.await_words("Leave the pad empty")
    terminal.await_words("s skip this step")
    terminal.type("s")
    terminal.await_words("Place 3.5 kg")
    terminal.type("m2 kg = 1.999\r")
    terminal.await_words("2 kg now counts as 1.999 kg.")
    terminal.await_words("Place 3.499 kg")
    terminal.type("w")
    terminal.await_words("Three loadings settle the sensor.")
    board.lay(3.499)
    terminal.await_words("Take everything off the pad")
    terminal.type("f")
    terminal.await_words("readings left to take")
    terminal.type("q")
    terminal.await_words("every reading is kept")
    assert terminal.end() == 0
    assert (tmp_path / "calibrations" / f"{UID}-0.json").exists()
