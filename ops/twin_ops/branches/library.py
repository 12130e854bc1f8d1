"""The branches of an instance, for the exchange."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from twin_agents.exchange.whatif.ports import BranchBroken, BranchUnknown, Kept, NameTaken
from twin_ops.branches.branch import Branch, NoBranch
from twin_ops.branches.kept import KeptBranches
from twin_ops.errors import Usage


@dataclass(frozen=True)
class BranchLibrary:
    """Reads and writes the same files as `twin branch`.

    Attributes:
        folder: Where they are.
    """

    folder: Path

    def all(self) -> tuple[list[Kept], list[str]]:
        """See `Library`."""
        found: list[Kept] = []
        broken: list[str] = []
        for name in KeptBranches(self.folder).names():
            try:
                found.append(self.get(name))
            except BranchBroken:
                broken.append(name)
            except BranchUnknown:  # it was deleted meanwhile
                continue
        return found, broken

    def get(self, name: str) -> Kept:
        """See `Library`."""
        return _kept(self._branch(name))

    def keep(
        self, name: str, answer: Mapping[str, Any], author: str, *, replace: bool = False
    ) -> Kept:
        """See `Library`."""
        branches = KeptBranches(self.folder)
        if not replace and name in branches.names():
            raise NameTaken(f"there is a branch {name}")
        try:
            return _kept(branches.keep(name, dict(answer), replace=replace, author=author))
        except Usage as error:
            raise BranchBroken(str(error)) from error

    def delete(self, name: str) -> None:
        """See `Library`."""
        try:
            KeptBranches(self.folder).delete(name)
        except NoBranch as error:
            raise BranchUnknown(f"there is no branch {name}") from error

    def difference(self, name: str, other: str) -> dict[str, Any]:
        """See `Library`."""
        from twin_ops.branches.difference import doubts, events, trends

        one, two = self._branch(name), self._branch(other)
        return {"tags": trends(one, two), "events": events(one, two), "doubts": doubts(one, two)}

    def _branch(self, name: str) -> Branch:
        try:
            return KeptBranches(self.folder).get(name)
        except NoBranch as error:
            raise BranchUnknown(f"there is no branch {name}") from error
        except Usage as error:
            raise BranchBroken(f"the branch {name} can not be read") from error


def _kept(branch: Branch) -> Kept:
    applies: dict[str, float] | None = None
    why = ""
    try:
        applies = branch.transaction
    except Usage as error:
        why = str(error)
    return Kept(
        name=branch.name,
        created=branch.created,
        author=branch.author,
        version=branch.version,
        digest=branch.digest,
        question=branch.question,
        written=branch.written,
        limits=branch.limits,
        applies=applies,
        applies_not=why,
        answer=branch.answer,
    )
