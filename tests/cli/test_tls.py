"""`tls`: one certificate of a rig's own, never replaced by accident."""

import builtins
import sys

import pytest
from typer.testing import CliRunner

from rig.cli.lan.tls import init, show
from rig.cli.main import app
from rig.lan.certificates import fingerprint, own_files
from rig.lan.errors import AuthorityMissingError, AuthorityThereError, ClassExtraMissingError


def told(*words):
    answer = CliRunner().invoke(app, words)
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_a_certificate_is_made_and_its_fingerprint_told(tmp_path):
    made = told("tls", "init", "--data", str(tmp_path))
    authority = own_files(tmp_path).authority
    assert fingerprint(authority) in made
    assert fingerprint(authority) in told("tls", "show", "--data", str(tmp_path))
    assert "/ca" in made


def test_phones_that_trust_a_certificate_are_not_made_strangers_by_accident(tmp_path):
    told("tls", "init", "--data", str(tmp_path))
    before = own_files(tmp_path).authority.read_bytes()
    with pytest.raises(AuthorityThereError, match="--again") as refused:
        init(tmp_path)
    assert refused.value.exit_code == 4
    assert own_files(tmp_path).authority.read_bytes() == before
    told("tls", "init", "--again", "--data", str(tmp_path))
    assert own_files(tmp_path).authority.read_bytes() != before


def test_without_a_certificate_the_next_step_is_named(tmp_path):
    with pytest.raises(AuthorityMissingError, match="tls init") as refused:
        show(tmp_path)
    assert refused.value.exit_code == 5


@pytest.mark.parametrize("module", ["rig.lan.certificates", "rig.lan.announcement"])
def test_a_base_install_names_what_to_install(monkeypatch, module):
    def without_the_extra(name, *how):
        if name.split(".")[0] in ("cryptography", "zeroconf"):
            raise ModuleNotFoundError(name)
        return imported(name, *how)

    imported = builtins.__import__
    monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setattr(builtins, "__import__", without_the_extra)
    with pytest.raises(ClassExtraMissingError, match=r'pip install "steadyhold\[class\]"'):
        __import__(module)
