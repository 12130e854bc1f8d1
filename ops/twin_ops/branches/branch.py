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
        author: Who kept it on the screen; empty for the owner of the instance.
    """

    name: str
    created: str
    version: str
    answer: dict[str, Any]
    author: str = ""

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
    def transaction(self) -> dict[str, float]:
        """What it writes, as a setpoint set has it.

        Raises:
            Usage: That is nothing, or not at once: a set is written as one transaction.
        """
        moves = self.answer["set"]
        if not moves:
            raise Usage(f"the branch {self.name} writes nothing")
        if later := [_move(move) for move in moves if move["after_s"]]:
            raise Usage(
                f"the branch {self.name} writes {', '.join(later)} later, and a set is written at "
                "once; `twin set` writes one after the other"
            )
        return {move["tag"]: move["value"] for move in moves}

    @property
    def limits(self) -> int:
        """How many alarm limits and interlocks come up only with what it writes."""
        return sum(len(self.answer[kind]["caused"]) for kind in ("alarms", "interlocks"))


def _move(move: dict[str, Any]) -> str:
    later = f"@{move['after_s']:g}s" if move["after_s"] else ""
    return f"{move['tag']}={move['value']:.12g}{later}"
