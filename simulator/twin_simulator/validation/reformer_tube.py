"""The tube of the industrial steam reformer of Xu and Froment 1989, part II (AIChE J. 35, 97).

Tube of 11.12 m and 0.1016 m inner diameter, feed of 5.168 kmol/h of methane with 3.358 mol of
steam, 0.122 of hydrogen, 0.056 of carbon dioxide and 0.164 of nitrogen for each of methane, at
793.15 K and 29 bar (table 2, as transcribed by others); 2355 kg/m3 of catalyst in a bed of porosity
0.407, which the table does not give. What the paper computes along the tube is compared in
`reformer_profile`.

Compared are figures which hold for any reformer of natural gas (Rostrup-Nielsen 1984, Catalytic
Steam Reforming; Twigg 1989, Catalyst Handbook, chapter 5; from memory): heated evenly so that gas
leaves at 1073 K (800 degC), such a tube takes 45 to 105 kW for each m2 of its inner wall, and the
gas leaves 0 to 20 K from equilibrium of reforming, of the shift 0 to 10 K. Pressure falls to about
26 bar along the tube; it is taken at its mean, 27.5 bar. Ranges are the tolerances.
"""

from __future__ import annotations

from collections.abc import Callable
from math import pi
from typing import Any

from scipy.optimize import brentq

from twin_simulator.kinetics import reforming
from twin_simulator.properties.components import CH4, CO, CO2, H2, H2O, N2, by_component
from twin_simulator.validation.line import ValidationLine, compare_range
from twin_simulator.validation.plug_flow import Profile, Tube

TWIGG = "Twigg 1989, Catalyst Handbook, typical figures (from memory)"
FLUX = "Rostrup-Nielsen 1984, Catalytic Steam Reforming, typical figures (from memory)"
LENGTH, _DIAMETER = 11.12, 0.1016  # m
INLET, _OUTLET, _PRESSURE = 793.15, 1073.15, 27.5e5
BED_DENSITY = 2355.2 * (1 - 0.407)  # kg/m3
CATALYST = BED_DENSITY * pi / 4 * _DIAMETER**2 * LENGTH  # kg
METHANE = 5.168 / 3.6  # mol/s
FEED = by_component({CH4: 1.0, H2O: 3.358, H2: 0.122, CO2: 0.056, N2: 0.164})


def profile(flux: float) -> Profile:
    """Computes the tube under an even heat flux in W/m2 of its inner wall."""
    heat = flux * pi * _DIAMETER * LENGTH / CATALYST
    tube = Tube(
        rates=reforming.pellet_rates,
        stoichiometry=reforming.STOICHIOMETRY,
        catalyst=CATALYST,
        heating=lambda _: heat,
        hot=True,
    )
    return tube.profile((METHANE * FEED).full().ravel(), INLET, _PRESSURE)


def needed_flux() -> float:
    """Returns the heat flux at which gas leaves at 1073 K."""
    return float(brentq(lambda flux: profile(flux).temperature[-1] - _OUTLET, 3e4, 2e5, xtol=1.0))


def approaches(found: Profile) -> tuple[float, float]:
    """Returns how far the outlet is from equilibrium of reforming and of the shift in K."""
    y, kelvin = found.composition[:, -1], float(found.temperature[-1])
    bar = _PRESSURE / 1e5
    first = y[CO] * y[H2] ** 3 / (y[CH4] * y[H2O]) * bar**2
    second = y[CO2] * y[H2] / (y[CO] * y[H2O])

    return (
        kelvin - _where(reforming.reforming_equilibrium, first),
        _where(reforming.shift_equilibrium, second) - kelvin,
    )


def _where(law: Callable[[Any], Any], constant: float) -> float:
    """Returns the temperature in K at which an equilibrium constant has this value."""
    return float(brentq(lambda t: float(law(t)) / constant - 1, 600.0, 1500.0))


def lines() -> list[ValidationLine]:
    """Compares heat flux and approaches to equilibrium."""
    flux = needed_flux()
    first, second = approaches(profile(flux))
    case = "reformer tube to 800 degC"
    return [
        compare_range(f"{case}: heat flux", FLUX, 45, 105, flux / 1e3, "kW/m^2"),
        compare_range(f"{case}: approach of reforming", TWIGG, 0, 20, first, "K"),
        compare_range(f"{case}: approach of the shift", TWIGG, 0, 10, second, "K"),
    ]
