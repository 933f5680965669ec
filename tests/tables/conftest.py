"""What the tests of tables share."""

from pathlib import Path

import pytest


@pytest.fixture
def write(tmp_path):
    def written(text: str, name: str = "rec.txt") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written
