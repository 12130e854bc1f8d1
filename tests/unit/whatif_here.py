"""What-ifs of a small recorded plant, computed in this process."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass, field

from twin_agents.exchange.whatif.ports import Found, Tell, WhatIfFailed
from twin_agents.exchange.whatif.question import Question
from twin_bus.errors import TwinError
from twin_ops.whatif.process import answered


class NoRuns:
    """Nothing is kept of any time."""

    async def ask(self, _question: Question, _tell: Tell) -> Found:
        raise WhatIfFailed("no snapshot of the model is kept")


@dataclass
class RunsHere:
    """Answers as the process would; may be held.

    Attributes:
        open: While it is not set, no answer comes.
    """

    open: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.open.set()

    async def ask(self, question: Question, tell: Tell) -> Found:
        tell("waiting", 0.5)
        await self.open.wait()
        asked = asdict(question)
        try:
            found = await asyncio.to_thread(answered, asked, tell)
        except TwinError as error:
            raise WhatIfFailed(str(error)) from error
        return Found(found["answer"], found["notes"])
