"""A debrief is printed by a browser that is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from tests.e2e.browser import executable

from twin_ops.cli import debrief_file
from twin_ops.errors import Usage

PAGE = "<!doctype html><title>What came of it</title><h1>Passed</h1>"


@pytest.fixture
def browsers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder where browsers are found."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr(debrief_file, "_BROWSERS", ("own-browser",))
    return folder


def test_it_is_printed_over_what_was_there(browsers: Path, tmp_path: Path):
    with sync_playwright() as playwright:
        (browsers / "own-browser").symlink_to(executable(playwright))
    path = tmp_path / "debrief.pdf"
    path.write_text("the one before")
    debrief_file.check(path)
    debrief_file.write(PAGE, path)
    printed = path.read_bytes()
    assert printed.startswith(b"%PDF-")
    assert b"What came of it" in printed


def test_without_a_browser_it_is_told_before_anything_is_run(browsers: Path, tmp_path: Path):
    with pytest.raises(Usage, match=r"Chromium, Chrome or Edge; \.html"):
        debrief_file.check(tmp_path / "debrief.pdf")
    debrief_file.check(tmp_path / "debrief.html")


def test_a_browser_that_fails_is_told_and_nothing_is_lost(browsers: Path, tmp_path: Path):
    broken = browsers / "own-browser"
    broken.write_text("#!/bin/sh\necho no display >&2\nexit 3\n")
    broken.chmod(0o755)
    path = tmp_path / "debrief.pdf"
    path.write_text("the one before")
    with pytest.raises(
        Usage, match=r"debrief\.pdf could not be printed: no display; .*debrief\.html"
    ):
        debrief_file.write(PAGE, path)
    assert path.read_text() == "the one before"
    assert path.with_suffix(".html").read_text() == PAGE
