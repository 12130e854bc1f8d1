"""A Kalman filter whose covariance is kept as a factor of few columns: P = L L'.

It is symmetric and positive semidefinite by construction, and costs what the columns cost. With as
many columns as there are states it is the Kalman filter; with fewer, the directions of least
variance are left out (Verlaan and Heemink 1997, Stoch. Hydrol. Hydraul. 11, 349-368: RRSQRT).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cholesky, solve_triangular

from twin_simulator.units.unit import Array


@dataclass(frozen=True)
class Innovation:
    """Measured minus expected, and how it is spread.

    Attributes:
        values: shape (m,).
        seen: factor of the expected readings' covariance, shape (m, r).
        noise: variance of what the sensors add, shape (m,).
    """

    values: Array
    seen: Array
    noise: Array

    @property
    def variance(self) -> Array:
        """Variance of each innovation, shape (m,): the diagonal of S = H P H' + R."""
        found: Array = self.noise + np.sum(self.seen**2, axis=1)
        return found


@dataclass(frozen=True)
class Solved:
    """An innovation with S^-1 at hand, by the matrix inversion lemma.

    Attributes:
        root: upper Cholesky factor of I + seen' R^-1 seen, shape (r, r).
        weighed: seen root^-1, shape (m, r).
    """

    innovation: Innovation
    root: Array
    weighed: Array

    @classmethod
    def of(cls, innovation: Innovation) -> Solved:
        """Factorises."""
        seen, noise = innovation.seen, innovation.noise
        inner = np.eye(seen.shape[1]) + seen.T @ (seen / noise[:, None])
        root = cholesky(inner, lower=False, check_finite=False)
        weighed = solve_triangular(root, seen.T, trans="T", check_finite=False).T
        return cls(innovation, root, weighed)

    def inverse(self, of: Array) -> Array:
        """Returns S^-1 times a vector (m,) or matrix (m, k)."""
        noise = self.innovation.noise if of.ndim == 1 else self.innovation.noise[:, None]
        found: Array = of / noise - (self.weighed @ (self.weighed.T @ (of / noise))) / noise
        return found

    def inverse_diagonal(self) -> Array:
        """Returns the diagonal of S^-1, shape (m,)."""
        noise = self.innovation.noise
        found: Array = 1 / noise - np.sum(self.weighed**2, axis=1) / noise**2
        return np.maximum(found, 1e-12 / noise)

    def gain_times_innovation(self, factor: Array) -> Array:
        """Returns the correction K times the innovation for states with this factor."""
        information = self.innovation.seen.T @ (self.innovation.values / self.innovation.noise)
        half = solve_triangular(self.root, information, trans="T", check_finite=False)
        found: Array = factor @ solve_triangular(self.root, half, check_finite=False)
        return found

    def updated(self, factor: Array) -> Array:
        """Returns the factor after the measurement: L (I + seen' R^-1 seen)^-1/2."""
        found: Array = solve_triangular(self.root, factor.T, trans="T", check_finite=False).T
        return found


def truncated(factor: Array, weights: Array, columns: int) -> Array:
    """Returns a factor of at most `columns` columns for nearly the same covariance.

    Args:
        factor: shape (n, q).
        weights: what a unit of each row counts when the least important directions are chosen.
        columns: how many to keep.
    """
    if factor.shape[1] <= columns:
        return factor
    weighed = factor * weights[:, None]
    _, directions = np.linalg.eigh(weighed.T @ weighed)
    kept: Array = factor @ directions[:, -columns:]
    return kept
