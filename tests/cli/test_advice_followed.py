"""What a sentence about a file offers is typed as it stands, and leads to the press."""

import re
import shlex
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Steadyhold, steadyhold

__all__ = ["steadyhold"]

RATE_HZ = 25.0
LEVEL_N = 31.0
T_S = np.arange(round(16 * RATE_HZ)) / RATE_HZ
FORCE_N = (
    LEVEL_N * np.interp(T_S, (2, 3, 12, 13), (0, 1, 1, 0)) * (1 + 0.01 * np.sin(5 * T_S))
    + np.random.default_rng(2).normal(0.0, 0.03, len(T_S))
    + 0.2
)


def rows(form: str, force_n: np.ndarray = FORCE_N) -> str:
    """A line a sample: {n} its number, {s} seconds, {f} newtons, {kg} and {g} of the same."""
    return "".join(
        form.format(n=n, s=n / RATE_HZ, f=f, kg=f / 9.80665, g=f / 0.00980665) + "\n"
        for n, f in enumerate(force_n.tolist())
    )


# What is typed where a sentence names an option without its value.
FILES: dict[str, tuple[str, str, int]] = {
    "no time": ("force_n\n" + rows("{f:.3f}"), "--rate-hz 25", 1),
    "a row number": ("No,force_n\n" + rows("{n},{f:.3f}"), "--rate-hz 25", 1),
    "a time without a word for it": (
        "moment,force_n\n" + rows("{n}.5,{f:.3f}").replace(".5,", "e0,"),
        "--rate-hz 25",
        1,
    ),
    "stamps of whole seconds": (
        rows("10:00:07 -> {f:.3f}"),
        "--rate-hz 25",
        1,
    ),
    "the rate in a line above": (
        "Sampling rate: 25 Hz\nforce_n\n" + rows("{f:.3f}"),
        "--rate-hz 25",
        1,
    ),
    "a time that is guessed": ("x,force_n\n" + rows("{s:.3f},{f:.3f}"), "--time-column x", 1),
    "no force": ("t_s,temp\n" + rows("{s:.3f},{f:.3f}"), "--column temp --unit N", 1),
    "two forces": (
        "t_s,left (N),right (N)\n" + rows("{s:.3f},{f:.3f},{f:.3f}"),
        '--column "right (N)"',
        1,
    ),
    "three axes": (
        "t_s,Fx (N),Fy (N),Fz (N)\n" + rows("{s:.3f},0.01,0.01,{f:.3f}"),
        '--column "Fz (N)"',
        1,
    ),
    "no unit": ("t_s,force\n" + rows("{s:.3f},{g:.1f}"), "--unit g", 1),
    "a mass without a unit": ("t_s,weight\n" + rows("{s:.3f},{g:.1f}"), "--unit g", 1),
    "a unit nobody knows": ("t_s,load (stone)\n" + rows("{s:.3f},{f:.3f}"), "--unit N", 1),
    "sensors in turn": (
        "t_s,which hand,force_n\n" + rows("{s:.3f},right one,{f:.3f}\n{s:.3f},left one,0.1"),
        "",
        1,
    ),
    "sensors in turn by a segment column": (
        "t_s,limb,force_n\n" + rows("{s:.3f},leg,{f:.3f}\n{s:.3f},arm,0.1"),
        "",
        1,
    ),
    "trials by words": (
        "my trial,t_s,force_n\n" + rows("one a,{s:.3f},{f:.3f}") + rows("one b,{s:.3f},{f:.3f}"),
        "",
        2,
    ),
    "pushes below zero": ("t_s,force_n\n" + rows("{s:.3f},{f:.3f}", -FORCE_N), "", 1),
    "zeroed under a load": (
        "t_s,force_n\n" + rows("{s:.3f},{f:.3f}", FORCE_N - LEVEL_N - 0.2),
        "",
        1,
    ),
}
ASKS_FIRST = {"sensors in turn by a segment column": "--segment-column limb"}
OPTION = re.compile(r"--(?:rate-hz|time-column|column|unit|where|segment-column|invert|rest)\b")
WITH_VALUE = re.compile(r"--(?:where|segment-column|rest)[ =](?:\"[^\"]+\"|[^\s,;)]+)|--invert")


def offered(said: str, asked: str) -> list[str]:
    """What the sentences say to type; with our own value where they leave that open."""
    whole = [each[0] for each in WITH_VALUE.finditer(said)]
    return whole or ([asked] if asked else [])


def sentences(answer) -> str:
    return answer.err if answer.code else " ".join(answer.json["assumed"])


@pytest.mark.parametrize("kind", FILES)
def test_what_a_sentence_offers_finds_the_press(steadyhold: Steadyhold, tmp_path: Path, kind):
    text, asked, holds = FILES[kind]
    path = tmp_path / "press.txt"
    path.write_text(text, encoding="utf-8")
    first = steadyhold("holds", path, *shlex.split(ASKS_FIRST.get(kind, "")), "--json")
    said = sentences(first)
    ways = offered(said, asked)
    assert ways
    assert OPTION.search(said)
    if asked:
        assert asked.split()[0] in said or "--unit" in asked
    found = [steadyhold("holds", path, *shlex.split(way), "--json").json["holds"] for way in ways]
    right = [len(each) for each in found if each and abs(each[0]["level_n"] - LEVEL_N) < 1.0]
    # Of a record below zero either way may be the right one; every other way is.
    assert holds in right
    assert len(right) == len(ways) or "--invert" in said
