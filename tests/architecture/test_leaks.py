import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import sources

CASES = {
    "thread": "import threading, time\n"
    "def test_it():\n"
    "    threading.Thread(target=time.sleep, args=(100,), name='loose', daemon=True).start()\n",
    "socket": "import socket\nKEPT = []\ndef test_it():\n    KEPT.append(socket.socket())\n",
    "task": "import asyncio\nKEPT = []\n"
    "async def test_it():\n    KEPT.append(asyncio.create_task(asyncio.sleep(100)))\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("leak", CASES)
def test_a_test_that_leaves_something_behind_fails(leak: str, tmp_path: Path):
    ran = _pytest_with(CASES[leak], tmp_path)
    assert "1 error" in ran
    assert "left" in ran


def test_a_tidy_test_passes(tmp_path: Path):
    assert "1 passed" in _pytest_with("async def test_it():\n    pass\n", tmp_path)


def _pytest_with(test: str, folder: Path) -> str:
    shutil.copy(sources.ROOT / "tests/conftest.py", folder / "conftest.py")
    shutil.copy(sources.ROOT / "pyproject.toml", folder / "pyproject.toml")
    (folder / "tests").mkdir()
    (folder / "tests/test_it.py").write_text(test)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout
