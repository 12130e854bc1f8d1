"""Checks drafts in a process of its own: the exchange answers others meanwhile.

The process is kept, for importing CasADi and reading the plant takes seconds and a check a fraction
of one. It ends when its standard input does, or when nobody has asked for ten minutes.
"""

from __future__ import annotations

import asyncio
import json
import select
import sys
import weakref
from dataclasses import asdict, dataclass, field
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

from twin_agents.exchange.diagrams.checking import Checked, Checking
from twin_bus.errors import TwinError
from twin_schemas.plant import Problem
from twin_schemas.plant.display_rules import Advice
from twin_schemas.plant.draft import Draft, Finding

PATIENCE_SECONDS = 120.0
IDLE_SECONDS = 600.0


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
    _process: Popen[str] | None = field(default=None, init=False)

    def prepare(self) -> None:
        """Has a process read the plant, so that the first check is as fast as the others."""
        if self._process is None or self._process.poll() is not None:
            files = [str(file) for file in self.plant_files]
            self._process = _started(files)
            weakref.finalize(self, _end, self._process)

    async def check(self, draft: Draft) -> Checked:
        """What keeps the simulator from running a draft, and what its display lacks.

        Raises:
            CheckFailed: If there was no answer.
        """
        async with self._one:
            return _answer(await self._ask(json.dumps(asdict(draft))))

    async def _ask(self, question: str) -> str:
        self.prepare()
        process = self._process
        assert process is not None  # noqa: S101 - prepared above
        asking = asyncio.create_task(asyncio.to_thread(_told, process, question))
        try:
            told = await asyncio.wait_for(asyncio.shield(asking), PATIENCE_SECONDS)
        except TimeoutError:
            raise CheckFailed(f"no answer within {PATIENCE_SECONDS:g} s") from None
        finally:
            if not asking.done():  # the next question must not get the answer to this one
                process.kill()
        if not told:
            raise CheckFailed(f"it ended with {process.wait()}; its complaint is in the log")
        return told


def _started(files: list[str]) -> Popen[str]:
    command = (sys.executable, "-m", __name__, *files)
    return Popen(command, stdin=PIPE, stdout=PIPE, text=True, bufsize=1)  # noqa: S603 - own program


def _told(process: Popen[str], question: str) -> str:
    """One line for one line; empty if the process has ended."""
    assert process.stdin is not None  # noqa: S101 - it was started with pipes
    assert process.stdout is not None  # noqa: S101
    try:
        process.stdin.write(question + "\n")
    except BrokenPipeError:
        return ""
    return process.stdout.readline()


def _end(process: Popen[str]) -> None:
    process.kill()
    process.communicate()


def _answer(told: str) -> Checked:
    found: dict[str, Any] = json.loads(told)
    return Checked(
        findings=tuple(
            Finding(**{**each, "problem": Problem(**each["problem"])}) for each in found["findings"]
        ),
        advice=tuple(Advice(**each) for each in found["advice"]),
    )


def main() -> None:
    """Reads drafts from the standard input, one a line, and writes what was found in each."""
    checking = Checking(tuple(Path(file) for file in sys.argv[1:]))
    checking.prepare()
    while select.select([sys.stdin], [], [], IDLE_SECONDS)[0] and (line := sys.stdin.readline()):
        print(json.dumps(asdict(checking.check(Draft(**json.loads(line))))), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
