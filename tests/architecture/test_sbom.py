"""The list of what an installation is made of has everything that is imported."""

import ast
import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from tests.architecture import sources

MADE_BY = re.compile(
    r"\$\(BIN\)/python -m (cyclonedx_py environment .*?) \$\(BIN\)/python$", re.S | re.M
)


@pytest.fixture(scope="module")
def sbom(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """As `make sbom` makes it, of this environment."""
    made = tmp_path_factory.mktemp("sbom") / "sbom.json"
    [said] = MADE_BY.findall((sources.ROOT / "Makefile").read_text(encoding="utf-8"))
    words = said.replace("\\\n", " ").replace("build/sbom.json", str(made)).split()
    subprocess.run(
        [sys.executable, "-m", *words, sys.executable],
        cwd=sources.ROOT,
        check=True,
        capture_output=True,
    )
    found: dict[str, Any] = json.loads(made.read_text(encoding="utf-8"))
    return found


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> set[str]:
    """What our packages import from elsewhere, by the first part of its name."""
    tops: set[str] = set()
    for path in sources.modules():
        for node in ast.walk(sources.tree(path)):
            if isinstance(node, ast.Import):
                tops |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                tops.add(node.module.partition(".")[0])
    return tops - set(sys.stdlib_module_names) - set(sources.PACKAGES) - {"_typeshed"}


def test_everything_that_is_imported_is_a_component_with_its_version(sbom: dict[str, Any]):
    listed = {plain(each["name"]): each["version"] for each in sbom["components"]}
    known = metadata.packages_distributions()
    missing = {
        top
        for top in imported()
        if not any(listed.get(plain(name)) == metadata.version(name) for name in known.get(top, ()))
    }
    assert missing == set()


def test_the_list_is_of_this_product_and_names_no_place_on_this_machine(sbom: dict[str, Any]):
    about = sbom["metadata"]["component"]
    assert (sbom["bomFormat"], about["name"], about["licenses"][0]["license"]["id"]) == (
        "CycloneDX", "steadyhold", "Apache-2.0",
    )  # fmt: skip
    assert str(Path(sources.ROOT)) not in json.dumps(sbom)
