"""A port that is given up while it is being opened."""

import asyncio
import sys
import threading

import pytest
import serial

from firmware_bridge.errors import PortAddressError, PortError
from firmware_bridge.links.serial_link import open_link
from tests.bridge.pty_board import Plug

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")


@pytest.mark.parametrize("is_there", [True, False])
async def test_a_port_given_up_while_it_is_opened_is_free_again(tmp_path, monkeypatch, is_there):
    plug = Plug(tmp_path / "port")
    path = str(plug.path if is_there else tmp_path / "none")
    is_taken, is_patient = threading.Event(), threading.Event()
    open_at_once = serial.serial_for_url

    def open_slowly(*words, **options):
        try:
            return open_at_once(*words, **options)
        finally:
            is_taken.set()
            is_patient.wait(30.0)

    monkeypatch.setattr(serial, "serial_for_url", open_slowly)
    opening = asyncio.create_task(open_link(path, 115_200))
    await asyncio.to_thread(is_taken.wait, 30.0)
    opening.cancel()
    asyncio.get_running_loop().call_later(0.05, is_patient.set)
    await asyncio.wait([opening])
    assert opening.cancelled()
    if is_there:
        link = await open_link(path, 115_200)
        await link.close()
    else:
        with pytest.raises(PortError):
            await open_link(path, 115_200)
    plug.pull()


@pytest.mark.parametrize("kind", ["spy", "SPY", "alt"])
async def test_no_address_of_a_port_writes_a_file(tmp_path, kind):
    """Settings of a stranger's backup emptied any file of the account before the port was tried."""
    kept = tmp_path / "thesis.txt"
    kept.write_text("all of it", encoding="utf-8")
    with pytest.raises(PortAddressError, match="is no port; name one"):
        await open_link(f"{kind}://{tmp_path}/port?file={kept}&raw", 115_200)
    assert kept.read_text(encoding="utf-8") == "all of it"
