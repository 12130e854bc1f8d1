"""What is estimated, and in which order: states, slow parameters, travel, expected readings.

Each area is estimated by itself, with what crosses its border as the twin has it: the cost grows
with the cube of what is estimated together, and a plant's areas are loosely coupled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from twin_schemas.estimation import Estimable, estimable
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_schemas.plant import Instrument
    from twin_simulator.process_model import ProcessModel

TRAVEL_SPREAD = 0.005  # of the whole travel: how good positioners are
TRAVEL_TIME = 600.0  # s, after which such an error has become another one
_HOUR = 3600.0
CALIBRATION_TIME = 120 * 3600.0  # s, after which a transmitter is off by something else
_CALIBRATION = 2e-3  # of the range: how well a transmitter is calibrated, beside its noise
_RESOLUTION = 5e-4  # of the range: what neither noise nor calibration tells


@dataclass(frozen=True)
class Layout:
    """The rows of the estimated vector, scaled, and the sensors.

    Rows are the states (divided by their magnitude), the parameters, the travel of the actuators
    whose position is measured, the readings expected of all sensors, and how far each is off.

    Attributes:
        model: the plant's equations.
        area: which is estimated.
        slow: its parameters.
    """

    model: ProcessModel
    area: str
    slow: tuple[Estimable, ...]

    @classmethod
    def of(cls, model: ProcessModel) -> list[Layout]:
        """One for each area, with every parameter that the model has and the data describe."""
        known, equipment = set(model.variables.parameters), model.plant.equipment
        slow = [e for e in estimable(model.plant) if e.name in known]
        by_area = {
            area: tuple(e for e in slow if equipment[e.name.split(".")[0]].area == area)
            for area in model.plant.areas
        }
        return [found for a, those in by_area.items() if len((found := cls(model, a, those)).x)]

    @cached_property
    def x(self) -> Array:
        """Which of the model's states these are, as indices."""
        return self._own(self.model.variables.states)

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The instruments of the area."""
        return tuple(i.tag for i in self._instruments)

    @cached_property
    def seen(self) -> Array:
        """Which of the model's instruments these are, as indices."""
        index = {tag: k for k, tag in enumerate(self.model.plant.instruments)}
        return np.array([index[tag] for tag in self.tags], dtype=int)

    @cached_property
    def scale(self) -> Array:
        """Magnitude of each state."""
        found: Array = self.model.variables.scale[self.x]
        return found

    @cached_property
    def _instruments(self) -> tuple[Instrument, ...]:
        found = self.model.plant.instruments.values()
        return tuple(i for i in found if i.area == self.area)

    def _own(self, names: Sequence[str]) -> Array:
        equipment = self.model.plant.equipment
        mine = (k for k, n in enumerate(names) if equipment[n.split(".")[0]].area == self.area)
        return np.array(list(mine), dtype=int)

    @cached_property
    def compared(self) -> Array:
        """Whether each instrument tells something: not those that drive the model."""
        return np.array([i.drives is None for i in self._instruments], bool)

    @cached_property
    def noise(self) -> Array:
        """Standard deviation of one reading of each instrument, in its unit."""
        return np.array([i.noise for i in self._instruments])

    @cached_property
    def calibration(self) -> Array:
        """Standard deviation of what each instrument is off for good, in its unit."""
        return _CALIBRATION * self._span

    @cached_property
    def resolution(self) -> Array:
        """Standard deviation of what is left of each reading, in its unit."""
        return _RESOLUTION * self._span

    @cached_property
    def _span(self) -> Array:
        return np.array([i.high - i.low for i in self._instruments])

    @cached_property
    def lag(self) -> Array:
        """Time constant of each instrument in s."""
        return np.array([i.lag_s for i in self._instruments])

    @cached_property
    def positions(self) -> dict[str, int]:
        """The instrument that measures the position of each actuator, where there is one."""
        found = {i.measures: k for k, i in enumerate(self._instruments)}
        inputs = self.model.variables.inputs
        return {n: found[f"{n}.position"] for n in inputs if f"{n}.position" in found}

    @cached_property
    def moved(self) -> Array:
        """Which commands have a travel that is estimated, as their indices."""
        inputs = self.model.variables.inputs
        mine = self._own(inputs)
        return np.array([k for k in mine if inputs[k] in self.positions], dtype=int)

    @cached_property
    def slow_indices(self) -> Array:
        """Where the slow parameters are among the model's."""
        index = {name: k for k, name in enumerate(self.model.variables.parameters)}
        return np.array([index[e.name] for e in self.slow], dtype=int)

    @cached_property
    def nominal(self) -> Array:
        """Parameters and travel as described."""
        return np.concatenate([np.ones(len(self.slow)), np.zeros(len(self.moved))])

    @cached_property
    def times(self) -> Array:
        """After how many s each parameter and travel has become another one.

        A Gauss-Markov process of this time walks by `walk` in an hour and keeps the prior spread
        (Gelb 1974, Applied Optimal Estimation, section 3.6): what no instrument tells returns to
        the description, and is never less known than it was.
        """
        found = [2 * (e.prior.spread / e.prior.walk) ** 2 * _HOUR for e in self.slow]
        return np.array(found + [TRAVEL_TIME] * len(self.moved))

    @cached_property
    def states(self) -> slice:
        """Rows of the states."""
        return slice(0, len(self.x))

    @cached_property
    def parameters(self) -> slice:
        """Rows of the slow parameters."""
        return slice(self.states.stop, self.states.stop + len(self.slow))

    @cached_property
    def travel(self) -> slice:
        """Rows of the travel."""
        return slice(self.parameters.stop, self.parameters.stop + len(self.moved))

    @cached_property
    def readings(self) -> slice:
        """Rows of the expected readings."""
        return slice(self.travel.stop, self.travel.stop + len(self.tags))

    @cached_property
    def biases(self) -> slice:
        """Rows of what each instrument is off for good."""
        return slice(self.readings.stop, self.readings.stop + len(self.tags))

    @cached_property
    def own(self) -> slice:
        """Rows of parameters and travel."""
        return slice(self.parameters.start, self.travel.stop)

    @cached_property
    def size(self) -> int:
        """Number of rows."""
        return int(self.biases.stop)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Of parameters and travel, in the order of their rows."""
        inputs = self.model.variables.inputs
        moved = (f"{inputs[k]}.travel" for k in self.moved)
        return (*(e.name for e in self.slow), *moved)

    @cached_property
    def priors(self) -> Array:
        """Standard deviation of parameters and travel before anything was measured."""
        moved = [TRAVEL_SPREAD] * len(self.moved)
        return np.array([e.prior.spread for e in self.slow] + moved)
