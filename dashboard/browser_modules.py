"""The browser's code: native modules, all of one version under one address.

The address names the digest of all modules, so a browser keeps each of them for ever and never
mixes two versions. They are read once, when the process starts: an update of the files on disk is
seen by the next process, under the next address.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Self

ENTRY = "main.js"
SCHEME = "scheme.js"
_IMPORT = re.compile(r'^(?:import|export)\b[^;]*?\bfrom "(\.[^"]+)";', re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/[ \t]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class BrowserModules:
    """The modules of one version.

    Attributes:
        texts: by path below the folder of the assets, as they are served.
        address: path on this server they stand under.
    """

    texts: Mapping[str, bytes]
    address: str

    @classmethod
    def read(cls, folder: Path) -> Self:
        """All modules of a folder and its rooms."""
        texts = {
            path.relative_to(folder).as_posix(): served(path.read_text(encoding="utf-8")).encode()
            for path in sorted(folder.rglob("*.js"))
        }
        digest = hashlib.sha256()
        for name, text in texts.items():
            digest.update(f"{name}\0{len(text)}\0".encode() + text)
        return cls(texts, f"/assets/{digest.hexdigest()[:16]}")

    def needed_by(self, *names: str) -> tuple[str, ...]:
        """These modules and all they import, each once."""
        found: list[str] = []
        left = list(reversed(names))
        while left:
            name = left.pop()
            if name in found:
                continue
            found.append(name)
            left.extend(reversed(_imports(name, self.texts[name].decode())))
        return tuple(found)

    def head(self, *names: str) -> str:
        """HTML that starts the browser's code.

        Args:
            names: modules the page will ask for; they load side by side with all they import,
                instead of one after the other.
        """
        address = escape(self.address, quote=True)
        links = (
            f'<link rel="modulepreload" href="{address}/{escape(name, quote=True)}">'
            for name in self.needed_by(ENTRY, *names)
        )
        return "\n    ".join(
            (
                f'<script src="{address}/{SCHEME}"></script>',
                *links,
                f'<script type="module" src="{address}/{ENTRY}"></script>',
            )
        )

    def function(self, module: str, name: str) -> str:
        """JavaScript for a Dash callback that an exported function answers.

        Its first argument is the answer that leaves an output as it is.
        """
        return (
            f'(...given) => import("{self.address}/{module}")'
            f".then((room) => room.{name}(dash_clientside.no_update, ...given))"
        )


def served(text: str) -> str:
    """A module without its comments: they are a quarter of what a tablet would load.

    Only whole lines of comment go, and they leave empty lines: line numbers stay.
    """
    return _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)


def _imports(name: str, text: str) -> list[str]:
    room = PurePosixPath(name).parent
    return [normpath(str(room / found)) for found in _IMPORT.findall(text)]
