import subprocess
import sys
from pathlib import Path

import pytest

from tests.oldest import oldest

ROOT = Path(__file__).parents[2]


def test_every_library_has_an_oldest_version_that_is_allowed():
    pins = oldest(ROOT / "pyproject.toml")
    assert "dash==4.4.1" in pins
    assert len(pins) > 20


@pytest.mark.prove
@pytest.mark.timeout(1800)
def test_the_oldest_libraries_that_are_allowed_serve_a_page_and_a_live_frame(tmp_path):
    constraints = tmp_path / "oldest.txt"
    constraints.write_text("\n".join(oldest(ROOT / "pyproject.toml")), encoding="utf-8")
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    subprocess.run(
        [str(venv / "bin" / "pip"), "install", "--quiet", "-c", str(constraints), str(ROOT)],
        check=True,
    )
    done = subprocess.run(
        [str(venv / "bin" / "steadyhold"), "demo", "--check", "--no-browser", "--port", "0",
         "--data", str(tmp_path / "data")],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
