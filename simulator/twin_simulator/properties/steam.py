"""Water and steam at saturation.

Source: IAPWS SR1-86(1992), revised supplementary release on saturation properties of ordinary
water substance (Wagner and Pruss 1993, J. Phys. Chem. Ref. Data 22, 783), 273.16-647.096 K.
Enthalpies are counted as those of the gas are, elements at 298.15 K being zero, so that steam may
join process gas; subtract `TRIPLE_POINT` to get the tables' values.
Liquid below saturation pressure-wise is taken at its saturation enthalpy (water is nearly
incompressible; the error at 60 bar is under 6 kJ/kg).
"""

from __future__ import annotations

from typing import Any

import casadi as ca

from twin_simulator.properties.inlined import inlined

# J/kg: saturated steam at 298.15 K, 2546.5 kJ/kg in the tables, is an ideal gas to 0.1 %
TRIPLE_POINT = -15_970.1e3
CRITICAL_TEMPERATURE = 647.096
CRITICAL_PRESSURE = 22.064e6
CRITICAL_DENSITY = 322.0

_PRESSURE = (
    (-7.85951783, 1.0),
    (1.84408259, 1.5),
    (-11.7866497, 3.0),
    (22.6807411, 3.5),
    (-15.9618719, 4.0),
    (1.80122502, 7.5),
)
_LIQUID = (
    (1.99274064, 1 / 3),
    (1.09965342, 2 / 3),
    (-0.510839303, 5 / 3),
    (-1.75493479, 16 / 3),
    (-45.5170352, 43 / 3),
    (-6.74694450e5, 110 / 3),
)
_VAPOUR = (
    (-2.03150240, 2 / 6),
    (-2.68302940, 4 / 6),
    (-5.38626492, 8 / 6),
    (-17.2991605, 18 / 6),
    (-44.7586581, 37 / 6),
    (-63.9201063, 71 / 6),
)
_ALPHA = (
    (-1135.905627715, 0.0),
    (-5.65134998e-8, -19.0),
    (2690.66631, 1.0),
    (127.287297, 4.5),
    (-135.003439, 5.0),
    (0.981825814, 54.5),
)


def _series(terms: tuple[tuple[float, float], ...], base: Any) -> Any:
    return sum(factor * base**power for factor, power in terms)


def _tau(temperature: Any) -> Any:
    return 1 - temperature / CRITICAL_TEMPERATURE


@inlined
def saturation_pressure(temperature: Any) -> Any:
    """Returns the vapour pressure in Pa at `temperature` in K (equation 1).

    >>> round(float(saturation_pressure(373.1243)) / 1e6, 6)
    0.101325
    """
    exponent = CRITICAL_TEMPERATURE / temperature * _series(_PRESSURE, _tau(temperature))
    return CRITICAL_PRESSURE * ca.exp(exponent)


@inlined
def saturation_temperature(pressure: Any) -> Any:
    """Returns the boiling temperature in K at `pressure` in Pa, to 0.3 K from 2 kPa to 1 MPa.

    The Antoine equation of Bridgeman and Aldrich 1964 (NIST WebBook) and one step of Newton's
    method on equation 1.

    >>> [round(float(saturation_temperature(p)), 1) for p in (15e3, 101325.0, 5e5)]
    [327.1, 373.1, 424.8]
    """
    factor, shift = 1435.264, -64.848
    guess = factor / (4.6543 - ca.log10(pressure / 1e5)) - shift
    slope = factor * ca.log(10.0) / (guess + shift) ** 2  # d(ln p)/dT
    return guess + ca.log(pressure / saturation_pressure(guess)) / slope


def _pressure_slope(temperature: Any) -> Any:
    """dp/dT in Pa/K, the derivative of equation 1."""
    tau = _tau(temperature)
    slope = sum(factor * power * tau ** (power - 1) for factor, power in _PRESSURE)
    total = _series(_PRESSURE, tau) * CRITICAL_TEMPERATURE / temperature + slope
    return -saturation_pressure(temperature) / temperature * total


@inlined
def liquid_density(temperature: Any) -> Any:
    """Returns the density of saturated water in kg/m3 (equation 2).

    >>> round(float(liquid_density(373.1243)), 3)
    958.365
    """
    return CRITICAL_DENSITY * (1 + _series(_LIQUID, _tau(temperature)))


@inlined
def vapour_density(temperature: Any) -> Any:
    """Returns the density of saturated steam in kg/m3 (equation 3).

    >>> round(float(vapour_density(373.1243)), 6)
    0.597586
    """
    return CRITICAL_DENSITY * ca.exp(_series(_VAPOUR, _tau(temperature)))


def _alpha(temperature: Any) -> Any:
    return TRIPLE_POINT + 1000.0 * _series(_ALPHA, temperature / CRITICAL_TEMPERATURE)


@inlined
def liquid_enthalpy(temperature: Any) -> Any:
    """Returns the enthalpy of saturated water in J/kg (equation 6).

    >>> round(float(liquid_enthalpy(373.1243) - TRIPLE_POINT) / 1e3, 2)
    419.05
    """
    volume = 1 / liquid_density(temperature)
    return _alpha(temperature) + temperature * volume * _pressure_slope(temperature)


@inlined
def vapour_enthalpy(temperature: Any) -> Any:
    """Returns the enthalpy of saturated steam in J/kg (equation 7).

    >>> round(float(vapour_enthalpy(373.1243) - TRIPLE_POINT) / 1e3, 1)
    2675.7
    """
    volume = 1 / vapour_density(temperature)
    return _alpha(temperature) + temperature * volume * _pressure_slope(temperature)
