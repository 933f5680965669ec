"""A certificate as PDF, where the extra `pdf` is installed."""

from importlib import import_module
from importlib.util import find_spec

from calibration.errors import PdfMissingError


def can_print() -> bool:
    """Whether the library for it is installed."""
    return find_spec("weasyprint") is not None


def certificate_pdf(html: str) -> bytes:
    """The pages of a certificate; nothing is fetched while they are laid out.

    Args:
        html: of `calibration.certificate.page.certificate_html`.

    Raises:
        PdfMissingError: the library is not installed.
    """
    try:
        weasyprint = import_module("weasyprint")
    except ImportError as error:
        raise PdfMissingError from error
    pages: bytes = weasyprint.HTML(string=html, url_fetcher=_refuse).write_pdf()
    return pages


def _refuse(url: str) -> dict[str, str]:
    raise ValueError(f"a certificate fetches nothing, least of all {url}")
