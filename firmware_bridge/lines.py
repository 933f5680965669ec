"""Lines cut out of a byte stream, however it arrives."""

import re

LINE_LIMIT = 256
_LINE_END = re.compile(rb"[\r\n]")


class LineCutter:
    """Keeps the line under way; an endless one is dropped.

    Attributes:
        overlong: lines dropped because they never ended, so far.
    """

    def __init__(self, *, skips_first: bool) -> None:
        """Start in the middle of a stream.

        Args:
            skips_first: the line under way is dropped, where a cut number would look whole.
        """
        self.overlong = 0
        self._skips = skips_first
        self._skipped_bytes = 0
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """Lines completed by these bytes, without their ends and without empty ones."""
        *lines, self._rest = _LINE_END.split(self._rest + data)
        whole = []
        for line in lines:
            if self._skips:
                self._skip(line)
                self._skips = False
                self._skipped_bytes = 0
            elif len(line) > LINE_LIMIT:
                self.overlong += 1
            elif line:
                whole.append(line)
        if self._skips or len(self._rest) > LINE_LIMIT:
            self._skips = True
            self._skip(self._rest)
            self._rest = b""
        return whole

    def _skip(self, part: bytes) -> None:
        before = self._skipped_bytes
        self._skipped_bytes += len(part)
        self.overlong += before <= LINE_LIMIT < self._skipped_bytes
