"""What a release looks like from outside: jet, cloud, pool and flame, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin_simulator.consequence import dispersion, fire, jet
from twin_simulator.consequence.flash import flashed
from twin_simulator.consequence.limiting import dangerous_rates, flammable_density

if TYPE_CHECKING:
    from twin_simulator.consequence.dispersion import Weather
    from twin_simulator.emergency import Release

_NOWHERE = (0.0, 0.0, 0.0)


def sight_of(release: Release, weather: Weather, *, wet: bool) -> dict[str, float]:
    """Says what can be seen of a release to the atmosphere, as the fields of its contract.

    What rains out is no part of the clouds, as pools do not evaporate here.

    Args:
        release: now.
        weather: around.
        wet: if liquid is at the opening.
    """
    around = {"temperature": release.temperature, "wind": weather.wind}
    if release.mass_flow <= 0:
        return around | {"rate": 0.0, "heat": 0.0}
    state = release.pressure, release.temperature, release.fractions
    airborne = release.mass_flow * (flashed(release.fractions, release.temperature) if wet else 1.0)
    density = flammable_density(release.fractions)
    heat = fire.heat_release(release.mass_flow, release.fractions) if density else 0.0
    long, wide, high = dispersion.footprint(airborne, density, weather) if density else _NOWHERE
    toxic = [
        dispersion.footprint(airborne * share, limit, weather)
        for _, share, limit in dangerous_rates(release.fractions)
    ]
    far, broad, _ = max(toxic, default=_NOWHERE)
    return around | {
        "rate": release.mass_flow,
        "speed": jet.liquid_speed(*state) if wet else jet.gas_speed(*state),
        "heat": heat,
        "flame": fire.flame_length(heat),
        "flammable_length": long,
        "flammable_width": wide,
        "flammable_height": high,
        "dangerous_length": far,
        "dangerous_width": broad,
    }
