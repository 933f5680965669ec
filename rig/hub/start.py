"""What the commands `demo` and `run` put together once the web process is on its way."""

import asyncio
import logging
import os
import ssl
import sys
import webbrowser
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import httpx
import websockets

from rig.config.steadyhold_toml import RigConfig
from rig.engine.scoring.target import Protocol
from rig.hub.cancel_and_wait import cancel_and_raise
from rig.hub.errors import NotReadyError
from rig.hub.hub import Hub
from rig.hub.live.frames import TRACE_KIND
from rig.hub.process.listen_socket import LOOPBACK, FrontDoor
from rig.hub.process.web_process import WebProcess
from rig.hub.service import Service
from rig.hub.station.learners import DemoLearner, class_name, class_uri
from rig.hub.station.requests import StationPlan
from rig.lan.addresses import moved_sentence, seen_addresses
from rig.lan.tls_files import trusting_only
from rig.protocols.library import DEFAULT_ID, find, library
from rig.store.folder import STORE_NAME
from rig.store.people.names import add_learner, names
from rig.store.recorder import Recorder
from rig.trust.eligibility import read_calibration
from rig.trust.passport_store import PassportStore

CHECK_PATIENCE_S = 30.0
ADDRESSES_LOOKED_AT_S = 10.0

log = logging.getLogger(__name__)

Ready = Callable[[Service], Awaitable[None]]


def demonstration(stations: int) -> tuple[StationPlan, ...]:
    """A class of simulated learners, and a pad on the screen for whoever looks.

    The ids of the learners are given when the record is open.
    """
    learners = [
        StationPlan(
            id=f"pad-{place + 1}",
            name=f"Pad {place + 1}",
            source_uri=class_uri(place),
            calibration=None,
            learner=DemoLearner("", class_name(place)),
        )
        for place in range(stations)
    ]
    return (*learners, StationPlan("screen", "This screen", "screen:", None, None))


def configured(config: RigConfig, passport_store: PassportStore) -> tuple[StationPlan, ...]:
    """The stations of a file, with their calibrations; their passports are kept.

    Raises:
        OSError: a calibration cannot be read.
        CalibrationError: a file is neither a passport nor a calibration.
    """
    return tuple(
        StationPlan(
            id=one.id,
            name=one.name,
            source_uri=one.source,
            calibration=(
                None
                if one.calibration is None
                else read_calibration(one.calibration, passport_store)
            ),
            learner=None,
            finder=config.finder,
        )
        for one in config.stations
    )


def protocols_of(config: RigConfig | None) -> tuple[dict[str, Protocol], Protocol]:
    """Every protocol by its id, and what every station begins with.

    Args:
        config: what the file says; None in a demonstration.

    Raises:
        ConfigError: a protocol is missing or has mistakes.
    """
    own = config.protocols if config else None
    first = find((config.protocol if config else None) or DEFAULT_ID, own)
    return dict(library(own)) | {first.id: first}, first


def serve(
    front: FrontDoor,
    web: WebProcess,
    plans: Sequence[StationPlan],
    data: Path,
    config: RigConfig | None,
    when_ready: Ready,
    *,
    notice: str = "",
) -> None:
    """Run stations, public port and pages until stopped.

    Args:
        front: where browsers connect.
        web: the started web process.
        plans: the stations.
        data: folder of the recordings.
        config: what the file says; None in a demonstration.
        when_ready: called once a page is served.
        notice: a sentence for every page; empty for none.

    Raises:
        SteadyholdError: it cannot start, or what `when_ready` raises.
    """
    known_protocols, first = protocols_of(config)
    store = data / STORE_NAME
    with Recorder(store) as recorder:
        known = {name: learner_id for learner_id, name in names(store).items()}
        hub = Hub(
            [_with_learner_id(plan, store, known) for plan in plans],
            known_protocols,
            first.id,
            store,
            recorder,
            f"steadyhold {_version()}",
            ports=config.ports if config else "",
            notice=notice,
        )
        service = Service(hub, web, front)
        with asyncio.Runner(loop_factory=service.config.get_loop_factory()) as runner:
            runner.run(_run(service, when_ready))


async def open_in_browser(service: Service) -> None:
    """Show the dashboard where there is a screen to show it on."""
    has_screen = sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if has_screen:
        await asyncio.to_thread(webbrowser.open, service.front.local_url)


async def check_and_stop(service: Service) -> None:
    """Fetch a page and hear one live frame, then stop; other machines' rigs show a login page.

    Raises:
        NotReadyError: either did not come.
    """
    known = _known_certificate(service)
    try:
        async with asyncio.timeout(CHECK_PATIENCE_S):
            async with httpx.AsyncClient(
                trust_env=False, verify=known or False, follow_redirects=True
            ) as client:
                page = await client.get(service.front.local_url, headers={"accept": "text/html"})
            if page.status_code != httpx.codes.OK:
                raise NotReadyError(f"a page (status {page.status_code})", CHECK_PATIENCE_S)
            if not service.site.is_lan:
                await _one_frame(service)
    except TimeoutError as error:
        raise NotReadyError("a live frame", CHECK_PATIENCE_S) from error
    finally:
        service.should_exit = True


def _known_certificate(service: Service) -> ssl.SSLContext | None:
    tls = service.front.tls
    return None if tls is None else trusting_only(tls.certificate)


async def _one_frame(service: Service) -> None:
    station = next(iter(service.hub.stations))
    address = f"{service.url.replace('http', 'ws', 1)}/live?station={station}"
    async with websockets.connect(address, origin=websockets.Origin(service.url)) as live:
        async for message in live:
            if isinstance(message, bytes) and message[0] == TRACE_KIND and len(message) > 24:
                return


async def _run(service: Service, when_ready: Ready) -> None:
    beside = [asyncio.create_task(_wait_and_tell(service, when_ready), name="until ready")]
    if service.front.announced_as:
        beside.append(asyncio.create_task(_announce(service.front), name="announce the rig"))
    if service.site.is_lan:
        beside.append(asyncio.create_task(_watch_addresses(service), name="watch the addresses"))
    try:
        await service.run_until_stopped()
    finally:
        for each in beside:
            await cancel_and_raise(each)


async def _watch_addresses(service: Service) -> None:
    """Say on every page when this machine is in another network than at the start."""
    usual, told = service.hub.notice, ""
    while True:
        seen = await asyncio.to_thread(seen_addresses)
        said = moved_sentence(service.front.addresses, seen)
        if said and said != told:
            log.warning("%s", said)
        told = said
        service.hub.notice = said or usual
        await asyncio.sleep(ADDRESSES_LOOKED_AT_S)


async def _announce(front: FrontDoor) -> None:
    from rig.lan.announcement import announced

    reachable = [each for each in front.addresses if each != LOOPBACK] or [LOOPBACK]
    async with announced(front.site, reachable, front.announced_as) as why_not:
        if why_not is not None:
            log.warning("the name of this rig is not announced: %s", why_not)
        await asyncio.Event().wait()


async def _wait_and_tell(service: Service, when_ready: Ready) -> None:
    await service.web.wait_until_answering(None)
    await when_ready(service)


def _with_learner_id(plan: StationPlan, store: Path, known: dict[str, str]) -> StationPlan:
    if plan.learner is None:
        return plan
    name = plan.learner.name
    return replace(plan, learner=DemoLearner(known.get(name) or add_learner(store, name), name))


def _version() -> str:
    try:
        return metadata.version("steadyhold")
    except metadata.PackageNotFoundError:
        return "from a source tree"
