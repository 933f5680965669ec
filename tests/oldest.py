"""The oldest versions that pyproject.toml allows, as constraints for pip.

python -m tests.oldest > oldest.txt
"""

import re
import sys
import tomllib
from pathlib import Path

# A constraint has no extras.
_BOUND = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[a-z0-9,]+\])?\s*>=\s*([0-9][^\s;,]*)\s*(;.*)?$")


def oldest(pyproject: Path) -> list[str]:
    """`name==version` for each lower bound of the base installation."""
    wanted = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]["dependencies"]
    found = [_BOUND.match(each) for each in wanted]
    without = [each for each, bound in zip(wanted, found, strict=True) if bound is None]
    if without:
        raise ValueError(f"{without} have no lower bound that can be read")
    return [f"{bound[1]}=={bound[2]}{bound[3] or ''}" for bound in found if bound]


if __name__ == "__main__":
    sys.stdout.write("\n".join(oldest(Path(__file__).parents[1] / "pyproject.toml")) + "\n")
