"""First guesses for the search of the steady state: a loop full of warm synthesis gas."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from twin_simulator.properties.components import GAS_CONSTANT

PRESSURE = 49e5
GAS_TEMPERATURE = 450.0
COLD_TEMPERATURE = 320.0

# H2, CO, CO2, CH4, N2, H2O, CH3OH
GAS = np.array([0.70, 0.07, 0.05, 0.12, 0.03, 0.01, 0.02])
CRUDE = np.array([0.001, 0.001, 0.02, 0.002, 0.001, 0.235, 0.74])


def gas_amounts(volume: float, temperature: float) -> NDArray[np.float64]:
    """Returns the amounts in mol that fill a volume at the loop's pressure."""
    return GAS * (PRESSURE * volume / (GAS_CONSTANT * temperature))
