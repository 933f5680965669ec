import ast
from pathlib import Path

import pytest

from tests.architecture import sources


def test_no_module_imports_its_way_back_to_itself():
    """Imports inside functions and under TYPE_CHECKING count too: who must know whom is a tree."""
    paths = {_dotted(path): path for path in sources.modules()}
    imports = {name: _imported(sources.tree(path), set(paths)) for name, path in paths.items()}
    assert circles(imports) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("from shop.till import Till", {"shop.till"}),
        ("from shop import till", {"shop.till"}),
        ("import shop.till", {"shop.till"}),
        ("def open():\n    from shop.till import Till", {"shop.till"}),
        ("if TYPE_CHECKING:\n    from shop.till import Till", {"shop.till"}),
        ("import elsewhere", set()),
    ],
)
def test_every_way_to_import_a_module_is_seen(text: str, names: set[str]):
    assert _imported(ast.parse(text), {"shop", "shop.till"}) == names


def test_a_circle_is_named_with_all_who_are_in_it():
    imports = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set(), "e": {"a"}}
    assert circles(imports) == [["a", "b", "c"]]


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules each of which leads to all others of its group."""
    beyond = {name: _reached(name, imports) for name in imports}
    groups = {
        tuple(sorted(other for other in beyond[name] if name in beyond[other])) for name in imports
    }
    return [list(group) for group in sorted(groups) if group]


def _reached(name: str, imports: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = list(imports[name])
    while ahead:
        if (each := ahead.pop()) not in found:
            found.add(each)
            ahead += imports[each]
    return found


def _imported(tree: ast.Module, known: set[str]) -> set[str]:
    named: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            whole = {f"{node.module}.{alias.name}" for alias in node.names} & known
            named |= whole or {str(node.module)}
    return named & known


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(sources.ROOT).with_suffix("").parts).removesuffix(".__init__")
