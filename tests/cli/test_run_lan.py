"""`run --lan` as a person starts it: one address of loopback, a whole process, a real page."""

from pathlib import Path

import httpx
import psutil
import pytest

from rig.hub.actor import SECRET_VARIABLE
from rig.lan.certificates import fingerprint, own_files
from rig.lan.exposure import exposure
from rig.lan.site import Site
from rig.lan.tls_files import TlsFiles, trusting_only
from tests.lan.started import ONE, SETUP, ended, run_lan, started, told_until_ready, url_in


@pytest.mark.slow
def test_a_rig_for_a_class_says_where_it_is_and_shows_nothing_without_a_login(tmp_path):
    process = run_lan(tmp_path)
    try:
        told = told_until_ready(process)
        url = url_in(told)
        assert f"Open {url}/setup" in told
        assert SETUP.search(told)
        assert "NOT ENCRYPTED" in told
        assert httpx.get(f"{url}/healthz", trust_env=False, timeout=None).status_code == 200
        for path in ("/api/stations", "/api/sessions", "/api/door", "/api/network"):
            assert httpx.get(f"{url}{path}", trust_env=False, timeout=None).status_code == 401
        page = httpx.get(url, headers={"accept": "text/html"}, trust_env=False, timeout=None)
        assert page.status_code == 303
        assert page.headers["location"] == "/login"
        with pytest.raises(httpx.ConnectError):
            httpx.get(url.replace(ONE, "127.0.0.1"), trust_env=False, timeout=None)
    finally:
        ended(process)


@pytest.mark.slow
def test_no_command_line_of_its_processes_carries_a_secret(tmp_path):
    process = run_lan(tmp_path)
    try:
        code = SETUP.search(told_until_ready(process)).group(1)
        rig = psutil.Process(process.pid)
        family = [rig, *rig.children(recursive=True)]
        between = {each.environ().get(SECRET_VARIABLE, "") for each in family} - {""}
        assert len(between) == 1
        shown = "\n".join(" ".join(each.cmdline()) for each in family)
        assert len(family) > 1
        assert "run --lan" in shown
        assert [each for each in (code, *between) if each in shown] == []
    finally:
        ended(process)


@pytest.mark.slow
def test_with_a_certificate_of_its_own_it_is_encrypted(tmp_path):
    made = started(tmp_path, "tls", "init")
    said, complained = made.communicate()
    assert (made.returncode, complained) == (0, "")
    files = own_files(tmp_path / "data")
    assert fingerprint(files.authority) in said
    process = run_lan(tmp_path)
    try:
        told = told_until_ready(process)
        url = url_in(told)
        assert url.startswith("https://")
        assert f"{url}/ca" in told
        assert "NOT ENCRYPTED" not in told
        known = trusting_only(files.certificate)
        with httpx.Client(verify=known, trust_env=False, timeout=None) as client:
            assert client.get(f"{url}/healthz").status_code == 200
            assert fingerprint(files.authority) in client.get(f"{url}/ca").text
    finally:
        ended(process)


def test_what_the_terminal_says_of_a_given_certificate():
    site = Site(443, ("rig.school.example",), is_https=True, is_lan=True)
    said = " ".join(exposure(site, TlsFiles(Path("a"), Path("b")), ""))
    assert "https://rig.school.example" in said
    assert "certificate that was given" in said
    assert "setup" not in said
