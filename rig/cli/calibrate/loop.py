"""The loop of a guided calibration in a terminal: samples and keys in, screens and files out."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from calibration.procedure.answers import answered, correct_mass
from calibration.procedure.guided import feed
from calibration.procedure.state import Procedure, plan_left
from calibration.procedure.why import why_of
from firmware_bridge.samples import LinkNews, RawBlock, Traits
from rig.calibrating.errors import MassRowsError
from rig.calibrating.masses import corrected
from rig.calibrating.progress import CalibrationDraft, CalibrationDraftStore, worth_keeping
from rig.cli.calibrate.messages import KEYS
from rig.cli.errors import NothingArrivedError
from rig.cli.live.keys import TYPED_LINE

if TYPE_CHECKING:
    from firmware_bridge.source import Source
    from rig.cli.calibrate.faces import Face

QUIT, FINISH, WHY, PAUSE = "q", "f", "w", "p"
NOT_FINISHED: Final = "There are readings left to take; the passport comes after them."
UNKNOWN_KEY: Final = "This key does nothing here; those that do are in the line above."
LOOK_ONCE_MORE: Final = "Everything is read. f makes the passport; r repeats the last reading."
SENSORS: Final = ("serial:", "ble:", "sim:")

Begin = Callable[[Traits, str], CalibrationDraft]


class Guide:
    """One calibration at a terminal.

    Args:
        source: of the samples; closed by who opened it.
        source_uri: as it was given.
        drafts: where progress is kept.
        face: where it is shown.
    """

    def __init__(
        self, source: "Source", source_uri: str, drafts: CalibrationDraftStore, face: "Face"
    ) -> None:
        self._source = source
        self._uri = source_uri
        self._drafts = drafts
        self._face = face
        self._items: asyncio.Queue[RawBlock | LinkNews | str | None] = asyncio.Queue()
        self._is_ready = False
        self._has_begun = asyncio.Event()

    async def run(self, begin: Begin, *, looks_once_more: bool) -> CalibrationDraft:
        """Walk through the procedure until it is finished, left, or the source ends.

        Args:
            begin: asked in a thread of its own once the sensor has said what it is.
            looks_once_more: a person decides when the last reading is the last one.

        Raises:
            NothingArrivedError: the source ended before its first sample.
            CalibrationError: of `begin`.
            BridgeError: of the source.
        """
        from rig.cli.live.keys import Keyboard

        pump = asyncio.create_task(self._pump(), name="samples for the calibration")
        try:
            await self._has_begun.wait()
            if pump.done() and self._items.empty():
                await pump
                raise NothingArrivedError(self._uri)
            progress = await asyncio.to_thread(begin, self._source.traits, self._source.identity)
            await asyncio.to_thread(self._drafts.put, progress)
            loop = asyncio.get_running_loop()
            keyboard = Keyboard(loop, self._items.put_nowait, self._face.remark)
            with self._face, keyboard.listening():
                self._is_ready = True
                progress = await self._walk(progress, looks_once_more)
            if pump.done():
                await pump
            return progress
        finally:
            pump.cancel()
            await asyncio.gather(pump, return_exceptions=True)

    async def _pump(self) -> None:
        try:
            async for news in self._source.stream():
                # While questions are asked a sensor is read and not listened to, so that it does
                # not stall; of a recording nothing may be missed.
                if self._is_ready or not self._uri.startswith(SENSORS):
                    self._items.put_nowait(news)
                if isinstance(news, RawBlock):
                    self._has_begun.set()
        finally:
            self._has_begun.set()
            if not self._items.empty() or self._is_ready:
                self._items.put_nowait(None)

    async def _walk(self, progress: CalibrationDraft, looks_once_more: bool) -> CalibrationDraft:
        asked_to_finish = not looks_once_more
        while True:
            before = progress.procedure
            self._face.show(before)
            is_finished = not plan_left(before)
            if is_finished and asked_to_finish:
                return progress
            item = await self._items.get()
            if item is None or item == QUIT:
                return progress
            if isinstance(item, LinkNews):
                self._face.remark("" if item.state == "streaming" else item.reason)
                continue
            if isinstance(item, RawBlock):
                after = feed(before, item)
                if not asked_to_finish and is_finished != (not plan_left(after)):
                    self._face.remark(LOOK_ONCE_MORE)
            elif item == FINISH:
                asked_to_finish = asked_to_finish or is_finished
                after = before
                self._face.remark("" if is_finished else NOT_FINISHED)
            else:
                after = self._obey(before, item)
            progress = replace(progress, procedure=after)
            if worth_keeping(before, after):
                await asyncio.to_thread(self._drafts.put, progress)

    def _obey(self, procedure: Procedure, typed: str) -> Procedure:
        """The state after a letter, or after a line that corrects a mass."""
        if typed == WHY:
            self._face.remark(why_of(procedure))
        elif typed == PAUSE:
            return answered(procedure, "resume" if procedure.paused else "pause")
        elif typed in KEYS:
            self._face.remark("")
            return answered(procedure, KEYS[typed])
        elif typed.startswith(f"{TYPED_LINE} "):
            try:
                mass = corrected(procedure.setup.masses, typed[2:])
            except MassRowsError as error:
                self._face.remark(str(error))
            else:
                self._face.remark(f"{mass.id} now counts as {mass.kg:g} kg.")
                return correct_mass(procedure, mass)
        else:
            self._face.remark(UNKNOWN_KEY)
        return procedure
