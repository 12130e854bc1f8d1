"""Whatever the Markdown files name exists: commands, options, targets, settings, files, tests."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.docs.markdown import PAGES, ROOT, blocks, inline_code, languages, mentioned, name

from twin_ops.cli.app import app

RUN_BY_A_TEST = {"python", "console"}
ONLY_SHOWN = {"mermaid", ""}
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
SETTINGS = re.compile(r"\bTWIN_[A-Z_]+\b")
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
FILE = re.compile(r"(?:schemas|bus|simulator|plc_adapters|agents|ops|tests)/[\w./-]+")


def _everywhere(*folders: str, endings: tuple[str, ...] = ("py",)) -> str:
    paths = [p for f in folders for e in endings for p in (ROOT / f).rglob(f"*.{e}")]
    return "\n".join(path.read_text() for path in paths if "node_modules" not in path.parts)


def _command(words: list[str]) -> tuple[Any, list[str]]:
    """The command object that these words lead to, and the words left for it."""
    command: Any = typer.main.get_command(app)
    while words and words[0][0] != "-" and (inner := getattr(command, "commands", {})):
        assert words[0] in inner, f"no such command: {words[0]}"
        command, words = inner[words[0]], words[1:]
    return command, words


def _strange_options(line: str) -> set[str]:
    command, words = _command(shlex.split(line)[1:])
    known = {option for parameter in command.params for option in parameter.opts}
    return {word for word in words if re.match(r"--?[a-z]", word)} - known - {"--help"}


@pytest.mark.parametrize(("page", "line"), mentioned("twin"))
def test_the_command_and_its_options_exist(page: str, line: str):
    assert _strange_options(line) == set()


@pytest.mark.parametrize(("page", "line"), mentioned("make"))
def test_the_target_exists(page: str, line: str):
    assert set(line.split()[1:]) <= TARGETS


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_its_relative_links_resolve(page: Path):
    links = [link for link in LINK.findall(page.read_text()) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_its_code_is_run_or_known_to_be_only_shown(page: Path):
    assert languages(page) <= RUN_BY_A_TEST | ONLY_SHOWN
    assert all(block.startswith("$ ") for block in blocks(page, "console"))


def test_settings_exist():
    named = {word for page in PAGES for word in SETTINGS.findall(page.read_text())}
    code = _everywhere("ops/twin_ops", "agents/web", endings=("py", "js", "ts"))
    assert named - set(SETTINGS.findall(code)) == set()


def test_every_setting_is_in_the_readme():
    files = (ROOT / "ops/twin_ops").glob("settings*.py")
    read = {word for file in files for word in SETTINGS.findall(file.read_text())}
    assert read - set(SETTINGS.findall((ROOT / "README.md").read_text())) == set()


def test_named_tests_exist():
    named = {code for page in PAGES for code in inline_code(page) if code.startswith("test_")}
    there = set(re.findall(r"def (test_\w+)\(", _everywhere("tests")))
    assert named
    assert named - there == set()


def test_named_files_exist():
    named = {code for page in PAGES for code in inline_code(page) if FILE.fullmatch(code)}
    missing = {path for path in named if not any((root / path).exists() for root in _ROOTS)}
    assert named
    assert missing == set()


_ROOTS = (ROOT, ROOT / "schemas" / "twin_schemas", ROOT / "simulator" / "twin_simulator")


def test_what_does_not_exist_is_noticed():
    assert _strange_options("twin get FT-101 --jason") == {"--jason"}
    with pytest.raises(AssertionError, match="rewind"):
        _strange_options("twin rewind --to now")
