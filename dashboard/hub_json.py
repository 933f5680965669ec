"""Reading the hub's JSON API from the pages; changes go from the browser to the hub, not here."""

import http.client
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from dashboard.who import signed_line
from rig.lan.tls_files import trusting_only

TIMEOUT_S = 4.0


@dataclass(frozen=True, slots=True)
class HubClient:
    """Where the hub listens on this machine; it is asked for whoever asks for the page.

    Attributes:
        url: for example `http://127.0.0.1:8050`.
        certificate: the one it is known by, where the way to it is encrypted.
    """

    url: str
    certificate: Path | None = None

    def read(self, *path: str, **query: str | int) -> Any | None:
        """The JSON under `/api/<path>`; None where the hub has none or does not answer."""
        route = "/api/" + "/".join(quote(part, safe="") for part in path)
        if query:
            route += "?" + "&".join(f"{name}={quote(str(value))}" for name, value in query.items())
        line = self._line()
        try:
            line.request("GET", route, headers={"Accept": "application/json", **signed_line()})
            answer = line.getresponse()
            return json.loads(answer.read()) if answer.status == http.client.OK else None
        except (OSError, http.client.HTTPException, ValueError):
            # The page says in words that the rig does not answer; the browser tries again.
            return None
        finally:
            line.close()

    def _line(self) -> http.client.HTTPConnection:
        place = urlsplit(self.url)
        host = place.hostname or "127.0.0.1"
        if self.certificate is None:
            return http.client.HTTPConnection(host, place.port or 80, timeout=TIMEOUT_S)
        known = trusting_only(self.certificate)
        return http.client.HTTPSConnection(
            host, place.port or 443, timeout=TIMEOUT_S, context=known
        )

    def rows(self, name: str, **query: str | int) -> list[dict[str, Any]]:
        """The list under `/api/<name>`, bare or inside an object under the same name."""
        found = self.read(name, **query)
        if isinstance(found, dict):
            found = found.get(name)
        return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
