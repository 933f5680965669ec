"""A file that is written at once or not at all."""

import errno
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rig.atomic_file import write_atomically, write_whole_text


def test_a_full_disk_names_the_file_and_leaves_the_old_one_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.write_text("old")

    def fill(fresh: Path) -> None:
        fresh.write_text("ha")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space") as caught:
        write_atomically(path, fill)
    assert caught.value.filename == str(path)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("kept.json", "old")]


def test_whoever_reads_while_several_write_finds_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    texts = [
        letter * length for letter, length in zip("abcd", (10, 10**6, 10**3, 10**5), strict=True)
    ]
    write_whole_text(path, texts[0])
    with ThreadPoolExecutor(len(texts)) as hands:
        writes = [hands.submit(write_whole_text, path, text) for text in texts * 40]
        while not all(write.done() for write in writes):
            assert path.read_text(encoding="utf-8") in texts
        for write in writes:
            write.result()
    assert [each.name for each in tmp_path.iterdir()] == ["kept.json"]
