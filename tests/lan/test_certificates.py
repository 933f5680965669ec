"""A rig's own authority and certificate: who may read them, what they stand for, when they end."""

import datetime as dt
import ssl
import stat
import sys

import pytest
from cryptography import x509

from rig.lan import certificates
from rig.lan.certificates import fingerprint, make_authority, own_files, renew
from rig.lan.errors import AuthorityError, CertificateFilesError
from rig.lan.tls_files import TlsFiles

NOW = dt.datetime(2026, 11, 30, 8, 0, tzinfo=dt.UTC)
HOSTS = ("192.168.7.20", "[fd12:3456::7]", "127.0.0.1", "localhost", "steadyhold-lab.local")


@pytest.fixture
def made(tmp_path):
    make_authority(tmp_path, "lab", (), NOW)
    renew(tmp_path, HOSTS, NOW)
    return tmp_path


def server(folder):
    return x509.load_pem_x509_certificate(own_files(folder).certificate.read_bytes())


def authority(folder):
    return x509.load_pem_x509_certificate(own_files(folder).authority.read_bytes())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_keys_are_read_by_nobody_else(made):
    keys = [own_files(made).key, made / certificates.FOLDER / certificates.AUTHORITY_KEY]
    assert [stat.S_IMODE(each.stat().st_mode) for each in keys] == [0o600, 0o600]
    assert stat.S_IMODE((made / certificates.FOLDER).stat().st_mode) == 0o700


def test_the_certificate_stands_for_every_address_and_name(made):
    names = server(made).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = {str(each) for each in names.get_values_for_type(x509.IPAddress)}
    assert addresses == {"192.168.7.20", "fd12:3456::7", "127.0.0.1"}
    assert names.get_values_for_type(x509.DNSName) == ["localhost", "steadyhold-lab.local"]


def test_the_authority_signs_for_local_networks_only(made):
    found = authority(made).extensions.get_extension_for_class(x509.NameConstraints)
    assert found.critical
    assert x509.DNSName("local") in found.value.permitted_subtrees
    with pytest.raises(AuthorityError, match=r"may not sign for bank\.example.*tls init --name"):
        renew(made, ("bank.example",), NOW)
    folder = made / certificates.FOLDER
    stolen = certificates._authority_of(folder)
    now = dt.datetime.now(dt.UTC)
    certificates._issue(folder, stolen, [x509.DNSName("bank.example")], now)
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
        shake_hands(made, "bank.example")


def test_whoever_trusts_the_authority_trusts_the_rig(made):
    renew(made, HOSTS, dt.datetime.now(dt.UTC))
    shake_hands(made, "192.168.7.20")
    shake_hands(made, "steadyhold-lab.local")
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        shake_hands(made, "192.168.7.21")


def test_a_new_address_makes_a_new_certificate_and_an_old_one_does_not(made):
    before = server(made)
    renew(made, HOSTS[:2], NOW)
    assert server(made) == before
    renew(made, (*HOSTS, "10.0.0.7"), NOW)
    assert server(made) != before


def test_a_certificate_is_renewed_a_month_before_it_ends(made):
    before = server(made)
    renew(made, HOSTS, before.not_valid_after_utc - dt.timedelta(days=31))
    assert server(made) == before
    renew(made, HOSTS, before.not_valid_after_utc - dt.timedelta(days=29))
    assert server(made) != before
    assert server(made).not_valid_after_utc - server(made).not_valid_before_utc <= (
        dt.timedelta(days=398)
    )


def test_a_new_authority_or_a_damaged_file_makes_a_new_certificate(made):
    own_files(made).certificate.write_text("x")
    renew(made, HOSTS, NOW)
    before = server(made)
    make_authority(made, "lab", (), NOW)
    renew(made, HOSTS, NOW)
    assert server(made) != before
    server(made).verify_directly_issued_by(authority(made))


def test_a_damaged_authority_is_told_with_the_way_out(made):
    (made / certificates.FOLDER / certificates.AUTHORITY_KEY).write_text("x")
    with pytest.raises(AuthorityError, match=r"cannot be used.*--plain-http"):
        renew(made, HOSTS, NOW)


def test_a_name_asked_for_when_the_authority_was_made_may_be_used(tmp_path):
    make_authority(tmp_path, "lab", ("rig.school.example",), NOW)
    renew(tmp_path, ("rig.school.example",), dt.datetime.now(dt.UTC))
    shake_hands(tmp_path, "rig.school.example")


def test_the_fingerprint_is_what_browsers_show(made):
    told = fingerprint(own_files(made).authority)
    assert len(told.split(":")) == 32
    assert told == told.upper()


def test_files_that_do_not_go_together_are_refused_in_words(made, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    make_authority(other, "lab", (), NOW)
    renew(other, HOSTS, NOW)
    mixed = TlsFiles(own_files(made).certificate, own_files(other).key)
    with pytest.raises(CertificateFilesError, match="another certificate"):
        mixed.server_context()
    with pytest.raises(CertificateFilesError, match="there is no such file"):
        TlsFiles(made / "gone.pem", mixed.key).server_context()
    with pytest.raises(CertificateFilesError, match="cannot be read"):
        TlsFiles(mixed.key, mixed.key).server_context()


def test_nothing_older_than_tls_1_2_is_spoken(made):
    assert own_files(made).server_context().minimum_version == ssl.TLSVersion.TLSv1_2


def shake_hands(folder, name):
    """A client that trusts the authority meets the rig under a name; no network is needed."""
    files = own_files(folder)
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    context = ssl.create_default_context(cafile=files.authority)
    client = context.wrap_bio(to_client, to_server, server_hostname=name)
    host = files.server_context().wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):
        for each in (client, host):
            try:
                each.do_handshake()
            except ssl.SSLWantReadError:
                continue
