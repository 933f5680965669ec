"""Holds found by numbers of one's own."""

from pathlib import Path

import pytest

from rig.cli.errors import FinderFileError
from rig.cli.finder_file import load_finder
from tests.cli.conftest import Steadyhold


def test_a_file_changes_what_counts_as_a_hold_and_its_name_is_told(
    steadyhold: Steadyhold, tmp_path: Path
):
    press = tmp_path / "press.csv"
    rows = [f"{k / 20:.2f},{20.0 if 40 <= k < 70 else 0.0}" for k in range(140)]
    press.write_text("t_s,force_n\n" + "\n".join(rows) + "\n", encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text('id = "long-ones"\nhold_s = 3\n', encoding="utf-8")
    usual = steadyhold("holds", press, "--json").json
    strict = steadyhold("holds", press, "--finder", own, "--json").json
    assert (usual["finder"], len(usual["holds"])) == ("finder/2", 1)
    assert (strict["finder"], strict["holds"]) == ("long-ones", [])
    assert strict["refused"][0]["class"] == "tap"


def test_every_mistake_of_a_finder_file_is_named_at_once(tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text(
        'id = "finder/2"\nvaley_frac = 0.4\nrest_frac = 2\ntrain_n = 1.5\nhold_s = "long"\n',
        encoding="utf-8",
    )
    with pytest.raises(FinderFileError) as caught:
        load_finder(path)
    said = str(caught.value)
    assert [words in said for words in ("id:", "valey_frac: unknown", "rest_frac:", "train_n:",
                                        "hold_s:")] == [True] * 5  # fmt: skip


def test_a_finder_file_that_is_no_toml_says_so(tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text("hold_s: 3", encoding="utf-8")
    with pytest.raises(FinderFileError, match="is no TOML"):
        load_finder(path)
