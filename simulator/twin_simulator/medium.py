"""What an area's equipment holds: its components, and what it is filled with at first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import casadi as ca
import numpy as np
from numpy.typing import NDArray

from twin_simulator.properties.components import COMPONENTS, GAS_CONSTANT

if TYPE_CHECKING:
    from twin_schemas.plant import Area

Array = NDArray[np.float64]
ATMOSPHERE = 101_325.0  # Pa


@dataclass(frozen=True, kw_only=True)
class Medium:
    """Components of an area and its first fill.

    Units keep states only for the components of their area; flows and fluids carry a value for
    every component, of which CasADi drops the zeros.

    Attributes:
        species: positions in `COMPONENTS` of what the area holds.
        hot: whether gas may be above 1000 K.
        pressure, temperature: of the first fill, in Pa and K.
        gas, liquid: its mole fractions, one for each of `COMPONENTS`.
    """

    species: tuple[int, ...] = tuple(range(len(COMPONENTS)))
    hot: bool = False
    pressure: float = 1e5
    temperature: float = 300.0
    gas: Array = field(default_factory=lambda: np.eye(len(COMPONENTS))[4])
    liquid: Array = field(default_factory=lambda: np.eye(len(COMPONENTS))[5])

    @classmethod
    def of(cls, area: Area) -> Medium:
        """Reads the medium of a described area."""
        fill = area.first_fill
        return cls(
            species=tuple(COMPONENTS.index(name) for name in fill.species),
            hot=fill.hot,
            pressure=fill.pressure,
            temperature=fill.temperature,
            gas=_fractions(fill.gas),
            liquid=_fractions(fill.liquid),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the components."""
        return tuple(COMPONENTS[i] for i in self.species)

    @cached_property
    def _places(self) -> Any:
        """The matrix that puts the components held among `COMPONENTS`."""
        ones, columns = [1.0] * len(self.species), range(len(self.species))
        return ca.DM.triplet(self.species, columns, ones, len(COMPONENTS), len(self.species))

    def spread(self, held: Any) -> Any:
        """Returns a value for each of `COMPONENTS` from the values held."""
        return ca.densify(self._places @ held)

    def pick(self, values: Any) -> Any:
        """Returns the values of the components held."""
        return values[list(self.species)]

    def strange(self, values: Any) -> Any:
        """Returns the values of the components which are not held; 0 if there are none."""
        others = [0 if i in self.species else values[i] for i in range(len(COMPONENTS))]
        found = ca.vertcat(*others)
        return 0 if found.is_zero() else found

    def without(self, *names: str) -> Medium:
        """Returns this medium less some components."""
        kept = tuple(i for i in self.species if COMPONENTS[i] not in names)
        return replace(self, species=kept)

    def gas_fill(self, volume: float, temperature: float, pressure: float) -> Array:
        """Returns the amounts held, in mol, that fill a volume with gas."""
        moles = pressure * volume / (GAS_CONSTANT * temperature)
        return self.gas[list(self.species)] * moles


_BURNT = {"N2": 0.71, "CO2": 0.08, "H2O": 0.17, "O2": 0.03, "AR": 0.01}  # natural gas in air
_UNBURNT = ("CH4", "H2", "CO")

FLUE = Medium(
    species=tuple(COMPONENTS.index(name) for name in (*_UNBURNT, *_BURNT)),
    hot=True,
    pressure=ATMOSPHERE,
    temperature=900.0,
    gas=np.array([_BURNT.get(name, 0.0) for name in COMPONENTS]),
)

_RAW = {"CH4": 0.965, "H2": 0.01, "CO2": 0.01, "N2": 0.015}
_TRACES = ("H2O", "H2S", "CH3SH")  # water comes from the oxide which takes sulfur

RAW_GAS = Medium(
    species=tuple(COMPONENTS.index(name) for name in (*_RAW, *_TRACES)),
    pressure=45e5,
    temperature=630.0,
    gas=np.array([_RAW.get(name, 0.0) for name in COMPONENTS]),
)

COOLING_WATER = Medium(species=(COMPONENTS.index("H2O"),))


def _fractions(given: Any) -> Array:
    values = np.array([given.get(name, 0.0) for name in COMPONENTS])
    return values / (values.sum() or 1.0)
