"""Draws every `wiring-*.toml` and `pad-*.toml` of this folder as SVG beside it.

Run `python hardware/drawings/draw.py`; needs nothing but Python 3.11. The SVG files are in the
repository so that the guide can be read as it is; a test checks that they fit their sources.
"""

import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from plan import plan_svg
from wiring import wiring_svg

FOLDER = Path(__file__).parent


def drawings() -> dict[Path, str]:
    """The SVG text of every source, by the file it belongs in."""
    drawn = {}
    for source in sorted(FOLDER.glob("*.toml")):
        said = tomllib.loads(source.read_text(encoding="utf-8"))
        make = wiring_svg if source.name.startswith("wiring-") else plan_svg
        drawn[source.with_suffix(".svg")] = make(said)
    return drawn


if __name__ == "__main__":
    for path, svg in drawings().items():
        path.write_text(svg, encoding="utf-8")
