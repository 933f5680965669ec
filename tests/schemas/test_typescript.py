import pytest

from tests.schemas.typescript import FOLDER, TYPES, types_text


@pytest.mark.skipif(not FOLDER.is_dir(), reason="docs/schemas is not made yet")
def test_the_types_of_the_browser_are_those_of_the_schemas():
    made = TYPES.read_text(encoding="utf-8") == types_text()
    assert made, "run `python -m tests.schemas.typescript` and look at what it changed"
