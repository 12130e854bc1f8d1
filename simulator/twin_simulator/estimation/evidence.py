"""What innovations say for and against each single explanation: a sensor, or a parameter.

Both are the generalised likelihood ratio of Willsky and Jones 1976 (IEEE Trans. Autom. Control
21, 108): of all explanations f, that with the largest |f' S^-1 v| / sqrt(f' S^-1 f) is likeliest.
For one sensor, f has a single entry: the measurement test of data reconciliation (Tamhane
and Mah 1985, Technometrics 27, 409): what all others say of it against what it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.estimation.estimator import Corrected
    from twin_simulator.estimation.low_rank import Solved


def for_sensors(solved: Solved) -> Array:
    """Returns a standard normal value for each reading, if nothing is wrong; shape (m,)."""
    found: Array = solved.inverse(solved.innovation.values) / np.sqrt(solved.inverse_diagonal())
    return found


def for_parameters(solved: Solved, signatures: Array) -> Array:
    """Returns a standard normal value for each parameter and travel, if none has changed.

    Args:
        solved: innovations.
        signatures: what one unit of each would show, shape (m, k).
    """
    weighed = solved.inverse(signatures)
    size = np.sqrt(np.maximum(np.sum(signatures * weighed, axis=0), 1e-12))
    found: Array = weighed.T @ solved.innovation.values / size
    return found


def consistency(corrected: Corrected) -> float:
    """Returns v' S^-1 v over its expectation: 1 where the twin knows how well it knows.

    The normalised innovation squared of Bar-Shalom et al. 2001, section 5.4.
    """
    solved = corrected.solved
    values = solved.innovation.values
    return float(values @ solved.inverse(values)) / max(1, int(corrected.believed.sum()))
