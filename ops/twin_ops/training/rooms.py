"""Opens trainings for the exchange, each in a process of its own."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from twin_agents.exchange.training.room import (
    OpenRoom,
    TrainingForbids,
    TrainingLost,
    TrainingMistake,
)
from twin_schemas.scenario import shipped

if TYPE_CHECKING:
    from twin_ops.settings import Settings

_ERRORS = {"forbidden": TrainingForbids, "mistaken": TrainingMistake}


@dataclass
class ProcessRoom:
    """A training in a process of its own; questions are answered one by one.

    Attributes:
        facts: Name, title and so on of the scenario.
    """

    process: asyncio.subprocess.Process
    others: Connection
    facts: Mapping[str, Any] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def ask(self, verb: str, **given: Any) -> Any:
        """See `OpenRoom`."""
        async with self._turn:
            return await asyncio.shield(asyncio.to_thread(self._ask, verb, given))

    def _ask(self, verb: str, given: Mapping[str, Any]) -> Any:
        try:
            self.others.send((verb, given))
        except (OSError, EOFError) as error:
            raise TrainingLost("the process of the training has ended") from error
        return self.answer()

    def answer(self) -> Any:
        """What the process says next."""
        try:
            verdict, content = self.others.recv()
        except (OSError, EOFError) as error:
            raise TrainingLost("the process of the training has ended") from error
        if verdict in _ERRORS:
            raise _ERRORS[verdict](content)
        return content

    async def close(self) -> None:
        """Ends it."""
        async with self._turn:
            self.others.close()
            await self.process.wait()


@dataclass(frozen=True)
class ProcessRooms:
    """Starts the processes.

    Attributes:
        settings: Of the instance: where models are kept.
    """

    settings: Settings

    def scenarios(self) -> Sequence[str]:
        """Names of those that can be opened."""
        return [*shipped()]

    async def open(self, scenario: str) -> OpenRoom:
        """See `Rooms`."""
        ours, theirs = socket.socketpair()
        environment = os.environ | self.settings.environment
        command = ("-m", "twin_ops.training.process", str(theirs.fileno()), scenario)
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable, *command, pass_fds=(theirs.fileno(),), env=environment
            )
        room = ProcessRoom(process, Connection(ours.detach()))
        try:
            room.facts = await asyncio.to_thread(room.answer)
        except BaseException:
            await room.close()
            raise
        return room
