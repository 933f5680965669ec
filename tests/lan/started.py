"""A rig for a class as a person starts it: a whole process at one address of loopback."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ONE = "127.0.0.2"
STATION = '[[station]]\nid = "a"\nname = "Window"\nsource = "sim:?seed=3"\n'
SETUP = re.compile(r"type the code (\w+-\w+)")


def started(folder, *words):
    settings = folder / "steadyhold.toml"
    if not settings.exists():
        settings.write_text(STATION, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "rig.cli.main", *words],
        cwd=folder,
        env=os.environ | {"STEADYHOLD_DATA": str(folder / "data"), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_lan(folder, *words):
    return started(
        folder, "run", "--lan", "--host", ONE, "--port", "0", "--no-browser", "--no-mdns", *words
    )


def told_until_ready(process):
    told = ""
    while "Ctrl-C stops it" not in told:
        line = process.stdout.readline()
        assert line, process.stderr.read()
        told += line
    return told


def url_in(told):
    return re.search(rf"https?://{re.escape(ONE)}:\d+", told).group()


def ended(process):
    process.terminate()
    _, complained = process.communicate()
    assert process.returncode == 0, complained
    return complained
