"""Which files of the history do not say any more what was written into them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from twin_agents.historian.checking import damage_in, is_sealed
from twin_agents.historian.part import Part, parts_in, standing

_MOST_PASSES = 3  # what is joined meanwhile is checked in the next one


@dataclass(frozen=True)
class Damage:
    """A file that is damaged.

    Attributes:
        path: Of the file.
        part: Which messages it has to have.
        what: What is wrong with it.
    """

    path: Path
    part: Part
    what: str

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
    """Compares all files of a history with their checksums, and changes nothing.

    Attributes:
        folder: Of the history.
        files: How many were looked at.
        unsealed: How many of them are from before there were checksums, and were decoded only.
    """

    folder: Path
    files: int = 0
    unsealed: int = 0

    def damages(self, tell: Callable[[float], None]) -> Iterator[Damage]:
        """Those that are damaged; `tell` is told which share of all has been looked at.

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


def _files(folder: Path) -> dict[Path, Part]:
    clusters = sorted(folder.glob("cluster=*"))
    return {c / part.path: part for c in clusters for part in standing(parts_in(c))}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
