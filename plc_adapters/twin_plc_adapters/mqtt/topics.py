"""On which topics the tags are: what a tag map for MQTT says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path

from twin_plc_adapters.tag_map import read_tag_map
from twin_schemas.plant.entry import Entry

_ONLINE = "online"


@dataclass(frozen=True, kw_only=True)
class Topic:
    """Where one tag is.

    Attributes:
        name: Topic of its values.
        path: Keys to its value in a JSON payload, with dots between; empty for the payload itself.
        write: Topic on which it is written; empty if it cannot be.
        as_json: Whether `{"value": 1.5}` is written, or the number alone.
    """

    name: str
    path: str = ""
    write: str = ""
    as_json: bool = False


@dataclass(frozen=True)
class Topics:
    """Where all tags are.

    Attributes:
        tags: By tag.
        status: Topic on which the plant's side says that it is there, and its last will that it
            is not; empty for none.
        online: What it says while it is there.
    """

    tags: Mapping[str, Topic]
    status: str = ""
    online: str = _ONLINE

    def by_name(self) -> dict[str, list[str]]:
        """Tags of each topic."""
        found: dict[str, list[str]] = defaultdict(list)
        for tag, topic in self.tags.items():
            found[topic.name].append(tag)
        return dict(found)


def read_topics(path: Path, tags: Container[str]) -> Topics:
    """The topics of a tag map.

    Raises:
        PlantError: If it has mistakes; names each with file and line.
    """
    status: list[tuple[str, str]] = []

    def read_status(entry: Entry) -> None:
        entry.check_keys("topic", "online")
        status.append((_topic(entry, "topic"), entry.text("online", _ONLINE)))

    found = read_tag_map(path, "mqtt", tags, _read, status=read_status)
    return Topics(found, *(status[0] if status else ()))


def _read(entry: Entry) -> Topic:
    entry.check_keys("topic", "path", "write", "write_form")
    return Topic(
        name=_topic(entry, "topic"),
        path=entry.text("path", ""),
        write=_topic(entry, "write") if "write" in entry else "",
        as_json=entry.choice("write_form", ("number", "json"), "number") == "json",
    )


def _topic(entry: Entry, key: str) -> str:
    name = entry.text(key)
    if "+" in name or "#" in name:
        entry.note(key, f"{key} '{name}' is a pattern", "name one topic, without + and #")
    return name
