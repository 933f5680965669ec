"""Start the web process: `python -m dashboard --port N --hub URL --data DIR`."""

import argparse
import logging
import os
import sys
from pathlib import Path

from dashboard.door import Wsgi, anybody_local, signed_only
from rig.hub.actor import SECRET_VARIABLE

# Bodies are a few hundred bytes of callback state; spec: nothing here takes uploads.
MAX_BODY_BYTES = 1_000_000
THREADS = 8


def main() -> int:
    """Serve until terminated; exit code 2 where the start is refused."""
    wanted = _arguments().parse_args()
    secret = os.environ.pop(SECRET_VARIABLE, "")
    if not secret and not wanted.dev:
        sys.stderr.write(
            f"{SECRET_VARIABLE} is not set: the hub starts this process and signs its requests; "
            "run `steadyhold run`, or add --dev to look at the pages alone.\n"
        )
        return 2
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    # Imported after the arguments are known to be good: Dash takes most of a second.
    from waitress import serve

    from dashboard.app import make_dash_app

    web: Wsgi = make_dash_app(wanted.hub, wanted.hub_certificate).server
    web = signed_only(web, secret) if secret else anybody_local(web)
    place: dict[str, str | int] = (
        {"unix_socket": str(wanted.socket), "unix_socket_perms": "600"}
        if wanted.socket
        else {"host": "127.0.0.1", "port": wanted.port}
    )
    serve(
        web, threads=THREADS, max_request_body_size=MAX_BODY_BYTES, ident=None, _quiet=True, **place
    )
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--port", type=int, help="loopback port to listen on")
    where.add_argument("--socket", type=Path, help="unix socket to listen on")
    parser.add_argument("--hub", required=True, help="address of the hub's JSON API")
    parser.add_argument("--hub-certificate", type=Path, help="the one the hub is known by")
    parser.add_argument("--data", type=Path, required=True, help="folder of the recordings")
    parser.add_argument("--dev", action="store_true", help="answer unsigned requests too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
