"""The end of a calibration: its passport, kept, and its certificate, written."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from calibration.certificate.page import certificate_html
from calibration.certificate.pdf import certificate_pdf
from calibration.errors import PdfMissingError
from calibration.passport.document import Passport, passport_text
from calibration.passport.issue import issue_passport
from calibration.procedure.state import record_of
from calibration.values import Calibration
from rig.atomic_file import write_whole_text
from rig.calibrating.progress import CalibrationDraft
from rig.trust.matching import settings_message
from rig.trust.passport_store import KeptPassport, PassportStore

FOLDER_NAME: Final = "certificates"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as files.

    Attributes:
        html: prints well.
        pdf: None where the library for it is not installed.
        pdf_trouble: why there is none; empty where there is one.
    """

    html: Path
    pdf: Path | None
    pdf_trouble: str


def conclude(
    progress: CalibrationDraft, passport_store: PassportStore, now_utc: datetime, software: str
) -> KeptPassport:
    """Evaluate everything that was read, seal it and keep it.

    Args:
        progress: every step done.
        passport_store: where passports are kept; the newest of this sensor tells the errors found.
        now_utc: end of the calibration.
        software: name and version.

    Raises:
        CalibrationError: the readings carry no calibration.
        OSError: the folder cannot be written.
    """
    setup = progress.procedure.setup
    passport = issue_passport(
        record_of(progress.procedure),
        progress.about,
        passport_id=f"{now_utc:%Y%m%d}-{secrets.token_hex(3)}",
        made_utc=now_utc.isoformat(timespec="seconds"),
        software=software,
        firmware=settings_message(setup.traits),
        before=_before(passport_store, setup.identity, setup.column),
    )
    return passport_store.keep(passport_text(passport))


def write_certificate(passport: Passport, folder: Path) -> Certificate:
    """The certificate as HTML, and as PDF where that can be made.

    Args:
        passport: what it certifies.
        folder: for the files; made where it does not exist.

    Raises:
        OSError: the folder cannot be written.
    """
    html = write_certificate_page(passport, folder)
    pdf = folder / f"{passport.id}.pdf"
    try:
        pdf.write_bytes(certificate_pdf(html.read_text(encoding="utf-8")))
    except PdfMissingError as error:
        return Certificate(html, None, str(error))
    return Certificate(html, pdf, "")


def write_certificate_page(passport: Passport, folder: Path) -> Path:
    """The certificate as HTML alone.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    html = folder / f"{passport.id}.html"
    write_whole_text(html, certificate_html(passport))
    return html


def _before(passport_store: PassportStore, identity: str, column: int) -> Calibration | None:
    kept = passport_store.newest_for(identity)
    if kept is None or kept.calibration.column != column:
        return None
    return kept.calibration
