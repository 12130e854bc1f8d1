"""The shape which all unit operations share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import numpy as np
from numpy.typing import NDArray

from twin_simulator.medium import COOLING_WATER, Medium

if TYPE_CHECKING:
    from twin_simulator.fluid import Flow, Fluid

Values = Mapping[str, Any]
Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class State:
    """A differential state: first guess (its size gives the shape) and typical magnitude.

    Attributes:
        labels: names of its entries; components, where there is more than one.
        ages: it never comes to rest (spent oxide): the design point holds it at its guess.
    """

    name: str
    guess: Array
    scale: float
    positive: bool = False
    labels: tuple[str, ...] = ()
    ages: bool = False


@dataclass(frozen=True, kw_only=True)
class Context:
    """The expressions a unit sees: its own states, inputs and parameters, fluids and flows.

    Attributes:
        values: states, inputs and adjustable parameters of the unit by their local name.
        fluids: the fluid at the other end of each flow port, and at each own node port.
        flows: the flow at each port, in the direction of its stream.
        memory: what `remembered` methods have made; shared by the contexts of one unit, of which
            each knows more than the one before.
    """

    values: Values
    fluids: Mapping[str, Fluid] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=dict)
    memory: dict[Any, Any] = field(default_factory=dict)


Method = TypeVar("Method", bound=Callable[..., Any])


def remembered(method: Method) -> Method:
    """Decorates a unit's method: what it makes of a context is written into the equations once."""

    @wraps(method)
    def call(unit: Any, context: Context, *arguments: Any) -> Any:
        key = (method, id(unit), *arguments)
        if key not in context.memory:  # the unit is kept too, lest another one get its number
            context.memory[key] = unit, method(unit, context, *arguments)
        return context.memory[key][1]

    return call  # type: ignore[return-value]


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """What a unit holds: amounts of all components in mol, and energy in J."""

    amounts: Any
    energy: Any


@dataclass(frozen=True)
class Unit:
    """A unit operation; a port is either a node (offers a fluid) or a flow (computes a flow).

    A stream joins one node port and one flow port, so that pressures decide flows without
    algebraic loops. Every method returns expressions of the symbols in the context.
    """

    parameters: Mapping[str, float]
    medium: Medium
    feeds: ClassVar[tuple[str, ...]] = ()  # flow ports through which the unit fills itself
    outside: ClassVar[bool] = False  # what flows to it leaves the model

    @property
    def held(self) -> Medium:
        """The components which the unit has states for."""
        return self.medium

    def behind(self, port: str) -> Medium:
        """Returns the components of which the unit keeps what enters through a port."""
        return COOLING_WATER if port == "water_inlet" else self.held

    @property
    def start_temperature(self) -> float:
        """Temperature of the first fill in K."""
        return self.parameters.get("start_temperature", self.medium.temperature)

    @property
    def start_pressure(self) -> float:
        """Pressure of the first fill in Pa."""
        return self.parameters.get("start_pressure", self.medium.pressure)

    def gas_amounts(self, name: str, volume: float) -> State:
        """Returns the state of the gas amounts in a volume."""
        held = self.held
        amounts = held.gas_fill(volume, self.start_temperature, self.start_pressure)
        scale, labels = float(amounts.sum()), held.names
        return State(name=name, guess=amounts, scale=scale, positive=True, labels=labels)

    def temperature_state(self, name: str) -> State:
        """Returns the state of a temperature."""
        guess = np.array([self.start_temperature])
        return State(name=name, guess=guess, scale=500.0, positive=True)

    def states(self) -> tuple[State, ...]:
        """Returns the differential states."""
        return ()

    def inputs(self) -> Mapping[str, float]:
        """Returns the actuator commands (0 to 1) and their first guess."""
        return {}

    def adjustable(self) -> Mapping[str, float]:
        """Returns the parameters which may change during a run, and their nominal value."""
        return {}

    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        """Returns the fluid at each node port."""
        del context
        return {}

    def flows(self, context: Context) -> Mapping[str, Flow]:
        """Returns the flow at each flow port."""
        del context
        return {}

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        """Returns the time derivative of each state."""
        del context
        return {}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        """Returns what instruments may measure, in SI."""
        del context
        return {}

    def inventory(self, context: Context) -> Inventory | None:
        """Returns what the unit holds; None when it holds nothing."""
        del context
        return None

    def validity(self, context: Context) -> Any:
        """Returns a condition which holds while the equations are within their stated range."""
        del context
        return True

    def power(self, context: Context) -> Any:
        """Returns the work done on the fluid in W."""
        del context
        return 0.0
