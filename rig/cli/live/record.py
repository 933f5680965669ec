"""`record SOURCE`: one set into the archive, without a browser."""

from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rig.cli.console import answer_json, complain, remarks_console
from rig.cli.errors import NothingArrivedError
from rig.cli.live.watch import (
    CalibrationFile,
    ForSeconds,
    Gain,
    SourceUri,
    remark_what_is_assumed,
    sitting_asked,
)
from rig.cli.options import DataFolder, Json, ProtocolFolder, Rest

if TYPE_CHECKING:
    from firmware_bridge.samples import LinkNews
    from firmware_bridge.source import Source
    from rig.cli.line_answers import CommitLine, EndLine, SessionLine
    from rig.cli.live.drive import SittingOptions, StepTaken
    from rig.cli.live.screens import SittingScreen
    from rig.store.recorder import Recorder
    from rig.store.sitting import Sitting
    from rig.store.writer import Commit


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

    It ends with the set, with the source, after --for seconds or at Ctrl-C. With --json there is
    a line for each write that is safe on the disk, for each press, and for the end.
    """
    import asyncio

    from firmware_bridge.source import open_source
    from rig.cli.live.screens import JsonScreen, LinesScreen
    from rig.store.database import software_id
    from rig.store.folder import store_path
    from rig.store.recorder import Recorder
    from rig.store.sitting import Sitting

    asked = sitting_asked(protocol, protocols, for_s, rest, gain, calibration, data)
    opened = open_source(source)
    remark_what_is_assumed(opened)
    store = store_path(data)
    learner_id = _learner_id(store, learner)
    screen: SittingScreen = JsonScreen() if json else LinesScreen(asked.protocol)
    with Recorder(store, on_commit=_tell_commit if json else None) as recorder:
        sheet, sitting = Sheet(recorder), Sitting(recorder, asked.passport_store, software_id())

        def begin(identity: str) -> str:
            session_id = sitting.begin(
                identity=identity, source_uri=source, learner_id=learner_id, mode="practice"
            )
            if json:
                _tell_session(session_id)
            return session_id

        try:
            asyncio.run(_record(opened, asked, sitting, sheet, screen, begin))
        except KeyboardInterrupt:
            remarks_console().print("stopped")
    if not sheet.session_id:
        raise NothingArrivedError(source)
    if json:
        told: EndLine = {"type": "end", "session": sheet.session_id, "how": sheet.how}
        answer_json(told)
    else:
        remarks_console().print(f"session {sheet.session_id}: {sheet.how}; kept in {store}")


class Sheet:
    """One recording as the terminal tells of it: which, how it goes, and how it ended.

    Attributes:
        session_id: empty before the first block.
        how: how it ended, in words.
    """

    def __init__(self, recorder: "Recorder") -> None:
        """Nothing is recorded yet.

        Args:
            recorder: of the data folder.
        """
        self.session_id = ""
        self.how = "stopped"
        self._recorder = recorder
        self._said = ""

    def note_link(self, news: "LinkNews") -> None:
        """Take what the link says."""
        if news.state == "ended":
            self.how = "source ended"

    def keep(self, happened: "StepTaken") -> None:
        """Take one step; say aloud when what is measured does not become safe."""
        trouble = self._recorder.trouble or self._recorder.warning
        if trouble and trouble.split(";")[0] != self._said:
            complain(trouble)
        self._said = trouble.split(";")[0]
        if happened.step.set_result is not None:
            self.how = "stopped" if happened.command is not None else "done"


async def _record(
    source: "Source",
    asked: "SittingOptions",
    sitting: "Sitting",
    sheet: Sheet,
    screen: "SittingScreen",
    begin: Callable[[str], str],
) -> None:
    from rig.cli.live.drive import Began, StepTaken, drive

    try:
        async with aclosing(drive(source, asked, sitting)) as happenings:
            async for happening in happenings:
                if isinstance(happening, StepTaken):
                    sheet.keep(happening)
                    screen.show(happening.step)
                elif isinstance(happening, Began):
                    sheet.session_id = begin(happening.identity)
                    screen.begin(happening.station)
                else:
                    sheet.note_link(happening)
                    screen.show_link(happening)
    finally:
        sitting.end(sheet.how)
        await source.close()


def _tell_session(session_id: str) -> None:
    told: SessionLine = {"type": "session", "session": session_id}
    answer_json(told)


def _tell_commit(commit: "Commit") -> None:
    told: CommitLine = {
        "type": "commit",
        "number": commit.number,
        "samples": dict(commit.samples),
        "took_s": commit.took_s,
    }
    answer_json(told)


def _learner_id(store: Path, asked: str) -> str:
    """The id of `--learner`: an id, the name of exactly one learner, or a new name."""
    from rig.store.people.names import add_learner, names

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
