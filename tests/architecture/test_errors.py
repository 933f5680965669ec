import ast
import re

from tests.architecture import sources

ROOT_ERROR = "SteadyholdError"
NEVER_RAISED = "never raised itself"


def test_every_error_a_person_may_see_is_seen_in_a_test():
    wanted = {name for name, documented in _errors().items() if NEVER_RAISED not in documented}
    assert sorted(wanted - _names_expected_in_tests()) == []


def test_families_of_errors_are_never_raised_themselves():
    families = {name for name, documented in _errors().items() if NEVER_RAISED in documented}
    raised = [
        f"{sources.name(path)}:{node.lineno}"
        for path in sources.modules()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
        and node.exc.func.id in families
    ]
    assert raised == []


def _errors() -> dict[str, str]:
    """Every class below the root error, with its docstring."""
    classes = {
        node.name: ([ast.unparse(base) for base in node.bases], ast.get_docstring(node) or "")
        for path in sources.modules()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.ClassDef)
    }
    known = {ROOT_ERROR}
    while True:
        more = {name for name, (bases, _) in classes.items() if known & set(bases)} - known
        if not more:
            return {name: classes[name][1] for name in known}
        known |= more


def _names_expected_in_tests() -> set[str]:
    """Names inside `pytest.raises(...)` and `parametrize`, and caught by programs of a test."""
    found: set[str] = set()
    for path in sources.tests():
        if path == sources.ROOT / "tests/architecture/test_errors.py":
            continue
        found |= set(re.findall(r"except (\w+Error)\b", path.read_text(encoding="utf-8")))
        for node in ast.walk(sources.tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                ("raises", "parametrize")
            ):
                found |= {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return found
