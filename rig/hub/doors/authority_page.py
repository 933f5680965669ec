"""The page /ca: the certificate of the rig's own authority, for phones that shall trust it.

It is open to everybody, for a phone that does not trust the rig yet cannot log in safely. It holds
nothing secret: a certificate is public, its key never leaves the data folder.
"""

import asyncio
from html import escape
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from rig.hub.process.listen_socket import FrontDoor

FILE_NAME: Final = "steadyhold-ca.crt"
CERTIFICATE_TYPE: Final = "application/x-x509-ca-cert"
PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Trust this rig · Steadyhold</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>
body{{font:1.06rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:38em;padding:1.5em 16px 3em}}
h1{{line-height:1.2}} code{{display:block;width:24ch;font-size:1.15rem;line-height:1.8;
overflow-wrap:anywhere}}
a.get{{display:inline-flex;align-items:center;min-height:48px;padding:0 22px;border-radius:10px;
background:#007556;color:#fff;font-weight:600;text-decoration:none}} dt{{font-weight:600}}
dd{{margin:0 0 .8em}}
</style></head><body><main>{content}</main></body></html>
"""
WITHOUT: Final = """<h1>Nothing to trust here</h1>
<p>This rig has no certificate of its own. Go back to <a href="/">Steadyhold</a>.</p>"""
WITH: Final = """<h1>Trust this rig</h1>
<p>Your phone warns because it does not know this rig yet. Compare the digits and install the
certificate once: then it knows the rig, and nobody can stand in between.</p>
<h2>1. Compare</h2>
<p>These digits must be the same as on the instructor's screen. If they are not, stop: somebody
stands in between.</p>
<code>{fingerprint}</code>
<h2>2. Install</h2>
<p><a class="get" href="/ca/{file}" download>Get the certificate</a></p>
<dl>
<dt>iPhone, iPad</dt><dd>Settings, Profile downloaded, Install. Then Settings, General, About,
Certificate Trust Settings: switch it on.</dd>
<dt>Android</dt><dd>Settings, Security, Encryption and credentials, Install a certificate, CA
certificate.</dd>
<dt>Windows</dt><dd>Open the file, Install Certificate, Current User, place it in Trusted Root
Certification Authorities.</dd>
<dt>Mac</dt><dd>Open the file in Keychain Access, then set it to Always Trust.</dd>
<dt>Firefox</dt><dd>Settings, Privacy and Security, View Certificates, Authorities, Import.</dd>
</dl>
<p>It can vouch for addresses in local networks only. Remove it when the course is over.</p>"""


async def _page(request: Request) -> Response:
    authority = _authority(request)
    if authority is None:
        return HTMLResponse(PAGE.format(content=WITHOUT), 404)
    digits = escape(await asyncio.to_thread(fingerprint_of, authority))
    return HTMLResponse(PAGE.format(content=WITH.format(fingerprint=digits, file=FILE_NAME)))


async def _file(request: Request) -> Response:
    authority = _authority(request)
    if authority is None:
        return HTMLResponse(PAGE.format(content=WITHOUT), 404)
    return Response(
        await asyncio.to_thread(authority.read_bytes),
        media_type=CERTIFICATE_TYPE,
        headers={"content-disposition": f'attachment; filename="{FILE_NAME}"'},
    )


def _authority(request: Request) -> Path | None:
    front: FrontDoor = request.app.state.front
    return front.authority


def fingerprint_of(authority: Path) -> str:
    """What people compare; what makes it is imported only where a rig has a certificate."""
    from rig.lan.certificates import fingerprint

    return fingerprint(authority)


ROUTES = (Route("/ca", _page), Route(f"/ca/{FILE_NAME}", _file))
