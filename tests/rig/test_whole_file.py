"""A file that is written at once or not at all."""

import errno
from pathlib import Path

import pytest

from rig.whole_file import write_whole


def test_a_full_disk_names_the_file_and_leaves_the_old_one_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.write_text("old")

    def fill(fresh: Path) -> None:
        fresh.write_text("ha")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space") as caught:
        write_whole(path, fill)
    assert caught.value.filename == str(path)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("kept.json", "old")]
