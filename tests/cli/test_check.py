"""The check weight in the terminal, on a board that answers through a cable of its own."""

from pathlib import Path

import pytest

from rig.cli.errors import NotReadError
from tests.cli.conftest import Steadyhold


def test_a_sensor_without_a_passport_is_told_to_be_calibrated(
    steadyhold: Steadyhold, tmp_path: Path
):
    answer = steadyhold("check", "sim:?learner=expert&seed=1", "--data", tmp_path)
    assert answer.code == 5
    assert "has no passport; make one with `steadyhold calibrate SOURCE`" in answer.err


def test_a_source_that_ends_too_early_keeps_nothing():
    with pytest.raises(NotReadError, match="ended before the check weight was read"):
        raise NotReadError("file:x.csv")
