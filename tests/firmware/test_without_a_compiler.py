"""A missing tool is a failure with a way out, never a silent skip."""

import pytest

from tests.firmware.build import uno_elf


def test_without_the_avr_compiler_the_tests_fail_and_say_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(pytest.fail.Exception, match="apt install gcc-avr"):
        uno_elf()
