"""A board whose converter was left at ten samples a second, heard by radio."""

from tests.ble import gauges
from tests.ble.air import room
from tests.ble.listening import hearing


async def test_a_board_at_ten_samples_a_second_is_told_by_radio_too():
    board = gauges.Board(rate_hz=10.6)
    async with room(board) as air, hearing(air, board) as watched:
        news = await watched.says("streaming")
        assert "10.6 times a second" in news.reason
        assert "RATE pin" in news.reason
