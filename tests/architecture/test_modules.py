import ast
import re
from collections import Counter, defaultdict

from tests.architecture import sources

LONGEST_MODULE = 300
FULLEST_FOLDER = 25
LONG_BECAUSE = "Long because:"
LONG: tuple[str, ...] = ()
"""At most five, each with its reason in the first words of its docstring."""
DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
PAGE_PARTS = ("layout", "register", "main")
TWO_HOMES: dict[str, str] = {}
"""Public names that two modules define, each with its reason."""
BROAD = {"Exception", "BaseException"}


def test_a_module_can_be_read_in_one_sitting():
    lengths = {
        sources.name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in [*sources.modules(), *sources.tests()]
    }
    long = {name for name, lines in lengths.items() if lines > LONGEST_MODULE}
    assert long == set(LONG)
    assert len(LONG) <= 5
    for name in LONG:
        assert str(ast.get_docstring(sources.tree(sources.ROOT / name))).startswith(LONG_BECAUSE)


def test_a_room_can_be_seen_at_a_glance():
    rooms = Counter(path.parent for path in sources.modules() if path.name != "__init__.py")
    assert {sources.name(room): n for room, n in rooms.items() if n > FULLEST_FOLDER} == {}


def test_a_public_name_has_one_home():
    homes = defaultdict(list)
    for path in sources.modules():
        if path.parent.name == "devices":
            continue
        for node in sources.tree(path).body:
            if isinstance(node, DEFINITIONS) and not node.name.startswith("_"):
                homes[node.name].append(sources.name(path))
    twice = {name: where for name, where in homes.items() if len(where) > 1}
    assert {name for name in twice if name not in PAGE_PARTS} == set(TWO_HOMES)


def test_what_is_caught_is_what_can_be_repaired():
    broad = [
        f"{sources.name(path)}:{node.lineno}"
        for path in sources.modules()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.ExceptHandler) and _catches_everything(node)
    ]
    assert broad == []


def test_nobody_swallows_being_cancelled():
    """Who waits for the end of a task uses `rig.hub.cancel_and_wait`, and can be cancelled."""
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
        and path.parent.name not in ("rig", "protocols")  # rig.load; an old address
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
