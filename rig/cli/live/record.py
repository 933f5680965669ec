"""`record SOURCE`: one set into the archive, without a browser."""

from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rig.cli.console import answer_json, complain, remarks_console
from rig.cli.errors import NothingArrivedError
from rig.cli.live.watch import CalibrationFile, ForSeconds, Gain, SourceUri, sitting_asked
from rig.cli.options import DataFolder, Json, ProtocolFolder, Rest

if TYPE_CHECKING:
    from firmware_bridge.samples import LinkNews
    from firmware_bridge.source import Source
    from rig.cli.live.drive import Began, Sitting, StepTaken
    from rig.cli.live.screens import SittingScreen
    from rig.store.recorder import Recorder
    from rig.store.writer import Commit
    from rig.trust.passport_store import PassportStore


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("record")(record)


def record(
    source: SourceUri,
    protocol: Annotated[str, typer.Option("--protocol", help="What to record; its id.")],
    protocols: ProtocolFolder = None,
    learner: Annotated[
        str, typer.Option("--learner", help="Id or name of who presses; a new name is added.")
    ] = "",
    for_s: ForSeconds = None,
    rest: Rest = "auto",
    gain: Gain = None,
    calibration: CalibrationFile = None,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Record one set without a browser.

    It ends with the set, with the source, after --for seconds or at Ctrl-C. With --json each
    commit that the disk has acknowledged, each press and the end are a line of their own.
    """
    import asyncio

    from firmware_bridge.source import open_source
    from rig.cli.live.screens import JsonScreen, LinesScreen
    from rig.store.folder import STORE_NAME, data_folder
    from rig.store.recorder import Recorder

    sitting = sitting_asked(protocol, protocols, for_s, rest, gain, calibration, data)
    opened = open_source(source)
    store = (data or data_folder()) / STORE_NAME
    learner_id = _learner_id(store, learner)
    screen: SittingScreen = JsonScreen() if json else LinesScreen(sitting.protocol)
    with Recorder(store, on_commit=_tell_commit if json else None) as recorder:
        sheet = Sheet(
            recorder, sitting.passport_store, source, learner_id, _tell_session if json else None
        )
        try:
            asyncio.run(_record(opened, sitting, sheet, screen))
        except KeyboardInterrupt:
            remarks_console().print("stopped")
    if not sheet.session_id:
        raise NothingArrivedError(source)
    if json:
        answer_json({"type": "end", "session": sheet.session_id, "how": sheet.how})
    else:
        remarks_console().print(f"session {sheet.session_id}: {sheet.how}; kept in {store}")


class Sheet:
    """One session in the recorder: begun with the first block, ended in good order.

    Attributes:
        session_id: empty before the first block.
        how: how it ended, in words.
    """

    def __init__(
        self,
        recorder: "Recorder",
        passport_store: "PassportStore",
        source_uri: str,
        learner_id: str,
        on_begin: Callable[[str], None] | None,
    ) -> None:
        """Record one sitting.

        Args:
            recorder: of the data folder.
            passport_store: passports by their digest.
            source_uri: as it was given.
            learner_id: opaque id, empty for a guest.
            on_begin: told the id of the session once it is known.
        """
        self._on_begin = on_begin
        self.session_id = ""
        self.how = "stopped"
        self._recorder = recorder
        self._passport_store = passport_store
        self._source_uri = source_uri
        self._learner_id = learner_id
        self._said = self._remark = ""
        self._t_s = 0.0

    def begin(self, began: "Began") -> None:
        """Begin the session: the device has said what it is."""
        import secrets

        from rig.store.database import software_id
        from rig.store.entries import now_utc
        from rig.store.format.header import SessionHeader

        station = began.station
        self.session_id = secrets.token_hex(8)
        self._recorder.begin(
            SessionHeader(
                session_id=self.session_id,
                started_utc=now_utc(),
                station_id=station.id,
                learner_id=self._learner_id,
                source_uri=self._source_uri,
                identity=began.identity,
                traits=station.traits,
                calibration=station.calibration,
                detection=station.detection,
                protocol=station.protocol,
                rubric=station.rubric,
                software=software_id(),
                mode="practice",
                standing=station.standing,
                passport=self._passport_store.text_of(station.calibration.passport_sha256),
            )
        )
        if self._on_begin is not None:
            self._on_begin(self.session_id)
        self._keep_remark()

    def hear(self, news: "LinkNews") -> None:
        """Add what the link says of a sensor that works; before the session begins, with it."""
        if news.state == "ended":
            self.how = "source ended"
        elif news.state == "streaming":
            self._remark = news.reason
            self._keep_remark()

    def keep(self, happened: "StepTaken") -> None:
        """Add one step; say aloud when what is measured does not become safe."""
        self._recorder.append(self.session_id, happened.step, happened.command)
        self._t_s = happened.step.live.t_s
        trouble = self._recorder.trouble or self._recorder.warning
        if trouble and trouble.split(";")[0] != self._said:
            complain(trouble)
        self._said = trouble.split(";")[0]
        if happened.step.set_result is not None:
            self.how = "stopped" if happened.command is not None else "done"

    def end(self) -> None:
        """End the session, however it came to its end."""
        if self.session_id:
            self._recorder.end(self.session_id, self.how)

    def _keep_remark(self) -> None:
        if self.session_id and self._remark:
            self._recorder.remark(self.session_id, self._t_s, self._remark)


async def _record(
    source: "Source", sitting: "Sitting", sheet: Sheet, screen: "SittingScreen"
) -> None:
    from rig.cli.live.drive import Began, StepTaken, drive

    try:
        with screen:
            async with aclosing(drive(source, sitting)) as happenings:
                async for happening in happenings:
                    if isinstance(happening, StepTaken):
                        sheet.keep(happening)
                        screen.show(happening.step)
                    elif isinstance(happening, Began):
                        sheet.begin(happening)
                        screen.begin(happening.station)
                    else:
                        sheet.hear(happening)
                        screen.hear(happening)
    finally:
        sheet.end()
        await source.close()


def _tell_session(session_id: str) -> None:
    answer_json({"type": "session", "session": session_id})


def _tell_commit(commit: "Commit") -> None:
    answer_json(
        {
            "type": "commit",
            "number": commit.number,
            "samples": dict(commit.samples),
            "took_s": commit.took_s,
        }
    )


def _learner_id(store: Path, asked: str) -> str:
    """The id of `--learner`: an id, the name of exactly one learner, or a new name."""
    from rig.store.people import add_learner, names

    if not asked:
        return ""
    known = names(store)
    if asked in known:
        return asked
    called = [each for each, name in known.items() if name.casefold() == asked.casefold()]
    if len(called) == 1:
        return called[0]
    if called:
        raise typer.BadParameter(
            f"{len(called)} learners are called {asked}; give an id: {', '.join(called)}",
            param_hint="--learner",
        )
    learner_id = add_learner(store, asked)
    remarks_console().print(f"{asked} is new here; their id is {learner_id}")
    return learner_id
