"""What comes out of a place of the process, and how it is read out of the equations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import casadi as ca
import numpy as np

from twin_simulator.properties.components import COMPONENTS, MOLAR_MASS
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.fluid import Flow, Fluid


@dataclass(frozen=True, kw_only=True)
class Release:
    """What comes out of an opening now.

    Attributes:
        mass_flow: in kg/s to the atmosphere; of a tube, what the process loses with the water.
        entering: in kg/s, water or steam which enters the process through a tube.
        fractions: by mass, of what is lost, by component.
        enthalpy_flow: of what is lost in W.
        temperature, pressure: before the opening in K and Pa.
        superheat: of gas which water enters, over the boiling point of its water, in K; below 0 the
            gas has taken up more water than it can, and its temperature means nothing. Infinite
            where no water can enter gas.
    """

    mass_flow: float
    entering: float
    fractions: Mapping[str, float]
    enthalpy_flow: float
    temperature: float
    pressure: float
    superheat: float


def column(lost: Flow, entering: Flow, fluid: Fluid, superheat: Any) -> Any:
    """Puts a release into one column of expressions, which `release_of` reads back as numbers."""
    state = [lost.enthalpy, entering.mass, fluid.temperature, fluid.pressure, superheat]
    return ca.vertcat(lost.amounts, *state)


def release_of(numbers: Array) -> Release:
    """Reads a release out of the numbers of its column."""
    masses = numbers[: len(COMPONENTS)] * np.asarray(MOLAR_MASS).ravel()
    total = float(masses.sum())
    shares = masses / total if total > 0 else masses
    enthalpy, entering, temperature, pressure, superheat = numbers[len(COMPONENTS) :].tolist()
    return Release(
        mass_flow=total,
        entering=entering,
        fractions={c: float(s) for c, s in zip(COMPONENTS, shares, strict=True) if s > 0},
        enthalpy_flow=enthalpy,
        temperature=temperature,
        pressure=pressure,
        superheat=superheat,
    )


def entries_of(own: Sequence[Any], names: Sequence[str], vector: Any) -> Iterator[tuple[Any, Any]]:
    """Pairs each symbol of the neighbourhood with its entries of the whole vector."""
    place = {name: k for k, name in enumerate(names)}
    for name, kind, symbol in own:
        labels = getattr(kind, "labels", ())
        entries = [f"{name}.{label}" for label in labels] or [name]
        yield symbol, vector[[place[entry] for entry in entries]]
