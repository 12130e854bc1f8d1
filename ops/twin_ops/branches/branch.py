"""One what-if that has a name."""

from __future__ import annotations

import hashlib
import json
import shlex
from dataclasses import dataclass
from typing import Any

from twin_ops.errors import Usage


class NoBranch(Usage):
    """There is no branch of that name."""


@dataclass(frozen=True, kw_only=True)
class Branch:
    """An answer of `twin whatif` that is kept.

    Attributes:
        name: It can be asked for by.
        created: When it was kept, ISO 8601.
        version: Of twinbus that made it.
        answer: As `twin whatif --json` prints it.
    """

    name: str
    created: str
    version: str
    answer: dict[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of the answer: the same for the same question and version, to the last digit."""
        text = json.dumps(self.answer, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def written(self) -> str:
        """What it writes, as `--set` has it: `FIC-101.SP=19 PIC-107.SP=47@600s`."""
        return " ".join(_move(move) for move in self.answer["set"])

    @property
    def question(self) -> str:
        """The command that asks the same again."""
        words = ["twin", "whatif", "--at", self.answer["at"], "--for", f"{self.answer['for_s']:g}s"]
        for move in self.answer["set"]:
            words += ["--set", _move(move)]
        shown = {move["shows"] for move in self.answer["set"]}
        for tag in self.answer["tags"]:
            words += [] if tag in shown else ["--tag", tag]
        return shlex.join(words)

    @property
    def applying(self) -> str:
        """The commands that take its writes to the plant; empty if there are none, or later ones.

        A set is written as one transaction, so what is written later is not part of one.
        """
        moves = self.answer["set"]
        if not moves or any(move["after_s"] for move in moves):
            return ""
        values = [word for move in moves for word in ("--value", _move(move))]
        saved = shlex.join(["twin", "sets", "save", self.name, *values])
        return f"{saved} && twin sets restore {self.name}"

    @property
    def limits(self) -> int:
        """How many alarm limits and interlocks come up only with what it writes."""
        return sum(len(self.answer[kind]["caused"]) for kind in ("alarms", "interlocks"))


def _move(move: dict[str, Any]) -> str:
    later = f"@{move['after_s']:g}s" if move["after_s"] else ""
    return f"{move['tag']}={move['value']:.12g}{later}"
