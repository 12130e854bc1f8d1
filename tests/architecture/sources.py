"""The files of the project that somebody wrote."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_HIDDEN_BUT_OURS = {".ci"}
_NOT_OURS = {"node_modules", "static", "dist", "__pycache__"}


def files(*endings: str) -> list[Path]:
    """Files of the project with one of these endings; all without."""
    return sorted(path for path in _walk() if not endings or path.suffix in endings)


def _walk() -> Iterator[Path]:
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if _is_ours(name)]
        yield from (Path(folder, name) for name in names)


def _is_ours(folder: str) -> bool:
    if folder.startswith("."):
        return folder in _HIDDEN_BUT_OURS
    return folder not in _NOT_OURS and not folder.endswith(".egg-info")


def lines(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text().splitlines())


def functions() -> Iterator[tuple[str, int]]:
    """Place and length of every Python function, decorators and docstring included."""
    for path in files(".py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
                length = (node.end_lineno or first) - first + 1
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", length
