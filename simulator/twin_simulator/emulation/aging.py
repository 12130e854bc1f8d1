"""Slow changes which the twin does not know: fouling, deactivation, wear.

Fouling: Kern and Seaton 1959, Br. Chem. Eng. 4, 258-262: the resistance of the deposit grows as
R = R_end (1 - exp(-t / time)). With U the clean coefficient, U_fouled / U = 1 / (1 + U R).

Deactivation: generalised power law, -da/dt = k (a - a_floor)^n (Bartholomew 2001, Appl. Catal. A
212, 17-60), k = k_ref exp(-E/R (1/T - 1/T_ref)). For copper in methanol synthesis n = 5,
k_ref = 0.00439 1/h at 513 K, E = 91.27 kJ/mol and no floor (Lovik 2001, doctoral thesis, NTNU
Trondheim).
"""

from __future__ import annotations

from math import exp

GAS_CONSTANT = 8.314462618e-3  # kJ/mol/K
_HOUR = 3600.0


def fouled(seconds: float, end: float, time: float) -> float:
    """Returns the share of the clean heat transfer that is left.

    Args:
        seconds: since the surface was clean.
        end: the share which is left at last, above 0.
        time: time constant in hours.

    >>> fouled(0.0, end=0.6, time=100.0)
    1.0
    >>> round(fouled(3600 * 1e4, end=0.6, time=100.0), 6)
    0.6
    """
    resistance = (1 / end - 1) * (1 - exp(-seconds / (_HOUR * time)))
    return 1 / (1 + resistance)


def rate_constant(rate: float, energy: float, reference: float, temperature: float) -> float:
    """Returns the rate constant at a temperature, in the unit of `rate`.

    Args:
        rate: at `reference` in K.
        energy: of activation in kJ/mol.
        reference: in K.
        temperature: in K.
    """
    hotter = 1 / max(temperature, 200.0) - 1 / reference
    return rate * exp(-energy / GAS_CONSTANT * hotter)


def deactivated(
    activity: float, hours: float, constant: float, order: float, floor: float
) -> float:
    """Returns the activity after some hours at a constant temperature; the law in closed form.

    Args:
        activity: at their beginning, 1 for fresh catalyst.
        hours: of the law.
        constant: rate constant in 1/h.
        order: power n, at least 1.
        floor: activity which stays.

    >>> round(deactivated(1.0, 1000.0, 0.00439, order=5.0, floor=0.0), 3)
    0.482
    """
    above = activity - floor
    if above <= 1e-30 or constant == 0:
        return activity
    if abs(order - 1) < 1e-9:
        return floor + above * exp(-constant * hours)
    power = 1 - order
    grown = above**power - power * constant * hours
    return floor + float(grown ** (1 / power))
