"""Where a tag is in Sparkplug's name space: what a tag map says, and what topics say."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from twin_plc_adapters.tag_map import read_tag_map
from twin_schemas.plant.entry import Entry

NAMESPACE = "spBv1.0"
Kind = Literal["NBIRTH", "NDATA", "NDEATH", "DBIRTH", "DDATA", "DDEATH"]
_HOST = re.compile(r"[^+#/]+")


@dataclass(frozen=True)
class NodeId:
    """An edge node."""

    group: str
    node: str

    def __str__(self) -> str:
        return f"{self.group}/{self.node}"

    @property
    def topics(self) -> str:
        """What is subscribed to for all that it says."""
        return f"{NAMESPACE}/{self.group}/+/{self.node}/#"

    def command_topic(self, device: str) -> str:
        """Where it, or one of its devices, is told something."""
        if not device:
            return f"{NAMESPACE}/{self.group}/NCMD/{self.node}"
        return f"{NAMESPACE}/{self.group}/DCMD/{self.node}/{device}"


@dataclass(frozen=True)
class Place:
    """Where one tag is.

    Attributes:
        node: Its edge node.
        device: Its device; empty for the node's own metrics.
        metric: Name of the metric.
    """

    node: NodeId
    device: str
    metric: str

    def __str__(self) -> str:
        return f"{self.node}/{self.device}/{self.metric}"


@dataclass(frozen=True)
class Places:
    """Where all tags are.

    Attributes:
        tags: By tag.
        host: Name of this host application, which edge nodes may wait for; no two have the same.
    """

    tags: Mapping[str, Place]
    host: str


@dataclass(frozen=True)
class Source:
    """Whom a message is from."""

    kind: Kind
    node: NodeId
    device: str


def source_of(topic: str) -> Source | None:
    """Whom a message is from; None if it is no birth, data or death."""
    parts = topic.split("/")
    if len(parts) not in {4, 5} or parts[0] != NAMESPACE or parts[2] not in get_args(Kind):
        return None
    if (len(parts) == 5) != parts[2].startswith("D"):
        return None
    return Source(
        cast("Kind", parts[2]), NodeId(parts[1], parts[3]), parts[4] if len(parts) == 5 else ""
    )


def state_topic(host: str) -> str:
    """Where a host application says that it is there."""
    return f"{NAMESPACE}/STATE/{host}"


def read_places(path: Path, tags: Container[str], host: str) -> Places:
    """The places of a tag map.

    Args:
        path: The file.
        tags: Names that it may have.
        host: Name of the host application where the file gives none.

    Raises:
        PlantError: If it has mistakes; names each with file and line.
    """
    named: list[str] = []

    def read_host(entry: Entry) -> None:
        entry.check_keys("id")
        name = entry.text("id")
        if name and not _HOST.fullmatch(name):
            entry.note("id", f"'{name}' is part of a topic", "write it without +, # and /")
        named.append(name)

    found = read_tag_map(path, "sparkplug", tags, _read, host=read_host)
    return Places(found, (*named, host)[0])


def _read(entry: Entry) -> Place:
    entry.check_keys("metric")
    written = entry.text("metric")
    group, node, device, name = (*written.split("/", 3), "", "", "", "")[:4]
    if not (group and node and name) or re.search(r"[+#]", group + node + device):
        what = f"'{written}' is no metric"
        entry.note("metric", what, "write GROUP/NODE/DEVICE/NAME, or GROUP/NODE//NAME of a node")
    return Place(NodeId(group, node), device, name)
