"""The cookie of a login: what stands in it, and over which way it travels."""

import pytest

from rig.hub.doors.logins import Logins
from rig.hub.doors.who_asks import WhoAsks, cookie, cookie_name
from rig.lan.site import Site
from rig.school.actor import LOCAL, NOBODY

PLAIN = Site(8050, ("192.0.2.7",), is_lan=True)
ENCRYPTED = Site(8050, ("192.0.2.7",), is_https=True, is_lan=True)


def test_a_cookie_is_bound_to_the_host_and_secret_to_scripts():
    for site in (PLAIN, ENCRYPTED):
        parts = cookie(site, "token").split("; ")
        assert {"Path=/", "HttpOnly", "SameSite=Strict"} <= set(parts)
        assert not any(part.lower().startswith("domain") for part in parts)


def test_a_cookie_is_marked_secure_where_the_way_is_encrypted_and_only_there():
    assert cookie(ENCRYPTED, "token").startswith("__Host-steadyhold-8050=token; ")
    assert "Secure" in cookie(ENCRYPTED, "token").split("; ")
    assert cookie(PLAIN, "token").startswith("steadyhold-8050=token; ")
    assert "Secure" not in cookie(PLAIN, "token")


def test_two_rigs_on_one_host_do_not_take_each_others_cookie():
    assert cookie_name(PLAIN) != cookie_name(Site(8051, ("192.0.2.7",), is_lan=True))


def test_leaving_takes_the_cookie_away():
    assert "Max-Age=0" in cookie(PLAIN, "").split("; ")


@pytest.mark.parametrize("line", ["", "v2.local.instructor...0.ffff", "local", "é"])
def test_a_claim_of_a_browser_is_worth_nothing(line, tmp_path):
    headers = [("x-steadyhold-actor", line)]
    assert WhoAsks("secret", Site(8050), None).of(headers).actor == LOCAL
    logins = Logins(tmp_path / "steadyhold.db")
    assert WhoAsks("secret", PLAIN, logins).of(headers).actor == NOBODY
