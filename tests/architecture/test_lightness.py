import subprocess
import sys
import time

import pytest

from tests.architecture import sources

HEAVY = ("bleak", "dash", "flask", "matplotlib", "pandas", "plotly", "pyarrow", "scipy")
HEAVY_FOR_HELP = (*HEAVY, "asyncio", "numpy", "rich", "sqlalchemy", "starlette", "uvicorn", "httpx")
# Help is answered in under 0.3 s on a school laptop, where an empty Python takes 0.02 s; the
# ratio holds on a loaded machine too.
SLOWEST_HELP_RATIO = 20.0


@pytest.mark.parametrize("package", sources.PACKAGES)
def test_importing_a_package_pulls_nothing_heavy(package: str):
    assert _pulled(f"import {package}", HEAVY_FOR_HELP) == []


def test_building_the_command_line_pulls_nothing_heavy():
    assert _pulled("import rig.cli.main", HEAVY_FOR_HELP) == []


def test_the_fold_needs_arrays_but_no_web_and_no_archive():
    beyond = ("bleak", "dash", "flask", "sqlalchemy", "starlette", "uvicorn", "rich", "asyncio")
    assert _pulled("import rig.engine.fold", beyond) == []


def test_reading_one_session_pulls_neither_the_hub_nor_what_secrets_and_pictures_need():
    modules = ("cli.sessions", "store.read", "store.session_json", "store.session_named")
    beyond = (
        "argon2", "bleak", "dash", "httpx", "limits", "openpyxl", "pandas", "pwdlib", "rich",
        "rig.hub", "scipy", "segno", "starlette", "uvicorn",
    )  # fmt: skip
    assert _pulled("\n".join(f"import rig.{each}" for each in modules), beyond) == []


def test_help_comes_at_once():
    shown = "import sys; sys.argv[1:] = ['--help']; import rig.cli.main as m; m.main()"
    # In turn: other work on the machine slows both.
    taken_s = [(_taken_s("-c", "pass"), _taken_s("-c", shown)) for _ in range(7)]
    nothing_s, help_s = map(min, zip(*taken_s, strict=True))
    assert help_s / nothing_s < SLOWEST_HELP_RATIO


def _pulled(statement: str, names: tuple[str, ...]) -> list[str]:
    code = f"{statement}\nimport sys\nprint(*(name for name in {names!r} if name in sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=sources.ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return found.stdout.split()


def _taken_s(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=sources.ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - began
