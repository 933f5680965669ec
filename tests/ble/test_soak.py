"""Two gauges for a while: seconds in every run, ten minutes in `make soak`."""

import pytest

from tests.ble.pair import listened_to_two


@pytest.mark.parametrize(
    "for_s", [8.0, pytest.param(600.0, marks=pytest.mark.soak)], ids=["8 s", "10 min"]
)
async def test_two_gauges_at_once_lose_nothing(for_s: float) -> None:
    for tally in await listened_to_two(for_s):
        assert tally.heard == tally.sent > 75 * for_s
