"""Checks drafts in a process of its own: the exchange answers others meanwhile."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from twin_agents.exchange.diagrams.checking import Checked, checked
from twin_bus.errors import TwinError
from twin_schemas.plant import Problem
from twin_schemas.plant.display_rules import Advice
from twin_schemas.plant.draft import Draft, Finding

PATIENCE_SECONDS = 120.0


class CheckFailed(TwinError):
    """The process that checks drafts was killed, or took too long; the message says which."""


@dataclass
class Checker:
    """Checks drafts one after the other, each within its plant.

    Attributes:
        plant_files: Files of the plant that is run, root file first.
    """

    plant_files: tuple[Path, ...]
    _one: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def check(self, draft: Draft) -> Checked:
        """What keeps the simulator from running a draft, and what its display lacks.

        Raises:
            CheckFailed: If there was no answer.
        """
        question = {"draft": asdict(draft), "files": [str(file) for file in self.plant_files]}
        async with self._one:
            return _answer(await _run(json.dumps(question).encode()))


async def _run(question: bytes) -> bytes:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", __name__), stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            told, complaint = await process.communicate(question)
    except TimeoutError:
        raise CheckFailed(f"no answer within {PATIENCE_SECONDS:g} s") from None
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode:
        last = complaint.decode(errors="replace").strip().splitlines()[-1:]
        raise CheckFailed(f"it ended with {process.returncode}: {''.join(last)}")
    return told


def _answer(told: bytes) -> Checked:
    found: dict[str, Any] = json.loads(told)
    return Checked(
        findings=tuple(
            Finding(**{**each, "problem": Problem(**each["problem"])}) for each in found["findings"]
        ),
        advice=tuple(Advice(**each) for each in found["advice"]),
    )


def main() -> None:
    """Reads a draft from the standard input and writes what was found to the standard output."""
    question = json.load(sys.stdin)
    files = tuple(Path(file) for file in question["files"])
    json.dump(asdict(checked(Draft(**question["draft"]), files)), sys.stdout)


if __name__ == "__main__":
    main()
