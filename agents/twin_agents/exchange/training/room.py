"""What the exchange needs of trainings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from twin_bus.errors import TwinError


class TrainingForbids(TwinError):
    """A rule of the emulated plant, or the end of the training, forbids it."""


class TrainingMistake(TwinError):
    """What was asked for does not exist, or does not make sense."""


class TrainingLost(TwinError):
    """The training has ended by itself."""


class OpenRoom(Protocol):
    """A training that somebody leads."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """Scenario, title, description, plant, duration_s and shown tags."""

    async def ask(self, verb: str, **given: Any) -> Any:
        """Has it do something, or tell something.

        Args:
            verb: `run`, `freeze`, `speed`, `step`, `mark`, `back`, `inject`, `clear`, `hide`,
                `say`, `act`, `view`, `truth` or `outcome`.
            given: As that needs it.

        Raises:
            TrainingForbids: A rule forbids it.
            TrainingMistake: It does not make sense.
            TrainingLost: There is no training any more.
        """

    async def close(self) -> None:
        """Ends it."""


class Rooms(Protocol):
    """Opens trainings."""

    def scenarios(self) -> Sequence[str]:
        """Names of those that can be opened."""

    async def open(self, scenario: str) -> OpenRoom:
        """Opens one; it is frozen at its beginning. Takes seconds.

        Raises:
            TrainingMistake: The scenario does not exist or is not sound.
            TrainingLost: The process could not begin.
        """
