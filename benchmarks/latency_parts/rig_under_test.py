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
    with listen(0) as front:
        words = ["burning_pages", "--hub", front.local_url, "--data", str(data)]
        web = WebProcess(front.local_url, data, words)
        web.start()
        try:
            serve(front, web, configured(config, PassportStore(data)), data, config, tell)
        finally:
            web.stop()


main()
