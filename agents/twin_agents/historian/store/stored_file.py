"""A file of the history that is read from a store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from twin_agents.historian.store.copies import copies_in
from twin_agents.historian.store.copy import Copy
from twin_agents.historian.store.store import Store, StoreAway, store_at


@dataclass(frozen=True)
class StoredFile:
    """One copy.

    Attributes:
        store: Where it is.
        folder: Name of its cluster's folder.
        copy: What its name says.
    """

    store: Store
    folder: str
    copy: Copy

    def __str__(self) -> str:
        """Its address for DuckDB."""
        return self.store.address(self._path)

    @property
    def _path(self) -> str:
        return f"{self.folder}/{self.copy.name}"

    @property
    def shown(self) -> str:
        """Where it is, for people."""
        return f"{self.store.url}: {self._path}"

    def open(self) -> Any:
        """The file to read, by pieces.

        Raises:
            FileNotFoundError: It is not there.
            StoreAway: It can not be read now.
        """
        return self.store.open(self._path)

    def damage(self) -> str:
        """What is wrong with its bytes, all of which are read; empty if nothing is.

        Raises:
            FileNotFoundError: It is not there.
            StoreAway: It can not be read now.
        """
        if self.store.size_and_crc(self._path) != (self.copy.size, self.copy.crc):
            return "it has another size or checksum than its name says"
        return ""


def stored_in(folder: Path, topic: str | None = None) -> Iterator[StoredFile]:
    """What is known to be in stores, of a cluster; of a topic, or of all.

    Raises:
        StoreAway: A library for one of them is missing.
    """
    for copies in copies_in(folder):
        for part, copy in copies.known().items():
            if topic is None or part.topic == topic:
                yield StoredFile(store_at(copies.url), folder.name, copy)


__all__ = ["StoreAway", "StoredFile", "stored_in"]
