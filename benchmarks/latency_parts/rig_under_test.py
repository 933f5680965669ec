"""`steadyhold run`, with pages that also hold a callback that burns a second of a core.

python rig_under_test.py CONFIG DATA
"""

import sys
from pathlib import Path

from rig.config.steadyhold_toml import load_config
from rig.hub.process.listen_socket import listen
from rig.hub.process.web_process import WebProcess
from rig.hub.service import Service
from rig.hub.start import configured, serve
from rig.trust.passport_store import PassportStore


async def tell(service: Service) -> None:
    """Say where it is, for the program that started us."""
    print(service.url, flush=True)


def main() -> None:
    """Serve until stopped."""
    config, data = load_config(Path(sys.argv[1])), Path(sys.argv[2])
    with listen(0) as plug:
        url = f"http://127.0.0.1:{plug.getsockname()[1]}"
        words = ["burning_pages", "--hub", url, "--data", str(data)]
        web = WebProcess(url, data, words)
        web.start()
        try:
            serve(plug, web, configured(config, PassportStore(data)), data, config, tell)
        finally:
            web.stop()


main()
