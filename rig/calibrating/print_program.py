"""Prints one certificate: HTML on standard input, PDF on standard output.

    python -m rig.calibrating.print_program

A program of its own, because laying out pages keeps the interpreter to itself for longer than a
live number may wait (benchmarks/results/certificates.md).
"""

import os
import sys
from typing import Final

from calibration.certificate.pdf import certificate_pdf
from calibration.errors import PdfMissingError

NO_LIBRARY: Final = 3
"""Exit code where the library for PDF is not installed."""
NICENESS: Final = 10
"""Samples go before pages on a machine that is busy."""


def main() -> None:
    """Print what comes."""
    if sys.platform != "win32":
        os.nice(NICENESS)
    html = sys.stdin.buffer.read().decode()
    try:
        pages = certificate_pdf(html)
    except PdfMissingError:
        sys.exit(NO_LIBRARY)
    sys.stdout.buffer.write(pages)


if __name__ == "__main__":
    main()
