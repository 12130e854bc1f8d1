"""Computes what-ifs for the exchange, each in a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from twin_agents.exchange.whatif.ports import Found, Tell, WhatIfFailed

if TYPE_CHECKING:
    from twin_agents.exchange.whatif.question import Question
    from twin_ops.settings import Settings

_LONGEST_LINE = 64 * 2**20  # bytes; fifty tags are half a million


@dataclass(frozen=True)
class ProcessRuns:
    """Starts the processes.

    Attributes:
        settings: Of the instance: where models and the history are kept.
    """

    settings: Settings

    async def ask(self, question: Question, tell: Tell) -> Found:
        """See `Runs`."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "twin_ops.whatif.process"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=os.environ | self.settings.environment,
            limit=_LONGEST_LINE,
            start_new_session=True,
        )
        assert process.stdin is not None  # noqa: S101 - as asked for
        try:
            process.stdin.write(json.dumps(asdict(question)).encode() + b"\n")
            return await _answer(process, tell)
        finally:
            process.stdin.close()  # one that still computes ends
            await asyncio.shield(process.wait())


async def _answer(process: asyncio.subprocess.Process, tell: Tell) -> Found:
    assert process.stdout is not None  # noqa: S101 - as asked for
    async for line in process.stdout:
        told = json.loads(line)
        if "failure" in told:
            raise WhatIfFailed(told["failure"])
        if "answer" in told:
            return Found(told["answer"], told["notes"])
        tell(told["stage"], told["share"])
    raise WhatIfFailed("its process has ended; the exchange's log says why")
