"""Schemathesis over the OpenAPI document, against a rig: `make fuzz-routes`.

Every route is asked what the document says and what it does not say; no answer may be a failure of
the rig, and the rig may log no traceback. Not collected by pytest. `tests/hub/test_every_route.py`
asks the same by hypothesis alone.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.hub.hostile_requests import STATIONS

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "schemas" / "openapi.json"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
KNOWN = {
    "station": ("pad-1", "pad-2", "pad-3"),
    "session": ("last",),
    "chart": ("residuals", "hysteresis", "creep"),
}


def document_with_known_ids() -> dict[str, Any]:
    """The document, in which ids that exist are as likely as others."""
    document: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    for operations in document["paths"].values():
        for operation in operations.values():
            for each in operation.get("parameters", ()):
                if each["name"] in KNOWN:
                    each["schema"] = {"anyOf": [{"enum": KNOWN[each["name"]]}, {"type": "string"}]}
    return document


def main() -> None:
    """Ask for the seconds given; exit code 1 where a promise is broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--schemathesis", default="schemathesis")
    parser.add_argument("--seconds", type=int, default=1200)
    asked = parser.parse_args()
    # It runs in a folder of its own, where a path from here leads nowhere.
    program = str(Path(shutil.which(asked.schemathesis) or asked.schemathesis).absolute())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "openapi.json").write_text(json.dumps(document_with_known_ids()))
        (folder / "steadyhold.toml").write_text(STATIONS)
        said = folder / "said"
        with said.open("w") as log:
            rig = subprocess.Popen(
                [sys.executable, "-u", "-m", "rig.cli.main", "run", "--no-browser", "--port", "0",
                 "--config", str(folder / "steadyhold.toml")],
                cwd=ROOT, stdout=log, stderr=subprocess.STDOUT,
                env=os.environ | {"STEADYHOLD_DATA": str(folder / "data")},
            )  # fmt: skip
        try:
            while not (found := ADDRESS.search(said.read_text())):
                time.sleep(0.1)
            url = found.group()
            ran = subprocess.run(
                [program, "run", str(folder / "openapi.json"), "--url", url,
                 "--header", f"Origin: {url}", "--checks", "not_a_server_error",
                 "--max-time", str(asked.seconds), "--continue-on-failure"],
                cwd=folder, check=False,
            )  # fmt: skip
            is_up = rig.poll() is None
        finally:
            rig.terminate()
            rig.wait()
        if ran.returncode or not is_up or "Traceback" in said.read_text():
            raise SystemExit(f"{said.read_text()[-3000:]}\nbroken")


if __name__ == "__main__":
    main()
