"""Numbers for people are rounded by one rule: firmware_bridge.rounding, never a format code."""

import ast
import re

from tests.architecture import sources

# Coordinates of a drawing are for no person.
DRAWINGS = ("calibration/certificate/chart.py",)
# With so many digits a number is there to be read back, not to be read.
READ_BACK_DIGITS = 12
ROUNDING = re.compile(r"\.(\d+|\{.*\})[efg%]")


def rounding_codes(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            found = ROUNDING.search(ast.unparse(node.format_spec))
            digits = found.group(1) if found else ""
            if found and not (digits.isdigit() and int(digits) >= READ_BACK_DIGITS):
                yield node.lineno


def test_no_text_rounds_a_number_by_another_rule():
    found = [
        f"{sources.name(path)}:{line}"
        for path in sources.modules()
        if sources.name(path) not in (*DRAWINGS, "firmware_bridge/rounding.py")
        for line in rounding_codes(sources.tree(path))
    ]
    assert not found


def test_a_format_code_that_rounds_is_found():
    codes = ast.parse('f"{a:.1f} {b:8.2f} {c:+.3f} {d:.{DIGITS}g} {e:.0%} {f:g} {g:.15g} {h!r:>8}"')
    assert len(list(rounding_codes(codes))) == 5
