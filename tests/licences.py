"""Licences of everything that an installation brings along, as it says itself.

python -m tests.licences > docs/licences.md
"""

import re
import sys
from importlib import metadata
from pathlib import Path

PINS = Path(__file__).parents[1] / "requirements" / "run.txt"
NAMED = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)", re.MULTILINE)
_MOST = 60


def licence_of(name: str) -> str:
    """What a distribution says of its licence: the expression, the classifier, or a short text."""
    said = metadata.metadata(name)
    if said.get("License-Expression"):
        return str(said["License-Expression"])
    classified = [
        each.rpartition(" :: ")[2]
        for each in said.get_all("Classifier") or ()
        if each.startswith("License ::") and not each.endswith("OSI Approved")
    ]
    text = (said.get("License") or "").strip().partition("\n")[0]
    return "; ".join(classified) or text[:_MOST] or "not said"


def page() -> str:
    """The list as a page of the documents."""
    lines = [
        "# Licences",
        "",
        "What an installation from the clone brings along, as each part says itself; made by",
        "`python -m tests.licences > docs/licences.md`.",
        "",
        "| part | version | licence |",
        "|---|---|---|",
    ]
    for name, version in NAMED.findall(PINS.read_text(encoding="utf-8")):
        try:
            lines.append(f"| {name} | {version} | {licence_of(name)} |")
        except metadata.PackageNotFoundError:
            lines.append(f"| {name} | {version} | not installed on this system |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
