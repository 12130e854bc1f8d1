"""What takes long to make, kept in the cache until anything that it was made of has changed.

A file begins with a line of JSON, which tells the versions and the digests of what its content was
made of; a pickle follows. Both are written and read by the same user only.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import pickle
import platform
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

log = logging.getLogger(__name__)
_T = TypeVar("_T")
_MOST = 8  # files in a folder; a whole plant's model has a hundred megabytes


def kept(
    file: Path,
    make: Callable[[], _T],
    *,
    read_from: Callable[[_T], Iterable[Path]],
    sources: Iterable[Path],
    packages: tuple[str, ...] = (),
) -> _T:
    """Returns what `file` keeps, or makes it and keeps it.

    Nothing that is wrong with the file or the disk is an error: then it is made.

    Args:
        file: where it is kept.
        make: makes it.
        read_from: the files that it was read from; one that is not there may appear later.
        sources: folders of the code that makes it.
        packages: distributions whose version matters.
    """
    try:
        with file.open("rb") as content:
            if _is_current(content, packages):
                found: _T = pickle.load(content)  # noqa: S301 - the user's own, see _is_current
                os.utime(file)
                return found
    except FileNotFoundError:
        pass
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it is made anew
        log.warning("%s can not be used and is made anew: %r", file, error)
    made = make()
    code = (path for folder in sources for path in folder.rglob("*.py"))
    try:
        _keep(
            file, made, {"versions": _versions(packages), "files": _digests(code, read_from(made))}
        )
    except OSError as error:
        log.warning("%s can not be kept: %s", file, error)
    return made


def _is_current(content: BinaryIO, packages: tuple[str, ...]) -> bool:
    if os.fstat(content.fileno()).st_uid != os.getuid():
        return False
    head: dict[str, Any] = json.loads(content.readline())
    known = head["files"]
    return bool(head["versions"] == _versions(packages) and known == _digests(map(Path, known)))


def _versions(packages: tuple[str, ...]) -> dict[str, str]:
    return {"python": platform.python_version()} | {name: version(name) for name in packages}


def _digests(*groups: Iterable[Path]) -> dict[str, str]:
    return {str(path): _digest(path) for group in groups for path in group}


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def _keep(file: Path, made: object, head: dict[str, Any]) -> None:
    """Writes the whole file before it gets its name, and removes those not used for longest."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as content:
            content.write(json.dumps(head).encode() + b"\n")
            pickle.dump(made, content, protocol=pickle.HIGHEST_PROTOCOL)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    by_use = sorted(file.parent.glob("*.pickle"), key=lambda path: path.stat().st_mtime)
    for forgotten in by_use[:-_MOST]:
        forgotten.unlink(missing_ok=True)
