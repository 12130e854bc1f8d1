"""What-ifs that are computed, or were lately: one at a time."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from twin_agents.exchange.whatif.ports import WhatIfFailed
from twin_bus.errors import TwinError

if TYPE_CHECKING:
    from twin_agents.exchange.whatif.ports import Library, Runs
    from twin_agents.exchange.whatif.question import Question

log = logging.getLogger(__name__)
AT_ONCE = 1
"""Each takes two cores for seconds, and the plant's own agents need some."""
_REMEMBERED = 20
_PATIENCE_S = 300.0
State = Literal["running", "done", "failed", "cancelled"]


class WhatIfBusy(TwinError):
    """Another one is computed; says whose."""


@dataclass
class WhatIf:
    """One that was asked for.

    Attributes:
        number: It is followed by.
        author: Who asked; nobody else sees it before it is kept as a branch.
        question: That was asked.
        state: How it is.
        stage: What is done now.
        share: How much of that stage is done, 0 to 1; None where nobody knows.
        failure: Why there is no answer.
        answer: As `twin whatif --json` prints it; None before it is done.
        notes: What was left out of what it was computed from, in words; no part of the answer.
    """

    number: str
    author: str
    question: Question
    state: State = "running"
    stage: str = "beginning"
    share: float | None = None
    failure: str = ""
    answer: Mapping[str, Any] | None = None
    notes: Sequence[str] = ()

    def tell(self, stage: str, share: float | None) -> None:
        """Takes how far it is."""
        self.stage, self.share = stage, share


@dataclass
class WhatIfDesk:
    """Has what-ifs computed, and remembers the last answers.

    Attributes:
        runs: Who computes them.
        library: Where branches are kept.
    """

    runs: Runs
    library: Library
    _known: OrderedDict[str, WhatIf] = field(default_factory=OrderedDict, init=False)
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict, init=False)

    def ask(self, question: Question, author: str) -> WhatIf:
        """Begins to compute one.

        Raises:
            WhatIfBusy: One is computed already.
        """
        if len(self._tasks) >= AT_ONCE:
            raise WhatIfBusy(self._busy())
        asked = WhatIf(secrets.token_hex(8), author, question)
        self._known[asked.number] = asked
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        self._tasks[asked.number] = asyncio.create_task(self._answer(asked))
        return asked

    def _busy(self) -> str:
        others = [self._known[number] for number in self._tasks]
        return f"one what-if is computed at a time, and {others[0].author} has one under way"

    def find(self, number: str, author: str) -> WhatIf | None:
        """The one of this number, for who asked for it."""
        found = self._known.get(number)
        return found if found is not None and found.author == author else None

    async def cancel(self, asked: WhatIf) -> None:
        """Ends it; one that is over stays as it is."""
        if (task := self._tasks.get(asked.number)) is not None:
            task.cancel()
            await asyncio.wait([task])

    async def _answer(self, asked: WhatIf) -> None:
        try:
            async with asyncio.timeout(_PATIENCE_S):
                found = await self.runs.ask(asked.question, asked.tell)
            asked.answer, asked.notes = found.content, found.notes
            asked.state = "done"
        except asyncio.CancelledError:
            asked.state = "cancelled"
            raise
        except (WhatIfFailed, TimeoutError) as error:
            why = str(error) or f"there is no answer after {_PATIENCE_S:g} s; ask for less"
            asked.state, asked.failure = "failed", why
        except Exception:
            log.exception("a what-if has ended")
            asked.state, asked.failure = "failed", "it has ended; the exchange's log says why"
        finally:
            self._tasks.pop(asked.number, None)
