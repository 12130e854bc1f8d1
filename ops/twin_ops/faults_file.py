"""The file in which a person stages faults of the emulated plant, and how it is edited.

An edit keeps comments and the rest of the file as they are; the file is replaced as a whole, so
that the plant never reads half of it, and two edits at once wait for each other.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from twin_ops.settings import Settings

_HEAD = (
    "# Faults of the emulated plant; read at each change. `twin plant faults kinds` lists kinds.\n"
)
_WIDE = 10_000


def faults_file(settings: Settings) -> Path:
    """Where the faults of an instance are staged."""
    return settings.home / "plant" / "faults.yaml"


@contextlib.contextmanager
def editing(file: Path) -> Iterator[None]:
    """Keeps other edits away."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_name(".faults.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_whole(file: Path, text: str) -> None:
    """Replaces a file, so that nobody sees half of it."""
    new = file.with_name(f".{file.name}.{os.getpid()}")
    new.write_text(text, "utf-8")
    new.replace(file)


def added(text: str, name: str, entry: Mapping[str, Any]) -> str:
    """The text of a file with one fault more; the file is sound."""
    wanted = {**_faults(text), name: dict(entry)}
    node = _faults_node(text)
    line = f"{name}: {_flow(entry)}"
    if node is None or not node.value:
        edited = _without_empty(text or _HEAD) + f"faults:\n  {line}\n"
    else:
        indent = " " * node.value[0][0].start_mark.column
        edited = text.rstrip("\n") + f"\n{indent}{line}\n"
    return edited if _says(edited, wanted) else _anew(wanted)


def removed(text: str, name: str) -> str:
    """The text of a file without one of its faults; the file is sound."""
    wanted = {key: value for key, value in _faults(text).items() if key != name}
    node = _faults_node(text)
    keys = [key for key, _ in node.value] if node else []
    lines = text.splitlines(keepends=True)
    starts = [key.start_mark.line for key in keys] + [len(lines)]
    at = next(n for n, key in enumerate(keys) if key.value == name)
    first, end = starts[at], starts[at + 1]
    while end > first + 1 and _says_nothing(lines[end - 1]):  # comments of the next one stay
        end -= 1
    edited = "".join(lines[:first] + lines[end:])
    return edited if _says(edited, wanted) else _anew(wanted)


def _faults(text: str) -> dict[str, Any]:
    return dict((yaml.safe_load(text) or {}).get("faults") or {})


def _faults_node(text: str) -> yaml.MappingNode | None:
    root = yaml.compose(text, yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = [value for key, value in pairs if key.value == "faults"]
    return found[0] if found and isinstance(found[0], yaml.MappingNode) else None


def _without_empty(text: str) -> str:
    """A file without a fault, without the key that says so."""
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith("faults:")]
    return "".join(kept).rstrip("\n") + "\n" if kept else ""


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _says(text: str, wanted: Mapping[str, Any]) -> bool:
    """Whether an edit has come out as it should."""
    try:
        return _faults(text) == wanted
    except (yaml.YAMLError, AttributeError):
        return False


def _flow(entry: Mapping[str, Any]) -> str:
    return yaml.safe_dump(
        dict(entry), default_flow_style=True, width=_WIDE, sort_keys=False, allow_unicode=True
    ).strip()


def _anew(faults: Mapping[str, Any]) -> str:
    """A file written anew: its own form was one that is not edited."""
    lines = [f"  {name}: {_flow(entry)}\n" for name, entry in faults.items()]
    return _HEAD + ("faults:\n" + "".join(lines) if lines else "faults: {}\n")
