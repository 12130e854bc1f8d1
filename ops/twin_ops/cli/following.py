"""Following a command on the stream, over the wait for a second person too."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from rich.live import Live
from rich.text import Text

from twin_ops.cli.output import coloured, err, out, print_json
from twin_ops.errors import Unreachable

_FIELDS = ("request_id", "tag", "value", "unit", "state", "reason", "time", "author")
_BEFORE_APPROVAL = {"requested", "authorised", "verified", "awaiting_approval"}


@dataclass
class Following:
    """One command from its first stage to the one that is waited for.

    Attributes:
        request_id: Which command.
        tag: Its tag, for the words of an error.
        ends: States that end it.
        as_json: Whether stages are printed as JSON.
    """

    request_id: str
    tag: str
    ends: Collection[str]
    as_json: bool
    _live: ExitStack = field(default_factory=ExitStack, init=False)

    async def run(self, messages: AsyncIterator[Mapping[str, Any]], patience_s: float) -> str:
        """Prints the stages as they come, and gives the last one's state.

        Args:
            messages: Of the exchange's stream.
            patience_s: Seconds to wait; the time that a second person has comes on top.

        Raises:
            Unreachable: If nothing is heard of the command any more.
        """
        try:
            async with asyncio.timeout(patience_s) as limit:
                with self._live:
                    return await self._until_end(messages, limit)
        except (TimeoutError, Unreachable) as error:
            raise Unreachable(
                f"no word of request {self.request_id} any more; it may have been carried out: "
                f"look at `twin get {self.tag}` and at the commands on the screen"
            ) from error

    async def _until_end(
        self, messages: AsyncIterator[Mapping[str, Any]], limit: asyncio.Timeout
    ) -> str:
        async for message in messages:
            if message.get("request_id") != self.request_id:
                continue
            if message["type"] == "approval":
                limit.reschedule((limit.when() or 0.0) + message["left_s"])
                self._count_down(message["left_s"])
            elif message["type"] == "command":
                if message["state"] not in _BEFORE_APPROVAL:
                    self._live.close()
                self._show(message)
                if message["state"] in self.ends:
                    return str(message["state"])
        raise Unreachable("the exchange closed the connection; look at the commands on the screen")

    def _count_down(self, seconds: float) -> None:
        """Shows on a terminal how long a second person has, until something happens."""
        if self.as_json or not out.is_terminal:
            return
        end = time.monotonic() + seconds

        def line() -> Text:
            minutes, left = divmod(max(0, round(end - time.monotonic())), 60)
            hint = f"`twin approve {self.request_id}` by somebody else"
            return Text(f"{minutes:02}:{left:02} left for a second person: {hint}", "yellow")

        live = Live(get_renderable=line, console=out, refresh_per_second=2, transient=True)
        self._live.enter_context(live)

    def _show(self, stage: Mapping[str, Any]) -> None:
        if self.as_json:
            print_json({name: stage[name] for name in _FIELDS})
            return
        clock, state = stage["time"][11:23], stage["state"]
        console = err if state == "refused" else out
        console.print(f"{clock} ", coloured(f"{state:<11}"), f" {stage['reason']}", sep="")
