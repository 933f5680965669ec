"""Where a rig for a class answers, and under which names: at what was asked for, nowhere else."""

import socket

import pytest

from rig.cli.lan.front import LanOptions, lan_front
from rig.hub.process.errors import AddressGoneError, PortTakenError
from rig.hub.process.listen_socket import listen, listen_on_network
from rig.lan.certificates import make_authority, own_files
from rig.lan.errors import CertificateFilesError, HostUnknownError, HostWithoutLanError
from tests.lan.test_certificates import NOW

ONE = "127.0.0.2"


def options(host=ONE, certificate=None, key=None, is_plain=False, is_announced=False):
    return LanOptions(host, certificate, key, is_plain=is_plain, is_announced=is_announced)


def is_listening(address, port):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        return probe.connect_ex((address, port)) == 0


def test_a_rig_answers_at_the_address_asked_for_and_nowhere_else(tmp_path):
    with lan_front(options(), 0, tmp_path) as front:
        assert front.addresses == (ONE,)
        assert is_listening(ONE, front.site.port)
        assert not is_listening("127.0.0.1", front.site.port)
        assert front.site.url == f"http://{ONE}:{front.site.port}"
        assert front.local_url == front.site.url


def test_it_answers_to_its_address_and_its_local_names_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(socket, "gethostname", lambda: "Lab-7.school.example")
    with lan_front(options(), 0, tmp_path) as front:
        port = front.site.port
    names = [ONE, "lab-7.local", "steadyhold-lab-7.local"]
    assert all(front.site.answers_to(f"{name}:{port}") for name in names)
    for foreign in ("127.0.0.1", "localhost", "evil.example", "lab-7.local.evil.example", "lab-7"):
        assert not front.site.answers_to(f"{foreign}:{port}")


def test_a_name_that_was_asked_for_is_the_one_to_give_to_others(tmp_path):
    with lan_front(options(host="LocalHost"), 0, tmp_path) as front:
        assert front.site.hosts[0] == "localhost"
        assert all(address in ("127.0.0.1", "::1") for address in front.addresses)


def test_a_computer_of_ipv6_alone_is_served_at_its_address_in_brackets(tmp_path):
    with lan_front(options(host="::1"), 0, tmp_path) as front:
        assert front.site.url == f"http://[::1]:{front.site.port}"
        assert is_listening("::1", front.site.port)
        assert not is_listening("127.0.0.1", front.site.port)
        assert front.site.answers_to(f"[::1]:{front.site.port}")


def test_a_port_that_is_taken_at_one_address_lets_go_of_the_others():
    with socket.create_server((ONE, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"port {port} is taken.*--port"):
            listen_on_network(["127.0.0.3", ONE], port, [ONE], tls=None, announced_as="")
    with socket.create_server(("127.0.0.3", port)):
        pass


def test_an_address_that_went_meanwhile_is_named_with_the_next_step():
    with pytest.raises(AddressGoneError, match="still in the network") as refused:
        listen_on_network(["192.168.250.250"], 0, ["192.168.250.250"], tls=None, announced_as="")
    assert refused.value.exit_code == 5


def test_a_host_name_nobody_knows_stops_before_anything_listens(tmp_path):
    with pytest.raises(HostUnknownError, match="check the spelling"):
        lan_front(options(host="rig.school.invalid"), 0, tmp_path)


@pytest.mark.parametrize(
    ("asked", "option"),
    [
        (options(is_announced=True), "--host"),
        (options(host="", is_plain=True, is_announced=True), "--plain-http"),
        (options(host=""), "--no-mdns"),
    ],
)
def test_what_is_for_other_machines_alone_needs_the_word_lan(asked, option):
    with pytest.raises(HostWithoutLanError, match=f"{option}.*add --lan"):
        asked.refuse_without_lan()


def test_a_rig_with_a_certificate_is_encrypted_unless_told_otherwise(tmp_path):
    make_authority(tmp_path, "lab", (), NOW)
    with lan_front(options(), 0, tmp_path) as front:
        assert front.tls == own_files(tmp_path)
        assert front.site.url.startswith("https://")
    with lan_front(options(is_plain=True), 0, tmp_path) as front:
        assert front.tls is None
        assert front.site.url.startswith("http://")


def test_a_certificate_without_its_key_is_refused(tmp_path):
    with pytest.raises(CertificateFilesError, match="its key is missing"):
        lan_front(options(certificate=tmp_path / "a.pem"), 0, tmp_path)
    with pytest.raises(CertificateFilesError, match="its certificate is missing"):
        lan_front(options(key=tmp_path / "a.key"), 0, tmp_path)


def test_a_door_that_a_stopping_server_has_closed_still_knows_where_it_was():
    with listen(0) as front:
        pass
    assert front.addresses == ("127.0.0.1",)
    assert front.local_url.startswith("http://127.0.0.1:")
