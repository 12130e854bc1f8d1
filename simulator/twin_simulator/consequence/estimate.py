"""How far a release burns or harms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twin_simulator.consequence import dispersion, fire
from twin_simulator.consequence.limiting import dangerous_rates, flammable_density

if TYPE_CHECKING:
    from twin_simulator.consequence.dispersion import Weather
    from twin_simulator.emergency import Release


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
    lowest = flammable_density(release.fractions)
    heat = fire.heat_release(release.mass_flow, release.fractions)
    return Estimate(
        flammable=dispersion.reach(release.mass_flow, lowest, weather) if lowest else 0.0,
        dangerous={
            name: dispersion.reach(release.mass_flow * share, limit, weather)
            for name, share, limit in dangerous_rates(release.fractions)
        },
        pain=fire.reach(heat, fire.PAIN),
        equipment=fire.reach(heat, fire.EQUIPMENT),
        heat=heat,
    )
