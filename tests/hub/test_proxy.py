"""What goes on to the pages, what comes back, and what a page can never do to the live stream."""

import asyncio
import itertools
import os
import signal
import time
from random import Random

import pytest
from starlette.requests import Request

from rig.hub.actor import HEADER, VALID_S, signed_actor, verified_actor
from rig.hub.http import proxy
from rig.hub.http.asset_cache import AssetCache
from rig.school.actor import LOCAL
from tests.hub.test_live_socket import frames
from tests.patience import BACKSTOP_S, until

SECRET = "0" * 64
NOW_S = 1_800_000_000.0


async def reached_the_pages(rig, **headers):
    answer = await rig.http.get("/echo", headers=headers)
    return answer.json()["headers"]


async def test_who_asks_is_written_by_the_hub_and_signed(rig):
    sent = dict(await reached_the_pages(rig))
    assert verified_actor(sent[HEADER.lower()], rig.web.secret, time.time()) == LOCAL


async def test_what_a_browser_claims_to_be_never_arrives(rig):
    for name in (
        "X-Steadyhold-Actor", "X_Steadyhold_Actor", "x-steadyhold-role", "X-Forwarded-For",
        "X-Forwarded-Host", "X-Forwarded-User", "Forwarded", "X-Real-IP", "Remote-User",
        "X-Remote-User", "Authorization", "Via", "X-Original-URL",
    ):  # fmt: skip
        sent = await reached_the_pages(rig, **{name: "claimed.instructor"})
        assert not [value for _, value in sent if "claimed" in value], name


async def test_only_one_actor_arrives(rig):
    sent = await reached_the_pages(rig, **{"X-Steadyhold-Actor": "v1.root.1.f00"})
    assert len([key for key, _ in sent if "actor" in key]) == 1


async def test_cookies_pass_both_ways(rig):
    assert dict(await reached_the_pages(rig, cookie="theme=dark"))["cookie"] == "theme=dark"
    assert "theme=dark" in (await rig.http.get("/")).headers["set-cookie"]


async def test_path_and_query_arrive_as_they_were_sent(rig):
    answer = await rig.http.get("/echo?a=%20b&c=1")
    assert answer.json()["path"] == "/echo?a=%20b&c=1"


def test_a_forged_old_or_foreign_signature_names_nobody():
    good = signed_actor(LOCAL, SECRET, NOW_S)
    assert verified_actor(good, SECRET, NOW_S + 1) == LOCAL
    assert verified_actor(good, SECRET, NOW_S + VALID_S + 2) is None
    assert verified_actor(good, "1" * 64, NOW_S) is None
    assert verified_actor(good, "", NOW_S) is None
    assert verified_actor(good.replace("local", "admin"), SECRET, NOW_S) is None
    for broken in ("", ".", "local", good[:-1], good + "0", "v1.local.ä." + good):
        assert verified_actor(broken, SECRET, NOW_S) is None


@pytest.mark.parametrize(
    "path",
    [
        "/_dash-component-suites/dash/dcc/a.v4_4_1m1760000000.js",
        "/assets/0123456789abcdef/practice/page.js",
    ],
)
async def test_scripts_are_packed_once_and_kept_for_ever_under_their_fingerprint(rig, path):
    first, second = await rig.http.get(path), await rig.http.get(path)
    assert first.headers["content-encoding"] == "gzip"
    assert first.num_bytes_downloaded < len(first.content) / 10
    assert first.content == second.content
    assert "immutable" in second.headers["cache-control"]
    again = await rig.http.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_script_that_a_class_asks_for_at_once_is_packed_and_counted_once():
    asset_cache = AssetCache()
    asset = Random(1).randbytes(2_000_000)

    def asked(name: str) -> Request:
        scope = {"type": "http", "method": "GET", "scheme": "http", "server": ("127.0.0.1", 80)}
        return Request(scope | {"path": f"/assets/{name}", "query_string": b"m=1", "headers": []})

    for start in (1, 2):
        puts = [asset_cache.put(asked("a.js"), asset, "text/javascript", start) for _ in range(40)]
        answers = await asyncio.gather(*puts)
        assert {answer.body for answer in answers} == {asset}
        await asset_cache.put(asked("b.js"), asset, "text/javascript", start)
        assert all(asset_cache.answer(asked(name), start) is not None for name in ("a.js", "b.js"))
    await asset_cache.put(asked("c.js"), asset, "text/javascript", 1)
    assert asset_cache.answer(asked("c.js"), 2) is None
    assert asset_cache.answer(asked("a.js"), 2) is not None


async def test_scripts_without_fingerprint_are_asked_for_again(rig):
    answer = await rig.http.get("/_dash-component-suites/plotly/package_data/plotly.min.js")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["etag"]


async def test_a_browser_without_gzip_gets_plain_bytes(rig):
    path = "/_dash-component-suites/dash/a.js"
    packed = await rig.http.get(path)
    plain = await rig.http.get(path, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == packed.content


async def test_a_page_that_is_not_up_says_so_and_looks_again(rig):
    os.kill(rig.web.pid, signal.SIGKILL)
    await until(lambda: not rig.web.answers)
    answer = await rig.http.get("/board", headers={"accept": "text/html"})
    assert answer.status_code == 503
    assert "reloads by itself" in answer.text
    assert 'http-equiv="refresh"' in answer.text


async def test_a_killed_web_process_costs_an_open_page_only_patience(rig, monkeypatch):
    # How long a program takes to start is the machine's.
    monkeypatch.setattr(proxy, "START_PATIENCE_S", BACKSTOP_S)
    before = rig.web.pid
    os.kill(before, signal.SIGKILL)
    await until(lambda: not rig.web.answers)
    answer = await rig.http.get("/echo")
    assert answer.status_code == 200
    assert rig.web.pid != before
    assert rig.web.starts == 2


async def test_a_killed_web_process_does_not_touch_the_live_stream(rig):
    async with rig.live() as live:
        await frames(live, 20)
        os.kill(rig.web.pid, signal.SIGKILL)
        heard = await frames(live, 60)
        for (_, one), (_, two) in itertools.pairwise(heard):
            assert two.count - one.count == two.n
    await until(lambda: rig.web.starts == 2 and rig.web.answers)


async def test_four_callbacks_that_compute_without_a_pause_do_not_hold_up_the_live_stream(
    rig, tmp_path
):
    """How long the longest gap is, is measured by benchmarks/latency.py."""
    begun, over = tmp_path / "begun", tmp_path / "over"
    async with rig.live() as live:
        await frames(live, 20)
        words = {"burns": str(begun), "until": str(over)}
        burning = [
            asyncio.create_task(rig.post("/_dash-update-component", words)) for _ in range(4)
        ]
        await until(lambda: begun.exists() and begun.stat().st_size == 4)
        heard = await frames(live, 60)
        assert not any(task.done() for task in burning)
        over.touch()
        for task in burning:
            assert (await task).status_code == 200
    for (_, one), (_, two) in itertools.pairwise(heard):
        assert two.count - one.count == two.n


async def test_the_web_process_is_gone_when_the_rig_is(run_rig):
    async with run_rig() as rig:
        pid = rig.web.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
