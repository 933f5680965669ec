import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.architecture import sources

HARDWARE = sources.ROOT / "hardware"
PINS = sorted((sources.ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((sources.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# Names of distributions that are imported under another name.
IMPORTED_AS = {"pyserial": "serial"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as a maker of distributions does."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])",
            str(folder),
        ],
        cwd=_copy_of_sources(tmp_path_factory.mktemp("tree")),
        check=True,
        capture_output=True,
    )
    [found] = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def wheel(built: Path) -> list[str]:
    with zipfile.ZipFile(built) as opened:
        return opened.namelist()


def test_the_wheel_holds_the_four_packages_and_nothing_else(wheel: list[str]):
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(sources.PACKAGES)


def test_the_wheel_holds_every_module_and_every_file_the_packages_read(wheel: list[str]):
    needed = {
        sources.name(path)
        for package in sources.PACKAGES
        for path in (sources.ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    assert needed - set(wheel) == set()


def test_the_wheel_carries_the_firmware_and_an_installed_package_finds_it(
    built: Path, wheel: list[str], tmp_path: Path
):
    modules = {sources.name(path) for path in (sources.ROOT / "rig/firmware").glob("*.py")}
    carried = {
        name.removeprefix("rig/")
        for name in wheel
        if name.startswith("rig/firmware/") and name not in modules
    }
    written = {
        f"firmware/{path.relative_to(HARDWARE).as_posix()}"
        for pattern in ("micropython/**/*.py", "uno/*.*", "uno/Makefile", "udev/*.rules")
        for path in HARDWARE.glob(pattern)
    }
    assert carried == written
    with zipfile.ZipFile(built) as opened:
        opened.extractall(tmp_path)
    code = (
        "from rig.firmware.files import firmware_folder, micropython_files, uno_hex; "
        "folder = firmware_folder(); print(folder, len(micropython_files(folder)), uno_hex(folder))"
    )
    told = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    inside = tmp_path / "rig" / "firmware"
    flashed = inside / "uno/uno.hex"
    assert told == [str(inside), "10", str(flashed)]
    assert flashed.read_bytes() == (HARDWARE / "uno/uno.hex").read_bytes()


def test_pins_name_packages_and_hashes_but_no_place_to_fetch_them_from():
    place = re.compile(r"https?:|://|--index|--extra-index|--find-links|--trusted| @ |^[/~.]")
    named = [
        f"{path.name}:{number}"
        for path in PINS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if place.search(line)
    ]
    assert len(PINS) == 2
    assert named == []


def test_every_pin_has_a_hash_and_every_dependency_a_pin():
    for path in PINS:
        logical = path.read_text(encoding="utf-8").replace("\\\n", " ")
        pins = [line for line in logical.splitlines() if line and not line.startswith("#")]
        assert [line for line in pins if "--hash=sha256:" not in line] == []
        pinned = {re.split(r"[=\[ ]", line)[0] for line in pins}
        assert _distributions(PROJECT["project"]["dependencies"]) - pinned == set()


def test_what_the_packages_import_is_declared():
    declared = PROJECT["project"]["dependencies"] + [
        each
        for group in ("class", "research")
        for each in PROJECT["project"]["optional-dependencies"][group]
    ]
    allowed = {IMPORTED_AS.get(each, each).replace("-", "_") for each in _distributions(declared)}
    allowed |= set(sys.stdlib_module_names) | set(sources.PACKAGES)
    undeclared = sorted(
        {
            f"{top} ({sources.name(path)})"
            for path in sources.modules()
            for node in ast.walk(sources.tree(path))
            for top in _tops(node)
            if top not in allowed and top != "_typeshed"
        }
    )
    assert undeclared == []


def _copy_of_sources(folder: Path) -> Path:
    """A tree without build leftovers, so that nothing stale can slip into the wheel."""
    import shutil

    for package in sources.PACKAGES:
        shutil.copytree(
            sources.ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    for file in ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(sources.ROOT / file, folder / file)
    shutil.copytree(
        HARDWARE, folder / "hardware", ignore=shutil.ignore_patterns("__pycache__", "build")
    )
    for stranger in ("tests", "benchmarks", "docs"):
        (folder / stranger).mkdir()
        (folder / stranger / "__init__.py").touch()
    return folder


def _distributions(requirements: list[str]) -> set[str]:
    return {re.split(r"[><=;\[ ]", each)[0] for each in requirements}


def _tops(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module.split(".")[0]]
    return []


def test_the_page_of_licences_has_everything_an_installation_brings():
    text = (sources.ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| ([\w.-]+) \| [\w.]+ \|", text, re.MULTILINE)) - {"part"}
    pins = (sources.ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    assert listed == set(re.findall(r"^([\w.-]+)==", pins, re.MULTILINE))
