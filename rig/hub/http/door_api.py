"""Routes of the page that lets students in (docs/api.md): the way in, and who gets through."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import httpx

from firmware_bridge.rounding import fixed
from rig.hub.answers import DoorAnswer, DoorClassJson, NetworkAnswer, NetworkFindingJson
from rig.hub.doors.authority_page import fingerprint_of
from rig.hub.doors.visitors import DevicesSeen
from rig.hub.http.json_route import Call, reads
from rig.hub.process.listen_socket import FrontDoor
from rig.lan.addresses import moved_sentence, seen_addresses
from rig.lan.exposure import host_remark, way_in
from rig.lan.qr import qr_svg
from rig.lan.site import Site
from rig.lan.tls_files import trusting_only
from rig.school.roles import INSTRUCTORS
from rig.school.roster import SchoolClass
from rig.store.people.joining import class_codes_of
from rig.store.people.roster import classes_of

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
    return DoorAnswer(
        is_lan=site.is_lan,
        url=site.url,
        qr=qr_svg(way_in(site)),
        classes=await asyncio.to_thread(_classes, site, call.hub.store),
        also=[{"url": site.url_of(host), "remark": host_remark(host)} for host in site.hosts[1:]],
        is_encrypted=site.is_https,
        authority=f"{site.url}/ca" if authority else "",
        fingerprint=await asyncio.to_thread(fingerprint_of, authority) if authority else "",
    )


def _classes(site: Site, store: Path) -> list[DoorClassJson]:
    codes = {each.class_id: each.code for each in class_codes_of(store)}
    taught = [each for each in classes_of(store) if each.ended_utc is None]
    return [_class(site, each, codes.get(each.id, "")) for each in taught]


def _class(site: Site, taught: SchoolClass, code: str) -> DoorClassJson:
    picture = qr_svg(way_in(site, code)) if code else ""
    return {"id": taught.id, "title": taught.title, "code": code, "qr": picture}


async def _network(call: Call) -> NetworkAnswer:
    front = call.front
    if not front.site.is_lan:
        return NetworkAnswer(
            devices=0, findings=[_finding("This computer", "note", ONLY_HERE, HOW_TO_OPEN)]
        )
    moved = await asyncio.to_thread(_moved, front.addresses)
    reached = await asyncio.gather(*(_reach(front, each) for each in _hosts_of(front)))
    devices = call.visitors.seen()
    return NetworkAnswer(devices=devices.count, findings=[*moved, *reached, _devices(devices)])


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
    said = moved_sentence(bound, seen_addresses())
    head, _, rest = said.partition(": ")
    words, _, mend = rest.partition(". ")
    return [_finding(head, "bad", words, mend)] if said else []


def _devices(seen: DevicesSeen) -> NetworkFindingJson:
    if seen.last_s is None:
        return _finding("Other devices", "note", "have not come through yet", ISOLATED)
    many = "1 other device" if seen.count == 1 else f"{seen.count} other devices"
    words = f"{many} came through, the last one {fixed(seen.last_s, 0)} s ago"
    return _finding("Other devices", "ok", words, "")


def _finding(
    subject: str, state: Literal["ok", "note", "bad"], words: str, mend: str
) -> NetworkFindingJson:
    return {"subject": subject, "state": state, "words": words, "mend": mend}


ROUTES = (
    reads("/api/door", _door, DoorAnswer, "How students come in", open_to=INSTRUCTORS),
    reads("/api/network", _network, NetworkAnswer, "Who gets through", open_to=INSTRUCTORS),
)
