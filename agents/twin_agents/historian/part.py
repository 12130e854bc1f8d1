"""One file of the history: a piece of one partition of one topic."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_NAME = re.compile(r"(\d+)-(\d{12})-(\d{12})(\.hour)?\.parquet")
_HOUR = 3600
UNFINISHED = ".unfinished"


@dataclass(frozen=True)
class Part:
    """Messages of a partition, without a gap from `first` to `last`.

    Attributes:
        topic: Kafka topic, `<domain>.<noun>.v<N>`.
        hour: Hours since 1970-01-01 UTC, by the bus's time; never less than in the part before.
        partition: Of the topic.
        first: Offset of its first message.
        last: Offset of its last one.
        whole: Whether it was made of the smaller parts of an hour, which it replaces.
    """

    topic: str
    hour: int
    partition: int
    first: int
    last: int
    whole: bool = False

    @property
    def path(self) -> Path:
        """Where it is in the history's folder, partitioned as Hive does."""
        begin = datetime.fromtimestamp(self.hour * _HOUR, UTC)
        folder = Path(f"topic={self.topic}", f"date={begin:%Y-%m-%d}", f"hour={begin:%H}")
        ending = ".hour" if self.whole else ""
        return folder / f"{self.partition}-{self.first:012}-{self.last:012}{ending}.parquet"

    def holds(self, other: Part) -> bool:
        """Whether every message of another part is in this one."""
        same = (self.topic, self.partition) == (other.topic, other.partition)
        return self.whole and same and self.first <= other.first and other.last <= self.last


def parts_in(folder: Path, topic: str = "*") -> Iterator[Part]:
    """Every finished part in the folder of a cluster, those too which others replace."""
    for path in folder.glob(f"topic={topic}/date=*/hour=*/*.parquet"):
        if part := part_at(path):
            yield part


def part_at(path: Path) -> Part | None:
    """Which one has this path; None if none has."""
    match = _NAME.fullmatch(path.name)
    if not match:
        return None
    topic, date, hour = (level.partition("=")[2] for level in path.parts[-4:-1])
    begin = datetime.fromisoformat(f"{date}T{hour}:00:00+00:00")
    partition, first, last = (int(number) for number in match.groups()[:3])
    at = int(begin.timestamp()) // _HOUR
    return Part(topic, at, partition, first, last, whole=bool(match[4]))


def standing(parts: Iterable[Part]) -> list[Part]:
    """Those that no other one replaces, in the order of their messages.

    A process that was killed between writing the whole and deleting its pieces leaves both.
    """
    found: list[Part] = []
    for part in sorted(parts, key=order):
        if not (found and found[-1] != part and found[-1].holds(part)):
            found.append(part)
    return found


def order(part: Part) -> tuple[str, int, int, bool, int]:
    """Sorts parts by their messages, and one before those that it replaces."""
    return part.topic, part.partition, part.first, not part.whole, -part.last


def synced(path: Path) -> None:
    """Returns when a file, or the names in a folder, outlive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def missing(listed: Iterable[Part], there: Iterable[Part]) -> list[Part]:
    """Those that should be there, and whose messages no other one has, in their order.

    A start after the last ones were lost reads their messages again, into other files.
    """
    found = list(there)

    def is_there(topic: str, partition: int, offset: int) -> bool:
        return any(
            (one.topic, one.partition) == (topic, partition) and one.first <= offset <= one.last
            for one in found
        )

    return [
        part
        for part in standing(set(listed) - set(found))
        if not all(is_there(part.topic, part.partition, end) for end in (part.first, part.last))
    ]
