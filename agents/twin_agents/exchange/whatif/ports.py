"""What the exchange needs to have what-ifs: who computes them, and where branches are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from twin_bus.errors import TwinError

if TYPE_CHECKING:
    from twin_agents.exchange.whatif.question import Question


class WhatIfFailed(TwinError):
    """There is no answer; says why."""


class BranchUnknown(TwinError):
    """There is no branch of that name."""


class BranchBroken(TwinError):
    """What is kept of a branch can not be read, or it can not be kept."""


class NameTaken(TwinError):
    """There is a branch of that name."""


Tell = Callable[[str, float | None], None]
"""Is told which stage has begun, and which share of it is done where that is known."""


@dataclass(frozen=True)
class Found:
    """What came of a question.

    Attributes:
        content: As `twin whatif --json` prints it.
        notes: What was left out of what it was computed from, in words; no part of the answer.
    """

    content: Mapping[str, Any]
    notes: Sequence[str] = ()


class Runs(Protocol):
    """Computes what-ifs."""

    async def ask(self, question: Question, tell: Tell) -> Found:
        """The answer. Takes seconds; to cancel it ends it.

        Raises:
            WhatIfFailed: The history does not reach there, or the model refuses or can not go on.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A branch.

    Attributes:
        name: It can be asked for by.
        created: When it was kept, ISO 8601.
        author: Who kept it; empty for the owner of the instance.
        version: Of twinbus that made it.
        digest: SHA-256 of the answer.
        question: The command that asks the same again.
        written: What it writes, in one line.
        limits: How many limits and interlocks come up only with what it writes.
        applies: What a setpoint set of it would hold; None where it can be none.
        applies_not: Why it can be none; else empty.
        answer: As `twin whatif --json` prints it.
    """

    name: str
    created: str
    author: str
    version: str
    digest: str
    question: str
    written: str
    limits: int
    applies: Mapping[str, float] | None
    applies_not: str
    answer: Mapping[str, Any]


class Library(Protocol):
    """Keeps branches; every call may be made in any thread."""

    def all(self) -> tuple[Sequence[Kept], Sequence[str]]:
        """Branches by name, and the names of those that can not be read."""
        ...

    def get(self, name: str) -> Kept:
        """The branch of a name.

        Raises:
            BranchUnknown: There is none.
            BranchBroken: It can not be read.
        """
        ...

    def keep(
        self, name: str, answer: Mapping[str, Any], author: str, *, replace: bool = False
    ) -> Kept:
        """Keeps an answer.

        Raises:
            NameTaken: The name is taken, and it is not to be replaced.
            BranchBroken: It can not be written.
        """
        ...

    def delete(self, name: str) -> None:
        """Forgets a branch, also one that can not be read.

        Raises:
            BranchUnknown: There is none.
        """
        ...

    def difference(self, name: str, other: str) -> Mapping[str, Any]:
        """Rows `tags` and `events` of what differs, and `doubts` whether they can be compared.

        Raises:
            BranchUnknown: One is not there.
            BranchBroken: One can not be read.
        """
        ...
