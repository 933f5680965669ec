"""A hub that is asked to stop stops, also while one of its tasks waits for another to end."""

import asyncio

import pytest

from rig.hub.cancel_and_wait import cancel_and_raise, cancel_and_wait


async def lingering(seconds: float) -> None:
    try:
        await asyncio.Event().wait()
    finally:
        await asyncio.sleep(seconds)


async def test_a_task_that_lingers_is_over_when_its_end_was_awaited():
    task = asyncio.create_task(lingering(0.01))
    await asyncio.sleep(0)
    await cancel_and_wait(task)
    assert task.cancelled()


@pytest.mark.parametrize("end", [cancel_and_wait, cancel_and_raise])
async def test_who_waits_for_an_end_can_be_cancelled_too(end):
    task = asyncio.create_task(lingering(0.05))
    waits = asyncio.create_task(end(task))
    await asyncio.sleep(0.01)
    waits.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waits
    await asyncio.wait([task])


async def test_a_mistake_of_the_task_stays_in_it():
    async def fails() -> None:
        raise ValueError("a mistake")

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    await cancel_and_wait(task)
    assert isinstance(task.exception(), ValueError)


async def test_a_mistake_of_the_task_is_told_to_who_asks_for_it():
    async def fails() -> None:
        raise ValueError("a mistake")

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    with pytest.raises(ValueError, match="a mistake"):
        await cancel_and_raise(task)
