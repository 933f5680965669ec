from tests.schemas.typescript import TYPES, types_text


def test_the_types_of_the_browser_are_those_of_the_schemas():
    made = TYPES.read_text(encoding="utf-8") == types_text()
    assert made, "run `python -m tests.schemas.typescript` and look at what it changed"
