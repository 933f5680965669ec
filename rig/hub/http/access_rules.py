"""Which requests are let in: the rules of the guard as data and one pure function.

Everything is refused that no rule names. Names are checked, not addresses: a page that made its
own name point at this machine (DNS rebinding) still sends its own name as Host.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rig.lan.site import Site
from rig.school.roles import ANYBODY, EVERYBODY_KNOWN, THE_CLASS, Role, Roles

BODY_LIMIT_BYTES = 5 * 1024 * 1024
IMPORT_LIMIT_BYTES = 20 * 1024 * 1024
# Whoever does not teach sends notes, PINs and the address of a page. What is sent is held in memory
# until it is whole, of everybody at once.
LIMIT_OF_OTHERS_BYTES = 64 * 1024
# Whoever has not logged in is kept waiting with what was sent: a password and a name are short.
ENTRY_LIMIT_BYTES = 16 * 1024
ENTRY = re.compile(r"/api/(login|setup|join(/class)?)")
IMPORTS = re.compile(r"/api/classes/[A-Za-z0-9]+/(preview|import)")

# Of a length; Python reads no number of thousands of digits.
MOST_DIGITS = 19

SAFE_SITES = ("same-origin", "none")
SINGLE_HEADERS = ("host", "origin", "content-type", "content-length", "sec-fetch-site")


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is allowed.

    Attributes:
        kind: what the request is.
        methods: allowed methods; empty for a websocket.
        path: regular expression that the whole path must match.
        open_to: the roles that may knock; what stands behind may be open to fewer of them.
    """

    kind: Literal["http", "websocket"]
    methods: tuple[str, ...]
    path: re.Pattern[str]
    open_to: Roles


RULES = (
    Rule("websocket", (), re.compile(r"/live"), THE_CLASS),
    Rule("http", ("GET", "HEAD"), re.compile(r"/live"), THE_CLASS),
    Rule("http", ("GET", "HEAD"), re.compile(r"/healthz"), ANYBODY),
    # The entry: pages without Dash, and the files they are made of.
    Rule("http", ("GET", "HEAD"), re.compile(r"/(login|join|setup)"), ANYBODY),
    Rule(
        "http",
        ("GET", "HEAD"),
        re.compile(
            r"/assets/(theme\.css|entry\.css|mark\.svg|mark-dark\.svg"
            r"|[0-9a-f]{16}/(scheme|shared/(ask|unreachable)|entry/[a-z_]+)\.js)"
        ),
        ANYBODY,
    ),
    # A phone has to trust the rig before it can log in safely.
    Rule("http", ("GET", "HEAD"), re.compile(r"/ca(/steadyhold-ca\.crt)?"), ANYBODY),
    Rule("http", ("GET", "HEAD", "POST"), re.compile(r"/api/[A-Za-z0-9._~/-]+"), EVERYBODY_KNOWN),
    Rule(
        "http",
        ("GET", "HEAD"),
        re.compile(r"/_dash-component-suites/[A-Za-z0-9@._~/-]+"),
        EVERYBODY_KNOWN,
    ),
    Rule(
        "http",
        ("GET", "HEAD"),
        re.compile(r"/_dash-(layout|dependencies)|/_favicon\.ico"),
        EVERYBODY_KNOWN,
    ),
    Rule("http", ("POST",), re.compile(r"/_dash-update-component"), EVERYBODY_KNOWN),
    Rule("http", ("GET", "HEAD"), re.compile(r"/assets/[A-Za-z0-9._~/-]+"), EVERYBODY_KNOWN),
    # Pages of the dashboard. What begins with an underscore belongs to a framework and is
    # refused unless named above; so are the documentation pages of web frameworks.
    Rule(
        "http",
        ("GET", "HEAD"),
        re.compile(
            r"/(?!(api|live|assets|docs|redoc|openapi)\b)([A-Za-z0-9](/?[A-Za-z0-9.~_-])*/?)?"
        ),
        EVERYBODY_KNOWN,
    ),
)


@dataclass(frozen=True, slots=True)
class RequestHead:
    """What a request says of itself before its body is read.

    Attributes:
        kind: `http` or `websocket`.
        method: upper case; empty for a websocket.
        path: decoded path.
        raw_path: path as it was sent.
        headers: names in lower case, in the order they were sent.
    """

    kind: Literal["http", "websocket"]
    method: str
    path: str
    raw_path: str
    headers: Sequence[tuple[str, str]]

    def header(self, name: str) -> str | None:
        """First value of a header; None where it was not sent."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True)
class Denial:
    """Why a request is turned away: a status and a sentence for the person who reads it."""

    status: int
    sentence: str


def denial(ask: RequestHead, site: Site) -> Denial | None:
    """Why this request must not pass; None when it may.

    Args:
        ask: the request.
        site: names this rig answers to.
    """
    return (
        _wrong_shape(ask)
        or _wrong_host(ask, site)
        or _no_rule(ask)
        or _wrong_origin(ask, site)
        or _wrong_body(ask)
    )


def closed_to(ask: RequestHead, role: Role, rules: Sequence[Rule]) -> Denial | None:
    """Why somebody of this role must not pass; None when they may.

    Args:
        ask: the request, which has no `denial`.
        role: of whoever asks.
        rules: what is open, and to whom.
    """
    known = [rule for rule in rules if rule.kind == ask.kind and rule.path.fullmatch(ask.path)]
    if any(role in rule.open_to for rule in known):
        limit_bytes = body_limit_bytes(ask.path, role)
        length = int(ask.header("content-length") or 0)
        return too_large(limit_bytes) if length > limit_bytes else None
    if role == "anonymous":
        return Denial(401, "log in first; the page /login leads in")
    return Denial(403, f"you are here as {role}, and this is not open to you")


def _wrong_shape(ask: RequestHead) -> Denial | None:
    names = [key for key, _ in ask.headers]
    twice = [name for name in SINGLE_HEADERS if names.count(name) > 1]
    if twice:
        return Denial(400, f"the header {twice[0]} was sent more than once; send it once")
    raw = ask.raw_path.lower()
    if any(part in (".", "..") for part in ask.path.split("/")) or any(
        mark in raw for mark in ("%2f", "%5c", "%00", "\\", "//")
    ):
        return Denial(400, "this path is not one of ours; begin again at /")
    return None


def _wrong_host(ask: RequestHead, site: Site) -> Denial | None:
    if site.answers_to(ask.header("host")):
        return None
    where = "under its own addresses" if site.is_lan else "on this machine"
    return Denial(400, f"this rig answers only {where}; open {site.url}")


def _no_rule(ask: RequestHead) -> Denial | None:
    known = [rule for rule in RULES if rule.kind == ask.kind and rule.path.fullmatch(ask.path)]
    if not known:
        return Denial(404, "there is no such page here; begin again at /")
    if ask.kind == "http" and not any(ask.method in rule.methods for rule in known):
        return Denial(405, f"{ask.method} is not allowed here")
    return None


def _wrong_origin(ask: RequestHead, site: Site) -> Denial | None:
    origin = ask.header("origin")
    from_site = ask.header("sec-fetch-site")
    own = f"{site.scheme}://{(ask.header('host') or '').lower()}"
    ours = origin is not None and origin.lower() == own
    changes = ask.kind == "websocket" or ask.method == "POST"
    foreign = Denial(403, "this came from another web page; open the dashboard itself")
    if origin is not None and not ours:
        return foreign
    if from_site is not None and from_site not in SAFE_SITES:
        # A link on another page may lead here: opening a page changes nothing.
        opened = ask.header("sec-fetch-mode") == "navigate"
        return None if opened and not changes else foreign
    if changes and not ours and (ask.kind == "websocket" or from_site is None):
        return Denial(403, "a request that changes something must name its Origin")
    return None


def _wrong_body(ask: RequestHead) -> Denial | None:
    length = ask.header("content-length")
    if length is not None and not length.isdecimal():
        return Denial(400, "the header content-length is not a number")
    limit_bytes = body_limit_bytes(ask.path)
    if length is not None and len(length) > MOST_DIGITS:
        return too_large(limit_bytes)
    if ask.method != "POST":
        if int(length or 0) > 0 or ask.header("transfer-encoding") is not None:
            return Denial(400, "a request that only reads must not carry a body")
        return None
    if (ask.header("content-type") or "").partition(";")[0].strip().lower() != "application/json":
        return Denial(415, "send JSON, with the header content-type: application/json")
    if ask.header("content-encoding") not in (None, "identity"):
        return Denial(415, "send the JSON without compression")
    return too_large(limit_bytes) if int(length or 0) > limit_bytes else None


def body_limit_bytes(path: str, role: Role = "instructor") -> int:
    """How much somebody may send to an address.

    Args:
        path: more goes to one that takes a file, less to the way in.
        role: who teaches may send the most.
    """
    if ENTRY.fullmatch(path):
        return ENTRY_LIMIT_BYTES
    if role != "instructor":
        return LIMIT_OF_OTHERS_BYTES
    return IMPORT_LIMIT_BYTES if IMPORTS.fullmatch(path) else BODY_LIMIT_BYTES


def too_large(limit_bytes: int) -> Denial:
    """What is said to whoever sends more."""
    kb = limit_bytes // 1024
    return Denial(
        413,
        f"this is larger than {kb // 1024} MB" if kb >= 1024 else f"this is larger than {kb} kB",
    )
