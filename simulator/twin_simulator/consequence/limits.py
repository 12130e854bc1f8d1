"""From which share of the air on a gas burns or harms.

Flammability in air, by volume: Zabetakis 1965, US Bureau of Mines Bulletin 627; mixtures by the
rule of Le Chatelier. Immediately dangerous to life or health (IDLH): NIOSH Pocket Guide (1994
values). Nothing is said of asphyxiation by nitrogen or carbon dioxide below 4 %.
"""

from __future__ import annotations

from collections.abc import Mapping

LOWER_FLAMMABLE: Mapping[str, float] = {
    "H2": 0.04,
    "CO": 0.125,
    "CH4": 0.05,
    "CH3OH": 0.067,
    "NH3": 0.15,
    "H2S": 0.04,
}
DANGEROUS: Mapping[str, float] = {
    "CO": 1200e-6,
    "NH3": 300e-6,
    "H2S": 100e-6,
    "CH3OH": 6000e-6,
    "CO2": 0.04,
}


def lower_flammable(fractions: Mapping[str, float]) -> float:
    """Returns the lower limit of a mixture as a share of the air; above 1 where it never burns.

    Args:
        fractions: by mole.

    >>> round(lower_flammable({"CH4": 0.8, "H2": 0.2}), 4)
    0.0476
    """
    burning = sum(share / LOWER_FLAMMABLE[n] for n, share in fractions.items() if n in _FUELS)
    return 1 / burning if burning > 0 else float("inf")


_FUELS = frozenset(LOWER_FLAMMABLE)
