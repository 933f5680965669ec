"""`demo` and `run`: stations and dashboard behind one port."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firmware_bridge.errors import SteadyholdError
from rig.cli.console import complain
from rig.cli.options import DataFolder

if TYPE_CHECKING:
    from rig.cli.lan.front import LanOptions
    from rig.config.steadyhold_toml import RigConfig
    from rig.hub.process.listen_socket import FrontDoor
    from rig.hub.process.web_process import WebProcess
    from rig.hub.service import Service
    from rig.hub.station.requests import StationPlan

DEFAULT_PORT = 8050
MOST_STATIONS = 40
DEMO_FOLDER = "demo"

NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")]
Check = Annotated[
    bool,
    typer.Option(
        "--check", help="Try whether it works here: one page, one live sample, then stop."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("demo")(demo)
    app.command("run")(run)


def demo(
    stations: Annotated[
        int, typer.Option("--stations", min=1, max=MOST_STATIONS, help="Simulated learners.")
    ] = 4,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port of the dashboard; 0 for any.")
    ] = DEFAULT_PORT,
    data: DataFolder = None,
    no_browser: NoBrowser = False,
    check: Check = False,
) -> None:
    """A simulated class and the dashboard; nothing to configure, nothing to plug in."""
    from rig.store.folder import data_folder

    folder = data or data_folder() / DEMO_FOLDER
    with _web_on_its_way(port, folder, None) as (front, web):
        from rig.hub.start import demonstration, serve

        ready = _Ready("a simulated class of " + str(stations), check, not no_browser)
        serve(front, web, demonstration(stations), folder, None, ready)


def run(
    config: Annotated[
        Path | None, typer.Option("--config", help="Stations; else steadyhold.toml here.")
    ] = None,
    lan: Annotated[
        bool, typer.Option("--lan", help="Let other machines of the local network in.")
    ] = False,
    host: Annotated[
        str, typer.Option("--host", help="With --lan: answer at this address or name only.")
    ] = "",
    tls_cert: Annotated[
        Path | None, typer.Option("--tls-cert", help="With --lan: your own certificate, PEM.")
    ] = None,
    tls_key: Annotated[
        Path | None, typer.Option("--tls-key", help="With --lan: the key of that certificate.")
    ] = None,
    plain_http: Annotated[
        bool,
        typer.Option("--plain-http", help="With --lan: without encryption, even after `tls init`."),
    ] = False,
    no_mdns: Annotated[
        bool, typer.Option("--no-mdns", help="With --lan: do not announce a name in the network.")
    ] = False,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="Port of the dashboard.")
    ] = None,
    data: DataFolder = None,
    no_browser: NoBrowser = False,
    check: Check = False,
) -> None:
    """The stations of steadyhold.toml and the dashboard; with --lan for a whole class."""
    from rig.cli.lan.front import LanOptions
    from rig.store.folder import data_folder

    asked = LanOptions(host, tls_cert, tls_key, is_plain=plain_http, is_announced=not no_mdns)
    if not lan:
        asked.refuse_without_lan()
    prepared = _prepared(config or config_path(data_folder()), data, is_strict=check)
    wanted = prepared.config.port if port is None else port
    with _web_on_its_way(wanted, prepared.folder, asked if lan else None) as (front, web):
        from rig.hub.start import serve

        count = len(prepared.plans)
        said = f"{count} station" if count == 1 else f"{count} stations"
        ready = _Ready(said, check, not no_browser)
        serve(
            front,
            web,
            prepared.plans,
            prepared.folder,
            prepared.config,
            ready,
            notice=prepared.notice,
        )


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What a file of settings comes to.

    Attributes:
        config: what it says, or what is safe.
        folder: of the recordings.
        plans: the stations.
        notice: why it is not what the file says; empty where it is.
    """

    config: "RigConfig"
    folder: Path
    plans: "tuple[StationPlan, ...]"
    notice: str


def _prepared(path: Path, data: Path | None, *, is_strict: bool) -> _Prepared:
    """Read all that the file names; where it cannot be used, start with what is safe.

    Args:
        path: the file.
        data: folder asked for; None for that of the file.
        is_strict: refuse a file that cannot be used.
    """
    from rig.config.safe_start import safe_config, safe_start_sentence
    from rig.config.steadyhold_toml import RigFileMissingError, load_config
    from rig.hub.start import configured, protocols_of
    from rig.store.folder import data_folder
    from rig.trust.passport_store import PassportStore

    try:
        found, notice = load_config(path), ""
        protocols_of(found)
        folder = data or found.data or data_folder()
        plans = configured(found, PassportStore(folder))
    except (SteadyholdError, OSError) as error:
        if is_strict or isinstance(error, RigFileMissingError):
            raise
        complain(str(error))
        found, notice = safe_config(path), safe_start_sentence(error)
        folder = data or found.data or data_folder()
        plans = configured(found, PassportStore(folder))
    return _Prepared(found, folder, plans, notice)


@contextlib.contextmanager
def _web_on_its_way(
    port: int, folder: Path, lan: "LanOptions | None"
) -> "Iterator[tuple[FrontDoor, WebProcess]]":
    """Take the port and start the web process, so that both processes load at once."""
    from rig.cli.lan.front import lan_front
    from rig.hub.process.listen_socket import listen
    from rig.hub.process.memory_limit import refuse_a_low_limit
    from rig.hub.process.open_files import allow_many_files
    from rig.hub.process.web_process import WebProcess

    refuse_a_low_limit()
    allow_many_files()
    with listen(port) if lan is None else lan_front(lan, port, folder) as front:
        certificate = None if front.tls is None else front.tls.certificate
        web = WebProcess(front.local_url, folder, hub_certificate=certificate)
        web.start()
        try:
            yield front, web
        finally:
            web.stop()


def config_path(data: Path) -> Path:
    """The settings of this folder, else those of the data folder."""
    from rig.config.steadyhold_toml import FILE_NAME

    here = Path(FILE_NAME)
    there = data / FILE_NAME
    return there if there.is_file() and not here.is_file() else here


class _Ready:
    """Says where the dashboard is; shows it, or checks it and stops.

    Args:
        what: what is served, for a person.
        check: fetch a page and a live frame, then stop.
        browser: open a browser where there is one.
    """

    def __init__(self, what: str, check: bool, browser: bool) -> None:
        self._what = what
        self._check = check
        self._browser = browser

    async def __call__(self, service: "Service") -> None:
        """Called once the pages are there."""
        from rig.hub.start import check_and_stop, open_in_browser

        if service.site.is_lan:
            from rig.cli.lan.banner import show_banner

            show_banner(service.front, service.doors.setup_code)
        typer.echo(f"Steadyhold, {self._what}: {service.url}  (Ctrl-C stops it)")
        if self._check:
            await check_and_stop(service)
        elif self._browser:
            await open_in_browser(service)
