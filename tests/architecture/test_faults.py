import re

from tests.architecture import sources

PAGE = sources.ROOT / "docs" / "faults.md"
ROW = re.compile(r"^\| ([FR]\d\d) \|(.*)\|$", re.MULTILINE)
LINK = re.compile(r"\]\(\.\./(tests/[a-z_/]+\.py)\)")
NAMED = re.compile(r"(?:def test|(?<=[fr]\d\d))_([fr]\d\d)(?=_)")


def rows() -> dict[str, tuple[str, ...]]:
    """Files named in the row of each fault."""
    text = PAGE.read_text(encoding="utf-8")
    return {fault: tuple(LINK.findall(row)) for fault, row in ROW.findall(text)}


def test_every_fault_of_the_page_has_a_test_of_its_name_where_the_page_says():
    for letter in "FR":
        found = [fault for fault in rows() if fault.startswith(letter)]
        assert found
        # Numbers are those of the list of promises; what is not built yet has no row.
        assert found == sorted(set(found)), "in order, each once"
    for fault, files in rows().items():
        assert files, fault
        for file in files:
            named = NAMED.findall((sources.ROOT / file).read_text(encoding="utf-8"))
            assert fault.lower() in named, f"{file} has no test of {fault}"


def test_every_fault_that_is_tested_is_on_the_page():
    tested = {
        fault.upper()
        for file in (sources.ROOT / "tests").rglob("test_*.py")
        for fault in NAMED.findall(file.read_text(encoding="utf-8"))
    }
    assert tested == set(rows())
