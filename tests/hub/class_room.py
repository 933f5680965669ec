"""A class of two on a rig that a network reaches: a plugin for tests of who came in."""

from collections.abc import AsyncIterator

import httpx
import pytest

from rig.store.people.roster import add_to_class, create_class
from tests.hub.conftest import Rig, RunRig
from tests.hub.entering import front

PIN = "480213"


@pytest.fixture
async def lan(run_rig: RunRig) -> AsyncIterator[Rig]:
    async with run_rig(front=front()) as rig:
        yield rig


@pytest.fixture
async def room(lan: Rig) -> "Room":
    """A class of two on a rig that a network reaches, and its code."""
    class_id = create_class(lan.store, "Tuesday", "")
    ana, ben = (add_to_class(lan.store, class_id, name) for name in ("Ana", "Ben"))
    code = (await lan.post(f"/api/classes/{class_id}/code")).json()["code"]
    return Room(lan, class_id, code, ana, ben)


class Room:
    """A class of two, and how one of them joins."""

    def __init__(self, rig: Rig, class_id: str, code: str, ana: str, ben: str) -> None:
        self.rig, self.class_id, self.code, self.ana, self.ben = rig, class_id, code, ana, ben

    async def join(self, http, learner_id: str, pin: str = PIN, code: str = "") -> httpx.Response:
        asked = {"code": code or self.code, "learner_id": learner_id, "pin": pin}
        return await http.post("/api/join", json=asked)
