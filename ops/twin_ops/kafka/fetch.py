"""Fetches Kafka's jars once, verified against the lock file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from twin_bus.errors import TwinError
from twin_ops.kafka.lock import Jar, digest

_PARTIAL = 206
_RANGE_NOT_SATISFIABLE = 416
_AT_ONCE = 4


class JarUnavailable(TwinError):
    """A jar could not be downloaded; what had come is kept for the next try."""


class JarCorrupt(TwinError):
    """A downloaded jar is not the one of the lock file."""


def repository() -> str:
    """Maven repository to fetch from: `TWIN_MAVEN`, or Maven Central."""
    if own := os.environ.get("TWIN_MAVEN"):
        return own.rstrip("/")
    from jgo.constants import MAVEN_CENTRAL_URL  # takes an eighth of a second to import

    return str(MAVEN_CENTRAL_URL).rstrip("/")


def missing(jars: Sequence[Jar], folder: Path) -> list[Jar]:
    """Jars that are absent or do not match their digest; a corrupt one is removed."""
    wanting = []
    for jar in jars:
        file = folder / jar.name
        if file.exists() and (file.stat().st_size != jar.size or digest(file) != jar.sha256):
            file.unlink()
        if not file.exists():
            wanting.append(jar)
    return wanting


def fetch(jars: Sequence[Jar], folder: Path, *, progress: Callable[[int], None]) -> None:
    """Downloads jars in parallel, each one resumed where a cut download left off.

    Args:
        jars: What to download.
        folder: Where to; made if absent.
        progress: Called with each number of bytes that arrived.

    Raises:
        JarUnavailable: If the repository cannot be reached or does not have a jar.
        JarCorrupt: If what came is not what the lock file names.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with httpx.Client(timeout=30.0, follow_redirects=True) as client:

        def one(jar: Jar) -> None:
            _fetch_one(client, jar, folder, progress)

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for _ in pool.map(one, jars):
                pass


def _fetch_one(
    client: httpx.Client, jar: Jar, folder: Path, progress: Callable[[int], None]
) -> None:
    part = folder / f"{jar.name}.part"
    try:
        _download(client, f"{repository()}/{jar.path}", part, progress)
    except httpx.HTTPError as error:
        raise JarUnavailable(
            f"cannot download {jar.name} from {repository()}: {error}. "
            "Check the network and run the command again (it resumes), or set TWIN_MAVEN to a "
            "Maven repository that you can reach."
        ) from error
    if digest(part) != jar.sha256:
        part.unlink()
        raise JarCorrupt(
            f"{jar.name} from {repository()} is not the file of the lock file "
            f"(SHA-256 {jar.sha256[:12]}… expected). It was removed; run the command again, "
            "and if it repeats, look at your proxy or TWIN_MAVEN."
        )
    part.replace(folder / jar.name)


def _download(client: httpx.Client, url: str, part: Path, progress: Callable[[int], None]) -> None:
    have = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    with client.stream("GET", url, headers=headers) as response:
        if response.status_code == _RANGE_NOT_SATISFIABLE:
            return
        response.raise_for_status()
        resumed = response.status_code == _PARTIAL
        progress(have if resumed else 0)
        with part.open("ab" if resumed else "wb") as file:
            for chunk in response.iter_bytes(1 << 16):
                file.write(chunk)
                progress(len(chunk))


def lock_digest(jars: Sequence[Jar]) -> str:
    """Names a set of jars; changes when any of them does."""
    return hashlib.sha256("".join(jar.sha256 for jar in jars).encode()).hexdigest()[:12]
