import ast
import re

from tests.architecture import sources

LONGEST_MODULE = 300
BROAD = {"Exception", "BaseException"}


def test_a_module_can_be_read_in_one_sitting():
    lengths = {
        sources.name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in [*sources.modules(), *sources.tests()]
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_what_is_caught_is_what_can_be_repaired():
    broad = [
        f"{sources.name(path)}:{node.lineno}"
        for path in sources.modules()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.ExceptHandler) and _catches_everything(node)
    ]
    assert broad == []


def test_nobody_swallows_being_cancelled():
    """Whoever waits for the end of a task uses `rig.hub.ending`, and can be cancelled meanwhile."""
    found = [
        f"{sources.name(path)}:{node.lineno}"
        for path in sources.modules()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] == "suppress"
        and any(ast.unparse(each).endswith("CancelledError") for each in node.args)
    ]
    assert found == []


def test_imports_name_the_module_that_defines_the_thing():
    relative = [
        f"{sources.name(path)}:{node.lineno}"
        for path in sources.modules()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.ImportFrom) and (node.level or _is_bare_package(node))
    ]
    assert relative == []


def test_a_package_says_what_it_is_for_and_nothing_else():
    beyond_docstring = [
        sources.name(path)
        for path in sources.modules()
        if path.name == "__init__.py"
        and path.parent.name != "rig"  # rig.load is the door for notebooks
        and len(sources.tree(path).body) > 1
    ]
    assert beyond_docstring == []


def test_nothing_is_left_for_later_in_a_comment():
    words = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")
    found = [
        f"{sources.name(path)}:{number}"
        for path in sources.modules()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if words.search(line)
    ]
    assert found == []


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(each, ast.Name) and each.id in BROAD for each in caught)


def _is_bare_package(node: ast.ImportFrom) -> bool:
    return node.module in sources.PACKAGES and any(
        not (sources.ROOT / str(node.module) / alias.name).with_suffix(".py").exists()
        and not (sources.ROOT / str(node.module) / alias.name).is_dir()
        for alias in node.names
    )
