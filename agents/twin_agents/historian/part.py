"""One file of the history: a piece of one partition of one topic."""

from __future__ import annotations

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
        if match := _NAME.fullmatch(path.name):
            of, date, hour = (level.partition("=")[2] for level in path.parts[-4:-1])
            begin = datetime.fromisoformat(f"{date}T{hour}:00:00+00:00")
            partition, first, last = (int(number) for number in match.groups()[:3])
            at = int(begin.timestamp()) // _HOUR
            yield Part(of, at, partition, first, last, whole=bool(match[4]))


def standing(parts: Iterable[Part]) -> list[Part]:
    """Those that no other one replaces, in the order of their messages.

    A process that was killed between writing the whole and deleting its pieces leaves both.
    """
    found: list[Part] = []
    for part in sorted(parts, key=_order):
        if not (found and found[-1] != part and found[-1].holds(part)):
            found.append(part)
    return found


def _order(part: Part) -> tuple[str, int, int, bool, int]:
    return part.topic, part.partition, part.first, not part.whole, -part.last
