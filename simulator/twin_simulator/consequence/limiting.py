"""At which density in air a release of these fractions burns or harms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from twin_simulator.consequence import limits
from twin_simulator.properties.components import COMPONENTS, GAS_CONSTANT, MOLAR_MASS

_AIR = 101_325.0 / (GAS_CONSTANT * 298.15)  # mol/m3
_MOLAR_MASS = dict(zip(COMPONENTS, np.asarray(MOLAR_MASS).ravel().tolist(), strict=True))


def flammable_density(fractions: Mapping[str, float]) -> float:
    """Returns kg/m3 at the lower flammable limit; 0 where it does not burn. Fractions by mass."""
    moles = {n: share / _MOLAR_MASS[n] for n, share in fractions.items()}
    total = sum(moles.values()) or 1.0
    lowest = limits.lower_flammable({name: one / total for name, one in moles.items()})
    mean = 1 / total if fractions else 0.0  # kg/mol, as fractions by mass sum to one
    return lowest * _AIR * mean if lowest < 1.0 else 0.0


def dangerous_rates(fractions: Mapping[str, float]) -> Iterator[tuple[str, float, float]]:
    """Yields name and share by mass of each component that harms, and the kg/m3 from which on."""
    for name, share in fractions.items():
        if name in limits.DANGEROUS:
            yield name, share, limits.DANGEROUS[name] * _AIR * _MOLAR_MASS[name]
