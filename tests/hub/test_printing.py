"""A certificate as PDF is made beside the rig, and whatever goes wrong with it stays there."""

import asyncio
from pathlib import Path

import psutil
import pytest

from calibration.errors import PdfMissingError
from calibration.passport.document import passport_text
from rig.calibrating.errors import PrintFailedError
from rig.calibrating.printer import Printer
from rig.trust.passport_store import PassportStore
from tests.calibration.trials import trial
from tests.hub.conftest import RunRig
from tests.patience import until

PAGE = "<!DOCTYPE html><title>1</title><p>One page"
SLOW_PAGE = PAGE + "<p>and another line" * 20_000


async def test_a_page_is_printed() -> None:
    assert (await Printer().pdf(PAGE)).startswith(b"%PDF-")


async def test_without_the_library_the_way_to_pdf_is_told(broken_library) -> None:
    broken_library("raise ImportError")
    with pytest.raises(PdfMissingError, match=r"steadyhold\[pdf\]"):
        await Printer().pdf(PAGE)


async def test_a_library_that_does_not_work_is_told_with_the_way_out(
    broken_library, run_rig: RunRig, tmp_path: Path
) -> None:
    kept = PassportStore(tmp_path / "data").keep(passport_text(trial(1).passport))
    async with run_rig() as rig:
        broken_library("raise OSError('cannot load library pango')")
        with pytest.raises(PrintFailedError, match="cannot load library pango"):
            await Printer().pdf(PAGE)
        address = f"/api/passports/{kept.passport.sha256}/certificate.pdf"
        answer = await rig.http.get(address, timeout=None)
        assert answer.status_code == 500
        assert "print it there" in answer.json()["error"]
        count = rig.hub.channels[0].ring.count
        await until(lambda: rig.hub.channels[0].ring.count > count)


async def test_a_print_nobody_waits_for_any_more_is_ended() -> None:
    printing = asyncio.create_task(Printer().pdf(SLOW_PAGE))
    [process] = await until(_printing)
    printing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await printing
    assert not process.is_running()


@pytest.fixture
def broken_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts another library of the same name before the real one, for programs started later."""

    def put(text: str) -> None:
        folder = tmp_path / "broken"
        folder.mkdir()
        (folder / "weasyprint.py").write_text(text + "\n", encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", str(folder))

    return put


def _printing() -> list[psutil.Process]:
    children = psutil.Process().children()
    return [each for each in children if "rig.calibrating.print_program" in each.cmdline()]
