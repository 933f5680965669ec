"""The command line called as a person calls it, and what it answered."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from rig.cli.main import main
from tests.schemas.checked import check_document, check_line


@dataclass(frozen=True, slots=True)
class Answer:
    """Exit code and what was written."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout; it fits its schema."""
        told = json.loads(self.out)
        check_document(told)
        return told

    @property
    def lines(self) -> list[Any]:
        """The JSON documents on stdout, one a line; each fits its schema."""
        told = [json.loads(line) for line in self.out.splitlines()]
        for line in told:
            check_line(line)
        return told


Steadyhold = Callable[..., Answer]


@pytest.fixture
def steadyhold(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Steadyhold:
    """`steadyhold("score", path, "--json")` as in a shell."""

    def call(*words: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["steadyhold", *map(str, words)])
        code = 0
        try:
            main()
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        written = capsys.readouterr()
        return Answer(code, written.out, written.err)

    return call
