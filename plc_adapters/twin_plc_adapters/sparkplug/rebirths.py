"""When an edge node is asked for its births."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

FIRST_PAUSE_S, LAST_PAUSE_S = 1.0, 60.0


@dataclass
class Rebirths:
    """Asks at once, and then ever more seldom: births are long, and who does not answer may be off.

    A node that has not been asked for twice the longest pause is asked as if for the first time.
    """

    _asked: dict[Hashable, tuple[float, float]] = field(default_factory=dict, init=False)

    def is_due(self, node: Hashable, now_s: float) -> bool:
        """Whether to ask a node now; if so, it is taken as asked.

        Args:
            node: Which one.
            now_s: A time that only goes on.
        """
        at, pause = self._asked.get(node, (float("-inf"), 0.0))
        if now_s - at < pause:
            return False
        is_first = now_s - at > 2 * LAST_PAUSE_S
        following = FIRST_PAUSE_S if is_first else min(2 * pause, LAST_PAUSE_S)
        self._asked[node] = (now_s, following)
        return True
