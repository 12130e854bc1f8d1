"""Reading in a thread of its own, for an agent that somebody waits for.

aiokafka makes the records of a fetch at once, 5 us each, so a plant's second keeps an event loop
for ten milliseconds. A thread does that in turns with the agent's loop.
"""

from __future__ import annotations

import asyncio
import functools
import sys
import threading
from collections.abc import Awaitable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from twin_bus.ports import Delivery, OnBatch

_TURN_S = 0.0005  # Python's own is ten times as long


@dataclass
class ReadingThread:
    """An event loop in a thread, made and called by the agent's event loop.

    It makes Python change between its threads every half a millisecond.
    """

    _agents: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    _own: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def __post_init__(self) -> None:
        sys.setswitchinterval(_TURN_S)
        self._thread = threading.Thread(target=self._run, name="reading", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        self._own.run_forever()
        self._own.close()

    async def run(self, work: Coroutine[Any, Any, object]) -> None:
        """Runs something in the thread, and returns or raises as it does."""
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._own))

    def handing_over(self, on_batch: OnBatch) -> OnBatch:
        """What is called in the thread, and has a batch handled in the agent's event loop."""
        return functools.partial(self._hand_over, on_batch)

    async def _hand_over(self, on_batch: OnBatch, records: Sequence[Delivery]) -> Awaitable[None]:
        handling = asyncio.run_coroutine_threadsafe(_handled(on_batch, records), self._agents)
        await asyncio.wrap_future(handling)
        return asyncio.sleep(0)

    def end(self) -> None:
        """Ends the thread, once what was run in it has returned."""
        self._own.call_soon_threadsafe(self._own.stop)
        self._thread.join()


async def _handled(on_batch: OnBatch, records: Sequence[Delivery]) -> None:
    """Handles a batch, and waits until its outputs are acknowledged."""
    await (await on_batch(records))
