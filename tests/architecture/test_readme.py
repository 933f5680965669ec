import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from rig.cli.rubric_file import load_rubric
from rig.config.finder_file import load_finder
from rig.config.steadyhold_toml import load_config
from tests.architecture import sources

PAGES = ("README.md", "CONTRIBUTING.md", "docs/cli.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
README = (sources.ROOT / "README.md").read_text(encoding="utf-8")


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", _text("Makefile"), re.MULTILINE))
    named = {
        words[1]
        for page in PAGES
        for line in _blocks(page, "sh")
        if (words := shlex.split(line, comments=True)) and words[0] == "make"
    }
    assert named >= {"demo", "test", "check"}
    assert named - targets == set()


@pytest.mark.slow
def test_the_commands_of_the_readme_run_one_after_the_other_and_so_does_the_notebook(
    own_data_folder: Path, tmp_path: Path
):
    lines = [line for line in _blocks("README.md", "sh") if line.startswith("steadyhold ")]
    assert len(lines) >= 3
    for line in lines:
        _run([sys.executable, "-m", "rig.cli.main", *shlex.split(line)[1:]], line)
    for page in ("README.md", "docs/notebook.md"):
        notebook = "\n".join(_blocks(page, "python"))
        _run([sys.executable, "-W", "error", "-c", notebook], page, tmp_path)


def test_every_command_that_is_named_is_there():
    table = re.findall(r"^\| `([a-z]+)[^`]*`((?:, `[a-z]+`)*)", README, re.MULTILINE)
    named = {first for first, _ in table} - {"type"}
    named |= {word for _, more in table for word in re.findall(r"`([a-z]+)`", more)}
    helped = subprocess.run(
        [sys.executable, "-m", "rig.cli.main", "--help"],
        cwd=sources.ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    there = set(re.findall(r"^  ([a-z]+) ", helped.partition("Commands:")[2], re.MULTILINE))
    # The second words of groups stand in the same rows of the table.
    assert named - there <= {"list", "show", "check", "install", "init"}
    assert there - named == set()


def test_the_configuration_the_rubric_and_the_finder_that_are_shown_are_accepted(tmp_path: Path):
    config, rubric = tmp_path / "steadyhold.toml", tmp_path / "rubric.toml"
    finder = tmp_path / "finder.toml"
    config.write_text("\n".join(_blocks("README.md", "toml")))
    lines = _blocks("docs/cli.md", "toml")
    second = lines.index('id = "our-school/1"')
    rubric.write_text("\n".join(lines[:second]))
    finder.write_text("\n".join(lines[second:]))
    assert [station.id for station in load_config(config).stations] == ["pad-1"]
    assert dict(load_rubric(rubric).anchors)["steadiness"] == (5.0, 18.0)
    assert load_finder(finder).hold_s == 2.0


def test_every_record_of_a_decision_has_its_four_parts():
    for path in sorted((sources.ROOT / "docs/adr").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert re.match(rf"# {path.name[:4]} ", text), path.name
        assert re.search(r"^Status: ", text, re.MULTILINE), path.name
        for part in ("Context", "Decision", "Consequences"):
            assert re.search(rf"^## {part}$", text, re.MULTILINE), f"{path.name}: {part}"


def test_the_version_is_the_same_everywhere():
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    changes = _text("CHANGELOG.md")
    assert re.search(r"^## \[Unreleased\]", changes, re.MULTILINE)
    assert re.fullmatch(r"\d+\.\d+\.\d+", project["version"])


def _text(page: str) -> str:
    return (sources.ROOT / page).read_text(encoding="utf-8")


def _blocks(page: str, language: str) -> list[str]:
    """The lines of all blocks of one language."""
    return [
        line
        for found, block in BLOCK.findall(_text(page))
        if found == language
        for line in block.splitlines()
    ]


def _run(command: list[str], shown: str, folder: Path = sources.ROOT) -> None:
    environment = {**os.environ, "PYTHONPATH": str(sources.ROOT)}
    ran = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, f"{shown}: {ran.stderr}"
