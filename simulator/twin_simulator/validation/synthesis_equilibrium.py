"""Constants of ammonia and methanol synthesis against tabulated energies of formation.

Ammonia: NIST-JANAF Thermochemical Tables (Chase 1998), log10 of the formation constant of NH3 at 1
bar. Methanol: energy of formation in kJ/mol after Yaws 1999 (Chemical Properties Handbook),
-201.86 + 0.12542 T + 2.0345e-5 T^2, with carbon oxides and water from JANAF. From memory: no table
was at hand.

Tolerances, set before comparing: 10 % for ammonia (JANAF gives 0.4 kJ/mol for its heat of
formation, and the model's constant goes with fugacity coefficients of its own), 15 % for methanol
(0.6 kJ/mol of both methanol and the fit, at 500 K), 5 % for the shift.
"""

from __future__ import annotations

from math import log

from twin_simulator.kinetics import ammonia, methanol
from twin_simulator.properties.components import GAS_CONSTANT
from twin_simulator.validation.line import ValidationLine, compare

JANAF = "NIST-JANAF Thermochemical Tables, Chase 1998 (from memory)"
YAWS = "Yaws 1999, Chemical Properties Handbook, with JANAF's oxides (from memory)"
_AMMONIA = {500.0: -0.501, 600.0: -1.382, 700.0: -2.029, 800.0: -2.524}  # K: log10 Kf
_ATMOSPHERE = 1.01325  # bar
# K: energy of formation of CO, CO2, H2O in kJ/mol
_OXIDES = {
    400.0: (-146.338, -394.675, -223.901),
    500.0: (-155.414, -394.939, -219.051),
    600.0: (-164.486, -395.182, -214.007),
    700.0: (-173.518, -395.398, -208.812),
}
_GRAAF = (
    "the kinetics were fitted with the constants of Graaf et al. 1986, straight lines in 1/T, which"
    " differ that much from thermochemistry; exchanging them would spoil the fit"
)
_GILLESPIE = "far below the temperatures (643 to 768 K) for which the constant was fitted"


def _methanol(kelvin: float) -> float:
    return -201.86 + 0.12542 * kelvin + 2.0345e-5 * kelvin**2


def _constant(change: float, kelvin: float) -> float:
    """Returns the constant of a reaction whose energy changes by `change` kJ/mol."""
    return float(10 ** (-change * 1e3 / (GAS_CONSTANT * kelvin * log(10))))


def ammonia_lines() -> list[ValidationLine]:
    """Compares the constant of ammonia at four temperatures."""
    found = []
    for kelvin, logarithm in _AMMONIA.items():
        used = float(ammonia.equilibrium(kelvin)) / _ATMOSPHERE
        case = f"1/2 N2 + 3/2 H2 = NH3 at {kelvin:.0f} K: constant"
        known = _GILLESPIE if kelvin < min(ammonia.VALID_TEMPERATURE) - 100 else ""
        found.append(compare(case, JANAF, 10**logarithm, used, "1/bar", 0.1, known=known))
    return found


def methanol_lines() -> list[ValidationLine]:
    """Compares both constants of methanol synthesis at four temperatures."""
    found = []
    for kelvin, (monoxide, dioxide, water) in _OXIDES.items():
        published = _constant(_methanol(kelvin) + water - dioxide, kelvin)
        used = float(methanol.methanol_equilibrium(kelvin))
        case = f"CO2 + 3 H2 = CH3OH + H2O at {kelvin:.0f} K: constant"
        known = _GRAAF if kelvin in {500.0, 600.0} else ""
        found.append(compare(case, YAWS, published, used, "1/bar^2", 0.15, known=known))
        published = _constant(monoxide + water - dioxide, kelvin)
        used = float(methanol.shift_equilibrium(kelvin))
        case = f"CO2 + H2 = CO + H2O at {kelvin:.0f} K: constant"
        found.append(compare(case, JANAF, published, used, "1", 0.05, known=_GRAAF))
    return found
