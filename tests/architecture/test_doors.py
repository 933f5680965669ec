"""Every promise of the doors names tests that there are."""

import ast
import re

import pytest

from tests.architecture import sources

PAGE = sources.ROOT / "docs" / "doors.md"
ROW = re.compile(r"^\| (D\d\d) \| ([\d.]+) \| (.+?) \| (.+?) \| ?(.*?) ?\|$", re.MULTILINE)
TEST = re.compile(r"`([a-z_/]+)::([a-z0-9_]+)`")
STATES = ("proven", "in part", "not there")
TABLE = ROW.findall(PAGE.read_text(encoding="utf-8"))


def defined_in(name: str) -> set[str]:
    path = sources.ROOT / "tests" / f"{name}.py"
    found = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {each.name for each in sources.tree(path).body if isinstance(each, found)}


def test_every_promise_of_the_doors_stands_once_and_in_order():
    numbers = [row[0] for row in TABLE]
    assert numbers == [f"D{number:02}" for number in range(1, len(numbers) + 1)]
    assert len(numbers) == PAGE.read_text(encoding="utf-8").count("\n| D")


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_a_promise_names_tests_that_there_are_or_says_that_it_is_not_kept(row):
    _, _, _, state, told = row
    named = TEST.findall(told)
    assert state in STATES
    assert bool(named) == (state != "not there")
    left_out = TEST.sub("", told).strip()
    assert state != "in part" or left_out, "what the tests leave out is said"
    for module, test in named:
        assert f"test_{test}" in defined_in(module), f"tests/{module}.py has no test_{test}"
