"""What a dataset says of itself, and whether it is true."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from twin_bus.errors import TwinError

MANIFEST = "manifest.json"
VERSION = 1
_CHUNK = 1 << 20


class DatasetBroken(TwinError):
    """Files are no dataset, or not those that their manifest tells of."""


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """One file of a dataset.

    Attributes:
        name: Of the file.
        topic: Of its messages.
        messages: How many.
        sha256: Of the file's bytes.
        offsets: First and last offset by partition.
        schema_ids: Numbers of the writers' schemas in the registry.
    """

    name: str
    topic: str
    messages: int
    sha256: str
    offsets: dict[str, tuple[int, int]]
    schema_ids: list[int]


def dataset_id(files: list[DataFile]) -> str:
    """What a dataset is cited by: SHA-256 of the names and the SHA-256 of all its files."""
    lines = sorted(f"{one.sha256}  {one.name}\n" for one in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def sha256_of(file: Path) -> str:
    """SHA-256 of a file's bytes, as `sha256sum` prints it."""
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def write_manifest(folder: Path, content: dict[str, Any], files: list[DataFile]) -> None:
    """Writes the manifest of a dataset."""
    whole = {
        "version": VERSION,
        "dataset": dataset_id(files),
        **content,
        "files": [asdict(one) for one in files],
    }
    (folder / MANIFEST).write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


def checked(folder: Path) -> tuple[dict[str, Any], list[DataFile]]:
    """The manifest of a dataset, once every file is found to be as it says.

    Raises:
        DatasetBroken: One is missing or has other bytes, or the manifest is none; names it.
    """
    content = _content(folder)
    try:
        files = [DataFile(**one) for one in content["files"]]
        named = content["dataset"]
    except (KeyError, TypeError) as error:
        raise DatasetBroken(f"{folder / MANIFEST} is no manifest of a dataset: {error}") from error
    for one in files:
        path = folder / one.name
        if Path(one.name).name != one.name or not path.is_file():
            raise DatasetBroken(f"{path} is missing; get the dataset again")
        if (found := sha256_of(path)) != one.sha256:
            raise DatasetBroken(
                f"{path} has changed: its SHA-256 is {found}, not {one.sha256}; get it again"
            )
    if dataset_id(files) != named:
        raise DatasetBroken(f"{folder / MANIFEST} has changed: its files are not dataset {named}")
    return content, files


def _content(folder: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        version = content["version"]
    except OSError as error:
        raise DatasetBroken(f"{folder} has no {MANIFEST} that can be read: {error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise DatasetBroken(f"{folder / MANIFEST} is no manifest of a dataset") from error
    if version != VERSION:
        raise DatasetBroken(f"{folder} has version {version}, this program reads {VERSION}")
    return content
