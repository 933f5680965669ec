"""A rig at an address of its own, encrypted or not: what others reach, and what they are told."""

import asyncio
import datetime as dt
import ssl

import httpx
import pytest
import websockets

from rig.hub import start
from rig.hub.cancel_and_wait import cancel_and_wait
from rig.hub.http import door_api
from rig.hub.process.listen_socket import FrontDoor, listen_on_network
from rig.lan.addresses import LocalAddress
from rig.lan.certificates import fingerprint, make_authority, own_files, renew
from rig.lan.qr import qr_svg
from tests.patience import BACKSTOP_S, until

ONE = "127.0.0.2"
NAMES = (ONE, "lab.local")


def plain_front():
    return listen_on_network([ONE], 0, NAMES, tls=None, announced_as="")


@pytest.fixture
def own_certificate(tmp_path):
    now = dt.datetime.now(dt.UTC)
    make_authority(tmp_path, "lab", (), now)
    renew(tmp_path, NAMES, now)
    return own_files(tmp_path)


def encrypted_front(tls):
    return listen_on_network([ONE], 0, NAMES, tls=tls, announced_as="")


async def test_a_rig_at_one_address_answers_under_its_names_alone(run_rig):
    async with run_rig(front=plain_front()) as rig:
        port = rig.service.port
        assert (await rig.http.get("/healthz")).status_code == 200
        named = await rig.http.get("/healthz", headers={"host": f"lab.local:{port}"})
        assert named.status_code == 200
        for foreign in ("evil.example", f"evil.example:{port}", f"127.0.0.1:{port}"):
            refused = await rig.http.get("/healthz", headers={"host": foreign})
            assert refused.status_code == 400
            assert rig.service.url in refused.json()["error"]


async def test_a_page_of_another_origin_opens_no_socket(run_rig):
    async with run_rig(front=plain_front()) as rig:
        address = f"ws://{ONE}:{rig.service.port}/live?station=pad-1"
        for origin in (None, "http://evil.example", f"https://{ONE}:{rig.service.port}"):
            with pytest.raises(websockets.InvalidStatus):
                await websockets.connect(address, origin=origin, proxy=None)
        async with rig.live() as live:
            assert await live.recv()


async def test_over_tls_pages_and_the_live_socket_are_served_and_no_plain_word(
    run_rig, own_certificate
):
    async with run_rig(front=encrypted_front(own_certificate)) as rig:
        assert rig.service.url == f"https://{ONE}:{rig.service.port}"
        assert rig.service.site.is_https
        answer = await rig.http.get("/healthz")
        assert answer.status_code == 200
        assert f"wss://{ONE}:{rig.service.port}" in answer.headers["content-security-policy"]
        # A private authority may be replaced: a browser must never be told to insist on it.
        assert "strict-transport-security" not in answer.headers
        context = ssl.create_default_context(cafile=own_certificate.authority)
        async with rig.live(ssl=context) as live:
            assert await live.recv()
        async with httpx.AsyncClient(trust_env=False, timeout=BACKSTOP_S) as plain:
            with pytest.raises(httpx.RemoteProtocolError):
                await plain.get(f"http://{ONE}:{rig.service.port}/healthz")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated:DeprecationWarning")
async def test_nothing_older_than_tls_1_2_is_spoken(run_rig, own_certificate):
    old, still_good = (
        only(version, own_certificate)
        for version in (ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2)
    )
    async with run_rig(front=encrypted_front(own_certificate)) as rig:
        with pytest.raises((ssl.SSLError, ConnectionError)):
            await asyncio.open_connection(ONE, rig.service.port, ssl=old)
        _, writer = await asyncio.open_connection(ONE, rig.service.port, ssl=still_good)
        assert writer.get_extra_info("ssl_object").version() == "TLSv1.2"
        writer.close()
        await writer.wait_closed()


def only(version, tls):
    context = ssl.create_default_context(cafile=tls.authority)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    return context


async def test_a_phone_is_shown_the_fingerprint_and_given_the_certificate(run_rig, own_certificate):
    async with run_rig(front=encrypted_front(own_certificate)) as rig:
        page = await rig.http.get("/ca")
        assert page.status_code == 200
        assert fingerprint(own_certificate.authority) in page.text
        given = await rig.http.get("/ca/steadyhold-ca.crt")
        assert given.content == own_certificate.authority.read_bytes()
        assert b"PRIVATE" not in given.content
        assert given.headers["content-type"] == "application/x-x509-ca-cert"
        told = (await rig.http.get("/api/door")).json()
        assert told["authority"] == f"{rig.service.url}/ca"
        assert told["fingerprint"] == fingerprint(own_certificate.authority)
        assert told["is_encrypted"]


async def test_without_a_certificate_there_is_nothing_to_trust(run_rig):
    async with run_rig(front=plain_front()) as rig:
        assert (await rig.http.get("/ca")).status_code == 404
        assert (await rig.http.get("/ca/steadyhold-ca.crt")).status_code == 404
        assert (await rig.http.get("/api/door")).json()["authority"] == ""


async def test_an_instructor_is_told_the_address_and_the_code_to_scan(run_rig):
    async with run_rig(front=plain_front()) as rig:
        told = (await rig.http.get("/api/door")).json()
    assert (told["is_lan"], told["url"]) == (True, rig.service.url)
    assert told["qr"].startswith("data:image/svg+xml")
    assert told["also"] == [
        {"url": rig.service.site.url_of("lab.local"), "remark": "where the network carries names"}
    ]


async def test_the_network_is_looked_at_from_here(run_rig):
    async with run_rig(front=plain_front()) as rig:
        told = (await rig.http.get("/api/network")).json()
    by_subject = {each["subject"]: each for each in told["findings"]}
    assert by_subject[rig.service.url]["state"] == "ok"


async def test_who_comes_through_is_counted_and_who_does_not_is_told_why(run_rig):
    async with run_rig(front=plain_front()) as rig:
        before = (await rig.http.get("/api/network")).json()
        # Requests of this test come from 127.0.0.1; another address of loopback is another device.
        phone = httpx.AsyncHTTPTransport(local_address="127.0.0.9")
        async with httpx.AsyncClient(transport=phone, timeout=BACKSTOP_S) as client:
            assert (await client.get(f"{rig.service.url}/healthz")).status_code == 200
        after = (await rig.http.get("/api/network")).json()
    assert (before["devices"], after["devices"]) == (0, 1)
    others = [each for each in before["findings"] if each["subject"] == "Other devices"]
    assert "client isolation" in others[0]["mend"]
    assert "1 other device came through" in str(after["findings"])


async def test_an_address_that_went_since_the_start_is_told(monkeypatch):
    here = (LocalAddress("10.0.0.5", "wlan0"),)
    monkeypatch.setattr(door_api, "seen_addresses", lambda: here)
    assert door_api._moved((ONE,)) == []
    [told] = door_api._moved(("192.168.7.20",))
    assert (told["state"], told["subject"]) == ("bad", "The network changed")
    assert "no longer has 192.168.7.20" in told["words"]
    assert "10.0.0.5" in told["words"]
    assert told["mend"].startswith("Stop Steadyhold and start it again")


async def test_an_address_that_came_since_the_start_is_told_where_all_were_wanted(monkeypatch):
    here = tuple(LocalAddress(each, "wlan0") for each in ("10.0.0.5", "192.168.7.20", "8.8.8.8"))
    monkeypatch.setattr(door_api, "seen_addresses", lambda: here)
    assert door_api._moved(("10.0.0.5",)) == []
    assert door_api._moved(("10.0.0.5", "192.168.7.20", "127.0.0.1")) == []
    [told] = door_api._moved(("10.0.0.5", "127.0.0.1"))
    assert told["subject"] == "There is another network"
    assert told["words"] == "this computer has got 192.168.7.20, which is not served yet"
    assert told["mend"].startswith("Stop Steadyhold and start it again, if phones of that network")
    assert "10.0.0.5 is served as before" in told["mend"]


async def test_every_page_says_that_the_network_changed_and_when_it_is_back(run_rig, monkeypatch):
    elsewhere = (LocalAddress("10.0.0.5", "wlan0"),)
    home = (*elsewhere, LocalAddress("192.168.7.20", "wlan0"))
    monkeypatch.setattr(start, "ADDRESSES_LOOKED_AT_S", 0.02)
    monkeypatch.setattr(start, "seen_addresses", lambda: elsewhere)
    async with run_rig(front=plain_front()) as rig:
        moved = FrontDoor((Bound("192.168.7.20"),), rig.service.site)
        monkeypatch.setattr(rig.service, "front", moved)
        watching = asyncio.create_task(start._watch_addresses(rig.service))
        await until(lambda: rig.hub.warning)
        assert "no longer has 192.168.7.20" in rig.hub.warning
        assert "10.0.0.5" in rig.hub.warning
        monkeypatch.setattr(start, "seen_addresses", lambda: home)
        await until(lambda: not rig.hub.warning)
        await cancel_and_wait(watching)
        monkeypatch.undo()


class Bound:
    """A socket that listens at an address this machine never had."""

    def __init__(self, address):
        self._address = address

    def getsockname(self):
        return (self._address, 8050)


async def test_a_rig_for_this_computer_alone_says_how_to_let_a_class_in(rig):
    told = (await rig.http.get("/api/network")).json()
    assert "run --lan" in told["findings"][0]["mend"]
    assert not (await rig.http.get("/api/door")).json()["is_lan"]


async def test_the_code_to_scan_brings_the_class_code_along(run_rig):
    async with run_rig(front=plain_front()) as rig:
        before = (await rig.http.get("/api/door")).json()
        made = (await rig.post("/api/classes", {"title": "Autumn"})).json()
        closed = (await rig.http.get("/api/door")).json()
        await rig.post(f"/api/classes/{made['id']}/code")
        [opened] = (await rig.http.get("/api/door")).json()["classes"]
        await rig.post(f"/api/classes/{made['id']}/end", {"over": True})
        over = (await rig.http.get("/api/door")).json()
    assert before["classes"] == over["classes"] == []
    assert closed["classes"] == [{"id": made["id"], "title": "Autumn", "code": "", "qr": ""}]
    assert (opened["id"], opened["title"]) == (made["id"], "Autumn")
    assert opened["code"]
    assert opened["qr"] == qr_svg(f"{rig.service.url}/join?code={opened['code']}")
    assert before["qr"] == qr_svg(f"{rig.service.url}/join")
