"""Where an assigned sensor is plugged in; each port is asked once for as long as it stays."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from firmware_bridge.catalogue import device_of_kind
from rig.config.assignments import Assignment
from rig.discovery.familiar import usb_key
from rig.discovery.ports import Port, plug_of, ports_now
from rig.discovery.probe_port import ProbeResult, probe_port

LOOK_S = 0.5
ASK_AGAIN_S = {"silent": 8.0, "refused": 2.0}
"""A board may have slept, or another station may have had the port; any other answer is final."""
ASKED_AT_ONCE = 8

LetGo = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Met:
    token: tuple[str, ...]
    greeting: ProbeResult
    at_s: float


class PortLocator:
    """Knows which identity is on which port.

    Args:
        also: pattern of further paths that may carry a sensor; empty for none.
    """

    def __init__(self, also: str) -> None:
        self.also = also
        self._met: dict[str, _Met] = {}
        self._asking = asyncio.Lock()
        self._listens: LetGo | None = None

    def tell_before_opening(self, let_go: LetGo) -> None:
        """Have somebody let go of a port before a station opens it."""
        self._listens = let_go

    def learn(self, port: Port, identity: str) -> None:
        """Somebody else has met who is on a port."""
        self._met[port.path] = _Met(
            plug_of(port), ProbeResult("known", identity, ""), time.monotonic()
        )

    def forget(self, path: str) -> None:
        """Ask this port again."""
        self._met.pop(path, None)

    async def find(self, wanted: Assignment) -> str:
        """The port of a sensor; waits until it is plugged in."""
        while True:
            ports = await asyncio.to_thread(ports_now, self.also)
            self._drop_gone(ports)
            path = self._known(wanted, ports)
            if path:
                if self._listens is not None:
                    await self._listens(path)
                return path
            if not await self._ask_around(wanted, ports):
                await asyncio.sleep(LOOK_S)

    def _drop_gone(self, ports: Sequence[Port]) -> None:
        tokens = {port.path: plug_of(port) for port in ports}
        for path in list(self._met):
            if self._met[path].token != tokens.get(path):
                del self._met[path]

    def _known(self, wanted: Assignment, ports: Sequence[Port]) -> str:
        if wanted.says_who_it_is:
            for path, met in self._met.items():
                if met.greeting.identity == wanted.identity:
                    return path
            return ""
        fits = [port.path for port in ports if wanted.identity in (port.usb, port.identity)]
        return fits[0] if fits else ""

    async def _ask_around(self, wanted: Assignment, ports: Sequence[Port]) -> bool:
        """Ask ports that nobody has met; whether any was asked."""
        if not wanted.says_who_it_is:
            return False
        async with self._asking:
            now_s = time.monotonic()
            ask = [
                port
                for port in ports
                if not port.is_held and _may_be(port, wanted) and not self._is_met(port, now_s)
            ]
            device = device_of_kind(wanted.kind)
            limit = asyncio.Semaphore(ASKED_AT_ONCE)

            async def meet(port: Port) -> None:
                token = plug_of(port)
                async with limit:
                    greeting = await probe_port(port.path, device)
                self._met[port.path] = _Met(token, greeting, time.monotonic())

            await asyncio.gather(*(meet(port) for port in ask))
            return bool(ask)

    def _is_met(self, port: Port, now_s: float) -> bool:
        met = self._met.get(port.path)
        if met is None or met.token != plug_of(port):
            return False
        again_s = ASK_AGAIN_S.get(met.greeting.answered)
        return again_s is None or now_s - met.at_s < again_s


def _may_be(port: Port, wanted: Assignment) -> bool:
    """Whether asking a port is no more than asking one that is known."""
    if not port.usb or port.is_board:
        return True
    return usb_key(port.usb) == usb_key(wanted.usb)
