"""An object store, or a folder elsewhere, by its URL."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fsspec.core import url_to_fs
from fsspec.implementations.arrow import ArrowFSWrapper
from fsspec.implementations.dirfs import DirFileSystem
from fsspec.implementations.local import LocalFileSystem
from pyarrow.fs import FileSystem

from twin_agents.historian.part import synced
from twin_agents.historian.store.copy import size_and_crc

_S3 = "s3://"


class StoreAway(OSError):
    """The store does not answer, or does not do what it is asked for."""


class _Names(DirFileSystem):  # type: ignore[misc]
    """The store under a protocol of its own, by which DuckDB asks for its files."""

    cachable = False

    def __init__(self, path: str, files: Any, protocol: str) -> None:
        super().__init__(path, files)
        self.protocol = protocol

    def _join(self, path: Any) -> Any:
        mine = f"{self.protocol}://"
        return super()._join(path.removeprefix(mine) if isinstance(path, str) else path)


@dataclass(frozen=True)
class Store:
    """Files at a URL.

    Every error of the library of its kind is a `StoreAway`, but for files that are not there.

    Attributes:
        url: Where it is.
    """

    url: str

    @functools.cached_property
    def files(self) -> Any:
        """As a file system of fsspec; `s3://` is that of Arrow, which needs no further package."""
        with _told(self.url):
            if self.url.startswith(_S3):
                arrow, path = FileSystem.from_uri(self.url)
                files = ArrowFSWrapper(arrow)
            else:
                files, path = url_to_fs(self.url)
            return _Names(path, files, f"store{zlib.crc32(self.url.encode()):08x}")

    def address(self, path: str) -> str:
        """Of a file, for DuckDB, once it knows the file system."""
        return f"{self.files.protocol}://{path}"

    def put(self, local: Path, path: str) -> None:
        """Copies a file there.

        Raises:
            FileNotFoundError: It is gone.
            StoreAway: It can not be.
        """
        local.stat()
        with _told(self.url):
            self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self.files.put_file(str(local), path)
            if isinstance(self.files.fs, LocalFileSystem):
                there = Path(self.files.fs._strip_protocol(f"{self.files.path}/{path}"))  # noqa: SLF001
                synced(there)
                synced(there.parent)

    def open(self, path: str) -> Any:
        """A file to read, by pieces.

        Raises:
            FileNotFoundError: It is not there.
            StoreAway: It can not be read now.
        """
        with _told(self.url):
            return self.files.open(path, "rb")

    def size_and_crc(self, path: str) -> tuple[int, int]:
        """What a reader gets: its bytes, and their CRC-32.

        Raises:
            FileNotFoundError: It is not there.
            StoreAway: It can not be read now.
        """
        with _told(self.url), self.files.open(path, "rb") as file:
            return size_and_crc(file)

    def sizes(self, folder: str) -> dict[str, int]:
        """All files below a folder, by their paths in it.

        Raises:
            StoreAway: It can not be looked at now.
        """
        with _told(self.url):
            found = self.files.find(folder, detail=True)
            return {
                name.removeprefix(f"{folder}/"): int(one["size"] or 0)
                for name, one in found.items()
            }

    def remove(self, path: str) -> None:
        """Removes a file, if it is there.

        Raises:
            StoreAway: It can not be.
        """
        with _told(self.url):
            if self.files.exists(path):
                self.files.rm_file(path)


@contextmanager
def _told(url: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except Exception as error:  # each library has errors of its own
        text = " ".join(str(error).split()) or repr(error)
        raise StoreAway(f"the store {url} does not do what it is asked for: {text}") from error


@functools.cache
def store_at(url: str) -> Store:
    """The one of a URL, with its connections."""
    return Store(url)
