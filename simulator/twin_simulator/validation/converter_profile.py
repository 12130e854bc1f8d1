"""Bed temperatures and ammonia of an industrial quench converter, and its wrong-way behaviour.

The converter of Morud and Skogestad 1998 (`quench_converter`) at 200 bar and 250 degC feed, with
the plant's kinetics. The paper's own profile was not at hand, so what is compared are the figures
which the literature gives for such converters: beds leave at 470 to 530 degC, and gas of 3 to 5 %
ammonia leaves with 12 to 18 % at 150 to 250 bar (Appl 1999, Ammonia: Principles and Industrial
Practice, chapter 4, from memory). The ranges are the tolerances.

Wrong-way behaviour (Mehta, Sams and Luss 1981, AIChE J. 27, 234; for this converter Morud and
Skogestad 1998): colder feed slows the reaction at the inlet, so richer gas meets the still hot
catalyst behind it, and the first bed's outlet gets hotter before it gets colder. Compared is the
sign, with the feed of the converter lowered by 5 K.
"""

from __future__ import annotations

import numpy as np

from twin_simulator.kinetics import ammonia
from twin_simulator.units.unit import Array
from twin_simulator.validation import quench_converter as quench
from twin_simulator.validation.line import ValidationLine, compare, compare_range

APPL = "Appl 1999, Ammonia: Principles and Industrial Practice, typical figures (from memory)"
LUSS = "Mehta, Sams and Luss 1981, AIChE J. 27, 234 (from memory)"
_KNOWN = (
    "slower in the cool first bed than the catalyst of that converter, whose own kinetics (4.75"
    " times those of Froment and Bischoff) let it leave at 801 K"
)
_PRESSURE, _FEED = 200e5, 523.15
_SETTLED = np.array([7200.0])


def at_rest(rates: quench.Rates = ammonia.rates) -> Array:
    """Returns the state (temperatures, then moles of nitrogen converted per kg) at 200 bar."""
    model = quench.converter(rates)
    return quench.simulate(model, quench.ignited(), _PRESSURE, _FEED, _SETTLED)[:, -1]


def bed_temperatures(state: Array) -> list[float]:
    """Returns the temperature in K behind each bed."""
    return [float(state[(bed + 1) * quench.CELLS - 1]) for bed in range(3)]


def wrong_way(state: Array) -> float:
    """Returns by how many K the first bed's outlet first rises on a feed 5 K colder."""
    model = quench.converter(ammonia.rates)
    grid = np.linspace(5.0, 300.0, 60)
    outlet = quench.simulate(model, state, _PRESSURE, _FEED - 5.0, grid)[quench.CELLS - 1]
    return float(np.max(outlet) - state[quench.CELLS - 1])


def lines() -> list[ValidationLine]:
    """Compares temperatures, ammonia and the sign."""
    state = at_rest()
    case = "quench converter at 200 bar"
    found = [
        compare_range(f"{case}: behind bed {bed}", APPL, 743.15, 803.15, kelvin, "K", known=known)
        for bed, kelvin, known in zip(
            (1, 2, 3), bed_temperatures(state), (_KNOWN, "", ""), strict=True
        )
    ]
    percent = quench.ammonia_percent(float(state[-1]))
    found.append(compare_range(f"{case}: ammonia leaving", APPL, 12, 18, percent, "mol%"))
    sign = float(np.sign(round(wrong_way(state), 3)))
    return [*found, compare(f"{case}: outlet rises on colder feed", LUSS, 1.0, sign, "1", 0.0)]
