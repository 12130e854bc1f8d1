"""Other tunings of controllers, to try them on a run."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twin_schemas.plant import Plant


@dataclass(frozen=True, kw_only=True)
class Tuning:
    """How a PID controller is tuned, as the plant description has it.

    Attributes:
        gain: percent of output for each percent of the instrument's range.
        integral_time_s: reset time; derivative_time_s: 0 for none.

    Raises:
        ValueError: a controller can not have these.
    """

    gain: float
    integral_time_s: float
    derivative_time_s: float = 0.0

    def __post_init__(self) -> None:
        if not (self.gain > 0 and self.integral_time_s > 0 and self.derivative_time_s >= 0):
            raise ValueError(
                f"{self}: gain and integral time are above 0, derivative time is not below; "
                "the direction is the controller's `action`"
            )


def retuned(plant: Plant, tunings: Mapping[str, Tuning]) -> Plant:
    """Returns the plant with other tunings of some controllers.

    Raises:
        KeyError: there is no such controller.
    """
    controllers = dict(plant.controllers)
    for name, tuning in tunings.items():
        if name not in controllers:
            raise KeyError(f"no controller {name}; there are: {', '.join(controllers)}")
        controllers[name] = replace(controllers[name], **asdict(tuning))
    return replace(plant, controllers=controllers)
