"""Split range: one controller output that moves several actuators, each over its own part of it.

With make-up and vent, `PV-901: [30 %, 0 %], PV-902: [35 %, 100 %]` shuts the first while the output
rises from 0 to 30 %, moves nothing up to 35 % (the gap), and opens the second from there to 100 %.
Ranges that overlap move both (ANSI/ISA-5.1-2009; Seborg et al. 2016, Process Dynamics and Control,
section 16.4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SplitRange:
    """The part of the output which moves one actuator.

    Attributes:
        equipment: whose actuator.
        shut_at: output in percent at which it is shut, and beyond.
        open_at: output in percent at which it is fully open, and beyond.
    """

    equipment: str
    shut_at: float
    open_at: float

    @property
    def slope(self) -> float:
        """Percent of travel for each percent of output; below 0 where it shuts on rising."""
        return 100.0 / (self.open_at - self.shut_at)

    @property
    def ends(self) -> tuple[float, float]:
        """Lowest and highest output between which it moves."""
        return min(self.shut_at, self.open_at), max(self.shut_at, self.open_at)

    def position(self, output: float) -> float:
        """Position in percent at an output in percent."""
        return min(max((output - self.shut_at) * self.slope, 0.0), 100.0)

    def outputs(self, position: float) -> tuple[float, float]:
        """Lowest and highest output in percent at which it stands at a position."""
        low, high = self.ends
        at = min(max(self.shut_at + position / self.slope, low), high)
        return (0.0 if at <= low else at), (100.0 if at >= high else at)


def output_of(splits: Sequence[SplitRange], positions: Mapping[str, float], before: float) -> float:
    """The output nearest to `before` at which the actuators stand where they do.

    Where no output gives all of these positions, the first ones in the description count.

    Args:
        splits: of one controller.
        positions: of actuators in percent; those that are missing do not matter.
        before: in percent.
    """
    low, high = 0.0, 100.0
    for split in splits:
        if split.equipment in positions:
            least, most = split.outputs(positions[split.equipment])
            if max(low, least) <= min(high, most):
                low, high = max(low, least), min(high, most)
    return min(max(before, low), high)
