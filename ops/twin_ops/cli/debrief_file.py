"""A debrief as a file: a page of HTML, or the same printed as PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from twin_ops.cli.result_file import check as check_file
from twin_ops.errors import Usage

# Each of them prints a page without a window.
_BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("chrome", "microsoft-edge", "msedge"),
)
_PRINTING_S = 120.0


def check(path: Path) -> None:
    """Whether a debrief can be written, before anything is computed for it.

    Raises:
        Usage: It can not; says why.
    """
    check_file(path, ".html", ".pdf")
    if path.suffix == ".pdf":
        _browser()


def write(page: str, path: Path) -> None:
    """Writes a debrief.

    Raises:
        Usage: It can not be printed as PDF; it is beside it as HTML then.
    """
    if path.suffix == ".pdf":
        _print(page, path)
    else:
        path.write_text(page, "utf-8")


def _print(page: str, path: Path) -> None:
    with TemporaryDirectory() as folder:
        source = Path(folder) / "debrief.html"
        source.write_text(page, "utf-8")
        printed = source.with_suffix(".pdf")
        command = [
            _browser(),
            *("--headless", "--disable-gpu", "--no-pdf-header-footer"),
            *(["--no-sandbox"] if os.geteuid() == 0 else []),  # root has none
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={printed}",
            source.as_uri(),
        ]
        told = _failure_of(command)
        if not printed.exists():
            kept = path.with_suffix(".html")  # a training that has ended gives it only once
            shutil.move(source, kept)
            raise Usage(f"{path} could not be printed: {told}; the debrief is in {kept}")
        shutil.move(printed, path)


def _failure_of(command: list[str]) -> str:
    """The last that a command said of what went wrong."""
    try:
        ended = subprocess.run(command, capture_output=True, timeout=_PRINTING_S, check=False)  # noqa: S603 - a browser
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    lines = ended.stderr.decode(errors="replace").split("\n")
    return next((line for line in reversed(lines) if line.strip()), f"exit code {ended.returncode}")


def _browser() -> str:
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise Usage("a PDF needs Chromium, Chrome or Edge; .html can be printed by any browser")
    return found
