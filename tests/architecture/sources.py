"""The source files of the four packages, as text and as syntax trees."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("firmware_bridge", "calibration", "rig", "dashboard")


def modules() -> list[Path]:
    """Every module of the four packages."""
    return sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))


def tests() -> list[Path]:
    """Every test module and builder."""
    return sorted((ROOT / "tests").rglob("*.py"))


def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    """The path as a person writes it."""
    return path.relative_to(ROOT).as_posix()
