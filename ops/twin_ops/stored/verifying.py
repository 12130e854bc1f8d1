"""Which files of the history have gone, or do not say any more what was written into them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from twin_agents.historian.checking import damage_in, is_sealed
from twin_agents.historian.file_list import FileList
from twin_agents.historian.part import Part, missing, order, parts_in, standing
from twin_agents.historian.store.stored_file import stored_in

_GONE = "it is missing"
_MOST_PASSES = 3  # what is joined meanwhile is checked in the next one


@dataclass(frozen=True)
class Damage:
    """A file that is damaged, or missing.

    Attributes:
        path: Of the file.
        part: Which messages it has to have.
        what: What is wrong with it.
        is_newest: Whether it is missing, and no later one of its partition is there; then the
            historian reads its messages again as it starts.
    """

    path: Path
    part: Part
    what: str
    is_newest: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether it has gone as a whole."""
        return self.what == _GONE

    @property
    def folder(self) -> Path:
        """Folder of its cluster."""
        return next(one for one in self.path.parents if one.name.startswith("cluster="))

    @property
    def cluster(self) -> str:
        """Cluster whose messages they are."""
        return self.folder.name.partition("=")[2]


@dataclass
class Verification:
    """Compares all files of a history with their checksums and lists, and changes nothing.

    Attributes:
        folder: Of the history.
        files: How many were looked at.
        unsealed: How many of them are from before there were checksums, and were decoded only.
    """

    folder: Path
    files: int = 0
    unsealed: int = 0

    def damages(self, tell: Callable[[float], None]) -> Iterator[Damage]:
        """Those that are damaged or missing; `tell` is told which share of all has been looked at.

        A file that is joined with others in the meantime is looked at where it is then.
        """
        seen: set[Path] = set()
        for _ in range(_MOST_PASSES):
            todo = {path: part for path, part in _files(self.folder).items() if path not in seen}
            sizes = {path: _size(path) for path in todo}
            done, whole = 0, sum(sizes.values())
            for path, part in todo.items():
                seen.add(path)
                yield from self._looked_at(path, part)
                done += sizes[path]
                tell(done / (whole or 1))
        for cluster in sorted(self.folder.glob("cluster=*")):
            yield from _missing(cluster)

    def _looked_at(self, path: Path, part: Part) -> Iterator[Damage]:
        try:
            what = damage_in(path)
            is_old = not what and not is_sealed(path)
        except FileNotFoundError:
            return
        self.files += 1
        if what:
            yield Damage(path, part, what)
        self.unsealed += is_old


def _missing(cluster: Path) -> Iterator[Damage]:
    """What joining or limits remove meanwhile is off the list before it goes."""
    files = FileList(cluster)
    listed = files.parts()
    there = [*parts_in(cluster)]
    gone = missing(listed, [*there, *(file.copy.part for file in stored_in(cluster))])
    last = {(part.topic, part.partition): part.last for part in standing(there)}
    for part in sorted(set(gone) & files.parts(), key=order):
        is_newest = part.last > last.get((part.topic, part.partition), -1)
        yield Damage(cluster / part.path, part, _GONE, is_newest)


def _files(folder: Path) -> dict[Path, Part]:
    clusters = sorted(folder.glob("cluster=*"))
    return {c / part.path: part for c in clusters for part in standing(parts_in(c))}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
