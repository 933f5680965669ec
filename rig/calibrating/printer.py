"""Certificates printed as PDF while samples arrive."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from typing import Final

from calibration.errors import PdfMissingError
from rig.calibrating.errors import PrintFailedError
from rig.calibrating.print_program import NO_LIBRARY

PROGRAM: Final = "rig.calibrating.print_program"


class Printer:
    """Prints one certificate at a time, each in a process of its own."""

    def __init__(self) -> None:
        """Nothing is started before something is printed."""
        self._free = asyncio.Lock()

    async def pdf(self, html: str) -> bytes:
        """The pages of a certificate.

        Args:
            html: of `calibration.certificate.page.certificate_html`.

        Raises:
            PdfMissingError: the library is not installed.
            PrintFailedError: it, or something it needs, does not work.
        """
        async with self._free:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", PROGRAM, stdin=PIPE, stdout=PIPE, stderr=PIPE
            )
            try:
                pages, complaint = await process.communicate(html.encode())
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if process.returncode == NO_LIBRARY:
            raise PdfMissingError
        if process.returncode:
            said = complaint.decode(errors="replace").strip().splitlines()
            raise PrintFailedError(said[-1] if said else f"exit code {process.returncode}")
        return pages
