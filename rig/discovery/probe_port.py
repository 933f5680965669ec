"""Asking one port who is there, without staying."""

import time
from dataclasses import dataclass
from typing import Literal

from firmware_bridge.device import Device
from firmware_bridge.errors import PortError
from firmware_bridge.links.handshake import Handshake, listened
from firmware_bridge.links.serial_link import SerialLink, open_link

Answered = Literal["known", "other", "silent", "refused"]


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What came of asking a port.

    Attributes:
        answered: `known` where a device told who it is; `refused` where the port did not open.
        identity: hardware id it told; empty if it told none.
        words: what was heard instead, or why the port did not open.
    """

    answered: Answered
    identity: str
    words: str


async def probe_port(path: str, device: Device) -> ProbeResult:
    """Open a port, ask who is there, and close it again; takes up to six seconds.

    Args:
        path: the port.
        device: the kind that is asked for.
    """
    try:
        link = await open_link(path, device.baud)
    except PortError as error:
        return ProbeResult("refused", "", str(error))
    try:
        return await _ask(link, device)
    finally:
        await link.close()


async def _ask(link: SerialLink, device: Device) -> ProbeResult:
    handshake = Handshake(device, device.decoder({}), uid="", began_s=time.monotonic())
    while True:
        now_s = time.monotonic()
        await link.send(handshake.question(now_s))
        verdict = handshake.verdict(now_s)
        if handshake.hello is not None:
            return ProbeResult("known", handshake.hello.identity, "")
        if verdict in ("ours", "wrong"):
            return ProbeResult("other", "", handshake.seen)
        if verdict == "silent":
            return ProbeResult("silent", "", "nothing answers")
        gone = await listened(link, handshake)
        if gone is not None:
            return ProbeResult("refused", "", gone.why)
