"""The training of a twin: one at a time, with its instructor and trainees."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from twin_agents.exchange.training.room import (
    OpenRoom,
    Rooms,
    TrainingForbids,
    TrainingLost,
    TrainingMistake,
)

if TYPE_CHECKING:
    from twin_agents.exchange.training.seen import Seen


log = logging.getLogger(__name__)
_EACH_S = 1.0


@dataclass
class Training:
    """One that is open.

    Attributes:
        room: Where it happens.
        instructor: Who leads it.
        trainees: Who may act in it; everybody who may read if there are none.
        seen: What trainees see of it.
    """

    room: OpenRoom
    instructor: str
    trainees: frozenset[str]
    seen: Seen

    def takes(self, user: str) -> bool:
        """Whether a user may act in it."""
        return not self.trainees or user in {*self.trainees, self.instructor}

    async def look(self) -> None:
        """Sees how it is now."""
        self.seen.take(await self.room.ask("view"))


@dataclass
class TrainingDesk:
    """Opens and ends trainings.

    Attributes:
        rooms: Who opens them.
        open: The one that is open.
    """

    rooms: Rooms
    open: Training | None = None
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _watching: asyncio.Task[None] | None = field(default=None, init=False)

    async def begin(
        self, scenario: str, instructor: str, trainees: Collection[str], seen: Seen
    ) -> Training:
        """Opens a training, frozen at its beginning.

        Raises:
            TrainingForbids: Another training is open.
            TrainingMistake: The scenario does not exist or is not sound.
            TrainingLost: It could not begin.
        """
        async with self._opening:
            if scenario not in (known := self.rooms.scenarios()):
                raise TrainingMistake(f"no scenario {scenario!r}; there are: {', '.join(known)}")
            if self.open is not None:
                raise TrainingForbids(f"{self.open.instructor} leads a training; end it first")
            room = await self.rooms.open(scenario)
            opened = Training(room, instructor, frozenset(trainees), seen)
            try:
                await opened.look()
            except BaseException:
                await room.close()  # else its process would live as long as the exchange
                raise
            self.open, self._watching = opened, asyncio.create_task(self._watch(opened))
            return opened

    async def end(self) -> None:
        """Ends the one that is open."""
        async with self._opening:
            training, self.open = self.open, None
            if training is not None:
                await training.room.close()

    async def ask(self, verb: str, **given: Any) -> Any:
        """Asks the one that is open; one that has ended by itself is none any more.

        Raises:
            TrainingForbids: A rule forbids it.
            TrainingMistake: It does not make sense, or none is open.
            TrainingLost: It has just ended by itself.
        """
        if (training := self.open) is None:
            raise TrainingMistake("no training is open")
        try:
            return await training.room.ask(verb, **given)
        except TrainingLost:
            await self.end()
            raise

    async def do(self, verb: str, **given: Any) -> Any:
        """Asks for what changes it, and sees what came of that; raises as `ask` does."""
        answer = await self.ask(verb, **given)
        view = await self.ask("view")
        if self.open is not None:
            self.open.seen.take(view)
        return answer

    async def _watch(self, training: Training) -> None:
        """Looks once a second, so that trends have no gaps while nobody asks."""
        while self.open is training:
            try:
                await training.look()
            except TrainingLost as error:
                log.warning("%s", error)
                await self.end()
            await asyncio.sleep(_EACH_S)
