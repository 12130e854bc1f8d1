"""Copies to the store, time and again."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from twin_agents.historian.part import Part
from twin_agents.historian.store.keeper import Keeper
from twin_agents.historian.store.store import StoreAway

log = logging.getLogger(__name__)
_LONGEST_S = 300.0  # between two attempts


@dataclass
class Storing:
    """Copies what is joined and has no copy yet; while the store is away it says so and tries on.

    Attributes:
        keeper: Makes them.
        times: Column with the times of messages, by topic.
        trouble: Why nothing is copied, or one hour is not; empty if all is well.
    """

    keeper: Keeper
    times: Mapping[str, str]
    trouble: str = ""
    _failures: int = field(default=0, init=False)

    def is_begun(self) -> bool:
        """Whether it is known what is in the store; it is asked on a new disk only."""
        try:
            self.keeper.begin()
        except OSError as error:
            self._tell(f"{error}; it is to tell where the history goes on, and is asked again")
            return False
        self._tell("")
        return True

    def step(self, parts: Sequence[Part]) -> None:
        """Copies those that are joined and have no copy.

        Args:
            parts: What is on the disk.
        """
        trouble = ""
        for part in parts:
            if part.whole and not self.keeper.has(part):
                try:
                    self.keeper.keep(part, self.times[part.topic])
                except FileNotFoundError:  # a larger one has replaced it
                    continue
                except OSError as error:
                    trouble = f"{error}; what has no copy stays on the disk"
                    if isinstance(error, StoreAway):
                        break
        self._failures = self._failures + 1 if trouble else 0
        self._tell(trouble)

    def pause_s(self, usual: float) -> float:
        """Time until the next attempt in s: longer after each that failed, up to 5 min."""
        return max(usual, min(usual * 2.0 ** min(self._failures, 32), _LONGEST_S))

    def may_go(self, part: Part) -> bool:
        """Whether a part need not stay on the disk: there is a copy that was read back."""
        return self.keeper.has(part)

    def _tell(self, trouble: str) -> None:
        if trouble and trouble != self.trouble:
            log.warning("%s", trouble)
        self.trouble = trouble
