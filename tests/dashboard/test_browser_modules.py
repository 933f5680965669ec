"""How the browser's modules are read, named and served."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import dashboard
from dashboard import entry
from dashboard.app import PAGES, make_dash_app
from dashboard.browser_modules import ENTRY, SCHEME, BrowserModules, served
from dashboard.door import anybody_local
from dashboard.pages import board, practice, session, sessions, station, targets

FOLDER = Path(dashboard.__file__).parent / "assets"
MODULES = BrowserModules.read(FOLDER)
NAMED = sorted({name for page in PAGES for name in page.modules})


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """The app; the hub does not answer."""
    server = make_dash_app("http://127.0.0.1:9").server
    server.wsgi_app = anybody_local(server.wsgi_app)
    found: FlaskClient = server.test_client()
    return found


def written(folder: Path, **texts: str) -> BrowserModules:
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return BrowserModules.read(folder)


def test_a_change_in_any_module_gives_all_of_them_another_address(tmp_path: Path) -> None:
    first = written(tmp_path, main='import { a } from "./a.js";\n', a="export const a = 1;\n")
    second = written(tmp_path, a="export const a = 2;\n")
    assert first.address != second.address
    assert first.texts["main.js"] == second.texts["main.js"]


def test_a_module_that_is_renamed_gives_another_address_too(tmp_path: Path) -> None:
    first = written(tmp_path, a="1;\n")
    (tmp_path / "a.js").rename(tmp_path / "b.js")
    assert BrowserModules.read(tmp_path).address != first.address


def test_what_changes_on_disk_while_the_process_runs_is_not_served(tmp_path: Path) -> None:
    modules = written(tmp_path, main="1;\n")
    (tmp_path / "main.js").write_text("2;\n", encoding="utf-8")
    assert modules.texts["main.js"] == b"1;\n"


def test_modules_are_served_without_comments_and_with_their_lines() -> None:
    text = (
        "// @ts-check\n/**\n * What it is.\n */\nexport function a() {\n"
        "  /** @type {number} */\n  const n = /** @type {any} */ (1); // kept\n"
        "  /** @type {Map} */ (n).a();\n  return n / 2; /* kept */\n}\n"
    )
    assert served(text) == (
        "\n\n\n\nexport function a() {\n"
        "\n  const n = /** @type {any} */ (1); // kept\n"
        "  /** @type {Map} */ (n).a();\n  return n / 2; /* kept */\n}\n"
    )


def test_no_text_of_several_lines_can_be_taken_for_a_comment() -> None:
    unclosed = [
        f"{path.relative_to(FOLDER)}:{number}"
        for path in FOLDER.rglob("*.js")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.count("`") % 2
    ]
    assert unclosed == []


def test_a_module_is_loaded_with_all_it_imports_each_once(tmp_path: Path) -> None:
    modules = written(
        tmp_path,
        main='import { b } from "./b.js";\nimport {\n  c,\n} from "./c.js";\n',
        b='export { c } from "./c.js";\n',
        c="export const c = 1;\n",
        d="export const d = 1;\n",
    )
    assert modules.needed_by("main.js") == ("main.js", "b.js", "c.js")
    assert modules.needed_by("d.js", "b.js") == ("d.js", "b.js", "c.js")


def test_every_module_is_needed_by_some_page() -> None:
    before_the_login = [module for _, module, _ in entry.PAGES.values()]
    assert set(MODULES.needed_by(ENTRY, *NAMED, *before_the_login)) == set(MODULES.texts) - {SCHEME}


@pytest.mark.parametrize("name", NAMED)
def test_a_module_that_a_page_names_can_be_mounted_or_asked(name: str) -> None:
    exported = re.findall(
        r"^export (?:async )?function (\w+)", MODULES.texts[name].decode(), re.MULTILINE
    )
    assert "mount" in exported or name.endswith("/form.js")


def test_a_form_answers_its_callback_by_an_exported_function(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    asked = re.findall(r'import\("/assets/\w+/([\w/.]+)"\)\.then\(\(room\) => room\.(\w+)\(', page)
    assert len(asked) == 8
    for module, name in asked:
        assert f"function {name}(" in MODULES.texts[module].decode()


def test_a_page_begins_to_load_at_once_what_it_will_need_and_nothing_else(
    client: FlaskClient,
) -> None:
    for path, page in (
        ("/", practice.PAGE),
        ("/board", board.PAGE),
        ("/station/a", station.PAGE),
        ("/sessions", sessions.PAGE),
        ("/sessions/9a", session.PAGE),
        ("/protocols/tp-hold", targets.PAGE),
    ):
        text = client.get(path).get_data(as_text=True)
        loaded = re.findall(r'rel="modulepreload" href="/assets/\w+/([\w/.]+)"', text)
        assert loaded == list(MODULES.needed_by(ENTRY, *page.modules))


def test_dash_loads_no_script_of_ours(client: FlaskClient) -> None:
    text = client.get("/").get_data(as_text=True)
    scripts = re.findall(r'<script[^>]* src="(/assets/[^"]+)"', text)
    assert scripts == [f"{MODULES.address}/{SCHEME}", f"{MODULES.address}/{ENTRY}"]


def test_a_module_of_another_version_is_not_there(client: FlaskClient) -> None:
    there = client.get(f"{MODULES.address}/practice/page.js")
    assert there.status_code == 200
    assert there.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert client.get("/assets/0123456789abcdef/practice/page.js").status_code == 404
    assert client.get(f"{MODULES.address}/practice/none.js").status_code == 404
