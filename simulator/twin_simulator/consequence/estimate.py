"""How far a release burns or harms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twin_simulator.consequence import dispersion, fire, limits
from twin_simulator.properties.components import COMPONENTS, GAS_CONSTANT, MOLAR_MASS

if TYPE_CHECKING:
    from twin_simulator.consequence.dispersion import Weather
    from twin_simulator.emergency import Release

_AIR = 101_325.0 / (GAS_CONSTANT * 298.15)  # mol/m3
_MOLAR_MASS = dict(zip(COMPONENTS, np.asarray(MOLAR_MASS).ravel().tolist(), strict=True))


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """Distances downwind in m; all of a liquid counts as vapour, which overstates them.

    Attributes:
        flammable: to the lower flammable limit; 0 where it does not burn.
        dangerous: to what is immediately dangerous to life or health, by component.
        pain, equipment: from a jet fire, to 4.73 and 12.5 kW/m2.
        heat: of the jet fire in W.
    """

    flammable: float
    dangerous: Mapping[str, float]
    pain: float
    equipment: float
    heat: float


def estimate(release: Release, weather: Weather) -> Estimate:
    """Estimates what a release would do if it went on as it is now."""
    moles = {n: share / _MOLAR_MASS[n] for n, share in release.fractions.items()}
    total = sum(moles.values()) or 1.0
    fractions = {name: one / total for name, one in moles.items()}
    mean = 1 / total if release.fractions else 0.0  # kg/mol, as fractions by mass sum to one
    lowest = min(limits.lower_flammable(fractions), 1.0) * _AIR * mean
    burns = limits.lower_flammable(fractions) < 1.0
    heat = fire.heat_release(release.mass_flow, release.fractions)
    return Estimate(
        flammable=dispersion.reach(release.mass_flow, lowest, weather) if burns else 0.0,
        dangerous={
            name: dispersion.reach(
                release.mass_flow * share,
                limits.DANGEROUS[name] * _AIR * _MOLAR_MASS[name],
                weather,
            )
            for name, share in release.fractions.items()
            if name in limits.DANGEROUS
        },
        pain=fire.reach(heat, fire.PAIN),
        equipment=fire.reach(heat, fire.EQUIPMENT),
        heat=heat,
    )
