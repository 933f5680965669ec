"""Routes of the page that lets students in (docs/api.md): the way in, and who gets through."""

import asyncio
from collections.abc import Sequence
from typing import Literal

import httpx

from firmware_bridge.rounding import fixed
from rig.hub.answers import DoorAnswer, NetworkAnswer, NetworkFindingJson
from rig.hub.http.authority_page import fingerprint_of
from rig.hub.http.json_route import Call, reads
from rig.hub.http.visitors import DevicesSeen
from rig.hub.process.listen_socket import LOOPBACK, FrontDoor
from rig.lan.addresses import private_addresses, seen_addresses
from rig.lan.exposure import host_remark
from rig.lan.qr import qr_svg
from rig.lan.tls_files import trusting_only
from rig.school.roles import INSTRUCTORS

REACH_PATIENCE_S = 3.0
ONLY_HERE = "Only this computer can open Steadyhold now."
HOW_TO_OPEN = "Stop it and start it again with steadyhold run --lan: then a class can come in."
ISOLATED = (
    "Scan the code with one phone in the same Wi-Fi. If its page never comes, this Wi-Fi keeps "
    "devices apart (client isolation: common in schools and hotels). Ask for a network without it, "
    "or use a small router of your own or the hotspot of a phone; no internet is needed. Ask your "
    "system too: its firewall must let Python answer in private networks."
)


async def _door(call: Call) -> DoorAnswer:
    site, authority = call.front.site, call.front.authority
    way_in = f"{site.url}/join" if site.is_lan else site.url
    return DoorAnswer(
        is_lan=site.is_lan,
        url=site.url,
        qr=qr_svg(way_in),
        also=[{"url": site.url_of(host), "remark": host_remark(host)} for host in site.hosts[1:]],
        is_encrypted=site.is_https,
        authority=f"{site.url}/ca" if authority else "",
        fingerprint=await asyncio.to_thread(fingerprint_of, authority) if authority else "",
    )


async def _network(call: Call) -> NetworkAnswer:
    front = call.front
    if not front.site.is_lan:
        return NetworkAnswer(
            devices=0, findings=[_finding("This computer", "note", ONLY_HERE, HOW_TO_OPEN)]
        )
    moved = await asyncio.to_thread(_moved, front.addresses)
    reached = await asyncio.gather(*(_reach(front, each) for each in _hosts_of(front)))
    devices = call.visitors.seen()
    return NetworkAnswer(
        devices=devices.count, findings=[*moved, *reached, _devices(devices), _secrecy(front)]
    )


def _hosts_of(front: FrontDoor) -> list[str]:
    return [f"[{each}]" if ":" in each else each for each in front.addresses]


async def _reach(front: FrontDoor, host: str) -> NetworkFindingJson:
    url = front.site.url_of(host)
    known = True if front.tls is None else trusting_only(front.tls.certificate)
    try:
        async with httpx.AsyncClient(
            trust_env=False, verify=known, timeout=REACH_PATIENCE_S
        ) as client:
            answer = await client.get(f"{url}/healthz")
            answers = answer.status_code == httpx.codes.OK
    except httpx.HTTPError:
        answers = False
    if answers:
        return _finding(url, "ok", "answers from this computer", "")
    mend = "Let Python through the firewall of this computer, then look again."
    return _finding(url, "bad", "does not answer, not even from this computer", mend)


def _moved(bound: Sequence[str]) -> list[NetworkFindingJson]:
    """Addresses that went since the start, as after a change of the Wi-Fi."""
    seen = seen_addresses()
    here = [each.address for each in seen]
    gone = [each for each in bound if each not in here and not each.startswith("127.")]
    if not gone:
        return []
    now = ", ".join(each.address for each in private_addresses(seen, ())) or "none"
    words = f"this computer no longer has {', '.join(gone)}; its addresses now: {now}"
    mend = "Stop Steadyhold and start it again. What was recorded stays."
    return [_finding("Network changed", "bad", words, mend)]


def _devices(seen: DevicesSeen) -> NetworkFindingJson:
    if seen.last_s is None:
        return _finding("Other devices", "note", "none has reached this rig yet", ISOLATED)
    many = "1 other device" if seen.count == 1 else f"{seen.count} other devices"
    words = f"{many} came through, the last one {fixed(seen.last_s, 0)} s ago"
    return _finding("Other devices", "ok", words, "")


def _secrecy(front: FrontDoor) -> NetworkFindingJson:
    if front.site.is_https:
        return _finding("Encryption", "ok", "nobody in the Wi-Fi can read along", "")
    if set(front.addresses) <= {LOOPBACK}:
        return _finding("Encryption", "note", "not needed: only this computer is served", "")
    return _finding(
        "Encryption",
        "note",
        "not encrypted: others in the same Wi-Fi can read along, passwords and PINs too",
        "Stop Steadyhold, run steadyhold tls init once, and start it again.",
    )


def _finding(
    subject: str, state: Literal["ok", "note", "bad"], words: str, mend: str
) -> NetworkFindingJson:
    return {"subject": subject, "state": state, "words": words, "mend": mend}


ROUTES = (
    reads("/api/door", _door, DoorAnswer, "How students come in", open_to=INSTRUCTORS),
    reads("/api/network", _network, NetworkAnswer, "Who gets through", open_to=INSTRUCTORS),
)
