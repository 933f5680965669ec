import shutil
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import axe_findings


@pytest.fixture
def demo(tmp_path):
    """A demonstration of its own, for its record is taken away."""
    command = [sys.executable, "-m", "rig.cli.main", "demo", "--no-browser", "--port", "0"]
    command += ["--stations", "1", "--data", str(tmp_path / "data")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as rig:
        words = rig.stdout.readline().split()
        yield next(word for word in words if word.startswith("http")), tmp_path / "data"
        rig.terminate()


@pytest.mark.skipif(sys.platform == "win32", reason="keeps a folder that is in use in its place")
@pytest.mark.parametrize("place", ["/sessions", "/board"])
def test_r03_every_page_says_that_nothing_is_recorded_and_that_it_is_again(
    demo, browser, place, measured
):
    url, folder = demo
    page = browser.new_page()
    page.goto(url + place)
    line = page.locator("#record")
    expect(line).to_be_hidden()
    shutil.rmtree(folder)
    began_s = time.monotonic()
    expect(line).to_contain_text("NOT RECORDING")
    measured("words_on_page_s", time.monotonic() - began_s)
    expect(line).to_have_attribute("role", "alert")
    assert not axe_findings(page)
    folder.mkdir()
    expect(line).not_to_contain_text("NOT RECORDING")
    page.close()
