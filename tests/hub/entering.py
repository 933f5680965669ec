"""How tests come into a rig that a network reaches."""

import contextlib
from collections.abc import AsyncIterator

import httpx
import websockets

from rig.hub.process.listen_socket import FrontDoor, listen_on_network
from rig.store.people.roster import add_to_class, create_class
from tests.hub.conftest import TRUSTS_NOBODY, Rig, fits_its_schema

HERE = "127.0.0.2"
GOOD = "river lamp otter nine"
PIN, OTHER = "480213", "917254"
MIRA = {"login": "mira", "password": GOOD}


def front() -> FrontDoor:
    """Of a network of which this machine is the only member."""
    return listen_on_network([HERE], 0, [HERE], tls=None, announced_as="")


@contextlib.asynccontextmanager
async def browser(rig: Rig) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        base_url=rig.service.url, trust_env=False, verify=TRUSTS_NOBODY, timeout=None,
        headers={"origin": rig.service.url}, event_hooks={"response": [fits_its_schema]},
    ) as http:  # fmt: skip
        yield http


async def set_up(rig: Rig, http: httpx.AsyncClient) -> httpx.Response:
    return await http.post("/api/setup", json={"code": rig.service.doors.setup_code, **MIRA})


async def heard_to_the_end(socket) -> None:
    while True:
        await socket.recv()


def name_of(rig: Rig) -> str:
    return f"steadyhold-{rig.service.port}"


async def hashed(rig: Rig) -> str:
    return await rig.service.doors.at_work.hasher.hashed(GOOD)


def live(rig: Rig, headers, station="pad-1"):
    return websockets.connect(
        f"ws://{HERE}:{rig.service.port}/live?station={station}",
        origin=rig.service.url, proxy=None, open_timeout=None, additional_headers=headers,
    )  # fmt: skip


def cookies_of(http: httpx.AsyncClient) -> dict[str, str]:
    """The header by which another client is the same browser."""
    return {"cookie": "; ".join(f"{name}={value}" for name, value in http.cookies.items())}


class Room:
    """What a test of joining needs."""

    def __init__(self, rig: Rig, class_id: str, code: str, ana: str, ben: str) -> None:
        self.rig, self.class_id, self.code, self.ana, self.ben = rig, class_id, code, ana, ben

    async def join(self, http, learner_id: str, pin: str = PIN, code: str = "") -> httpx.Response:
        asked = {"code": code or self.code, "learner_id": learner_id, "pin": pin}
        return await http.post("/api/join", json=asked)


async def room_of(lan: Rig) -> Room:
    """A class of two on a rig that a network reaches, and its code."""
    class_id = create_class(lan.store, "Tuesday", "")
    ana, ben = (add_to_class(lan.store, class_id, name) for name in ("Ana", "Ben"))
    code = (await lan.post(f"/api/classes/{class_id}/code")).json()["code"]
    return Room(lan, class_id, code, ana, ben)
