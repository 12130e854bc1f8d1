"""Ammonia synthesis on promoted iron: the modified Temkin-Pyzhev equation in activities.

Source: Dyson and Simon 1968, Ind. Eng. Chem. Fundam. 7, 605, with alpha = 0.5: rate constant
8.849e14 exp(-40765 / (1.987 T)) kmol/(m3 h); equilibrium constant of half the reaction after
Gillespie and Beattie 1930 (equation 2); fugacity coefficients of hydrogen after Shaw and Wones
1964, of nitrogen and ammonia after Cooper 1967 (equations 6 to 8). The paper was not at hand: the
constants are those which three independent open implementations of it agree on.
The data behind them (Nielsen, Kjaer and Hansen 1964, J. Catal. 3, 68) cover 370-495 degC and
150-310 atm. Grains below 6 mm have no diffusion limitation (Dyson and Simon), and none is taken.
The rate is one of catalyst volume; a kilogram follows from a packed density of 2200 kg/m3
(Morud and Skogestad 1998, AIChE J. 44, 888).
"""

from __future__ import annotations

from typing import Any

import casadi as ca

from twin_simulator.properties.components import H2, N2, NH3, by_component

# change of each component in N2 + 3 H2 = 2 NH3
STOICHIOMETRY = by_component({N2: -1, H2: -3, NH3: 2})

VALID_TEMPERATURE = (643.0, 768.0)  # K
VALID_PRESSURE = (150 * 101325.0, 310 * 101325.0)  # Pa
PACKED_DENSITY = 2200.0  # kg catalyst in a m3 of bed

_ATMOSPHERE = 101325.0
_PER_SECOND = 1e3 / 3600.0  # mol/s in kmol/h
_LEAST_AMMONIA = 0.05  # atm; keeps the rate finite in a gas without ammonia
_LEAST_HYDROGEN = 1.0  # atm; keeps the decomposition finite in a gas without hydrogen
_COLD, _HOT = 400.0, 1000.0  # K; where the fits of the fugacity coefficients are held


def equilibrium(temperature: Any) -> Any:
    """Returns K of 1/2 N2 + 3/2 H2 = NH3 in 1/atm.

    >>> round(float(equilibrium(723.15)) * 1e3, 2)  # Larson and Dodge 1923 at 10 atm: 6.6
    6.61
    """
    t = temperature
    powers = -2.691122 * ca.log10(t) - 5.519265e-5 * t + 1.848863e-7 * t**2 + 2001.6 / t
    return 10 ** (powers + 2.6899)


def fugacity_coefficients(pressure: Any, temperature: Any) -> tuple[Any, Any, Any]:
    """Returns those of hydrogen, nitrogen and ammonia.

    Args:
        pressure: in atm.
        temperature: in K.
    """
    p, t = pressure, ca.fmin(ca.fmax(temperature, _COLD), _HOT)
    hydrogen = ca.exp(
        ca.exp(-3.8402 * t**0.125 + 0.541) * p
        - ca.exp(-0.1263 * ca.sqrt(t) - 15.98) * p**2
        + 300 * ca.exp(-0.011901 * t - 5.941) * (ca.exp(-p / 300) - 1)
    )
    nitrogen = (
        0.93431737 + 0.3101804e-3 * t + 0.295896e-3 * p - 0.2707279e-6 * t**2 + 0.4775207e-6 * p**2
    )
    ammonia = (
        0.1438996 + 0.2028538e-2 * t - 0.4487672e-3 * p - 0.1142945e-5 * t**2 + 0.2761216e-6 * p**2
    )
    return hydrogen, nitrogen, ammonia


def distance(pressures: Any, temperature: Any) -> tuple[Any, Any, Any]:
    """Returns K^2 a(N2) a(H2)^3 - a(NH3)^2 in atm^2, and the activities of H2 and NH3 in atm.

    Args:
        pressures: partial pressures in Pa, one per component.
        temperature: in K.
    """
    p = pressures / _ATMOSPHERE
    hydrogen, nitrogen, ammonia = fugacity_coefficients(ca.sum1(p), temperature)
    h, n, a = hydrogen * p[H2], nitrogen * p[N2], ammonia * p[NH3]
    return equilibrium(temperature) ** 2 * n * h**3 - a**2, h, a


def rates(pressures: Any, temperature: Any) -> Any:
    """Returns the rate of N2 + 3 H2 = 2 NH3 in mol/(kg catalyst s).

    Args:
        pressures: partial pressures in Pa, one per component.
        temperature: in K.
    """
    from_equilibrium, hydrogen, ammonia = distance(pressures, temperature)
    constant = 8.849e14 * _PER_SECOND / PACKED_DENSITY * ca.exp(-40765 / 1.987 / temperature)
    guarded = ca.fmax(hydrogen, _LEAST_HYDROGEN)
    resistance = guarded * ca.sqrt(guarded) * (ca.fmax(ammonia, 0) + _LEAST_AMMONIA)
    return constant * from_equilibrium / resistance
