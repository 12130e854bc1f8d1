"""Estimates states and slow parameters of the plant from its readings.

An extended Kalman filter (Jazwinski 1970, Stochastic Processes and Filtering Theory, chapter 8) on
the exact derivatives, with its covariance as a factor of few columns (`low_rank`). The state is
moved by the model itself, at every scan; the factor by the linearised model, at every correction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from twin_simulator.estimation.disturbances import Disturbances
from twin_simulator.estimation.estimate import ParameterEstimate
from twin_simulator.estimation.evidence import for_parameters, for_sensors
from twin_simulator.estimation.layout import CALIBRATION_TIME, Layout
from twin_simulator.estimation.low_rank import Innovation, Solved, truncated
from twin_simulator.estimation.propagation import Propagation, Slopes
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.run import Run

MOST_COLUMNS = 400
_GATE = 3.0  # standard deviations of what all other sensors say
_UNSEEN = 1e6  # times the noise of a sensor that is not believed
_HUBER = 3.0  # standard deviations, beyond which a reading counts less and less
_ATTEMPTS = 5
_LEAST = 0.5  # of what a unit holds; a single correction leaves at least this share
_FIRST_CAUTION, _CALMED = 1000.0, 0.8  # at first; share left after each correction
_GROWTH = 60.0  # s between two times that what is unknown is added, which is what costs
_TRUST = 0.05  # scaled; what a state may be moved at once


@dataclass
class EstimatorState:
    """What an estimator remembers.

    Attributes:
        factor: of the covariance, rows as of the layout.
        slow: estimates of parameters and travel, in the layout's order.
        bias: estimate of what each instrument is off, in its unit.
        expected: reading of each instrument, with its lag, in its unit.
        summed, counted: innovations since the last correction, and how many of each instrument.
        ungrown: seconds for which nothing unknown has been added to the covariance yet.
        caution: how many times noisier sensors are taken to be. The first corrections are large
            and the model is not linear along them: many small steps, each with new derivatives, in
            place of one (tempering, as in Emerick and Reynolds 2013, Computers & Geosciences 55,
            3-15).
    """

    factor: Array
    slow: Array
    bias: Array
    expected: Array
    summed: Array
    counted: Array
    ungrown: float = 0.0
    caution: float = _FIRST_CAUTION


@dataclass(frozen=True)
class Corrected:
    """One correction.

    Attributes:
        used: indices of the instruments that had readings.
        solved: their innovations.
        believed: which of `used` belong to sensors that are not doubted.
        sensors: what speaks against each sensor, shape (m,).
        parameters: what speaks for each parameter and travel having changed, shape (k,).
    """

    used: Array
    solved: Solved
    believed: Array
    sensors: Array
    parameters: Array


@dataclass
class Estimator:
    """Corrects a run; the run is the mean, and everything else is in `state`."""

    layout: Layout
    state: EstimatorState
    columns: int = MOST_COLUMNS
    _propagation: Propagation = field(init=False)
    _disturbances: Disturbances = field(init=False)

    def __post_init__(self) -> None:
        self._propagation = Propagation(self.layout)
        self._disturbances = Disturbances.of(self.layout)

    @classmethod
    def at_start(
        cls, run: Run, layout: Layout, slopes: Slopes, columns: int = MOST_COLUMNS
    ) -> Estimator:
        """Begins with what is believed before anything was measured."""
        slow = np.concatenate([run.point[2][layout.slow_indices], run.travel[layout.moved]])
        none = np.zeros(len(layout.tags))
        factor = np.zeros((layout.size, 0))
        state = EstimatorState(
            factor, slow, none, run.measured()[layout.seen], none, none.astype(int)
        )
        made = cls(layout, state, columns)
        state.factor = made._unknown(run, slopes, None)
        return made

    def note(self, measured: Array, readings: Mapping[str, float], seconds: float) -> None:
        """Compares readings with what the run would show, `seconds` after the last time.

        Args:
            measured: true value of each of the run's instruments now, in its unit.
            readings: usable ones in their units, by tag; who has none is a gap.
            seconds: since the last call.
        """
        state, lag = self.state, np.maximum(self.layout.lag, 1e-9)
        state.expected = state.expected + (1 - np.exp(-seconds / lag)) * (
            measured[self.layout.seen] - state.expected
        )
        given = np.array([readings.get(tag, np.nan) for tag in self.layout.tags])
        usable = np.isfinite(given) & self.layout.compared
        state.summed = state.summed + np.where(usable, given - state.expected - state.bias, 0.0)
        state.counted = state.counted + usable

    def correct(
        self, run: Run, slopes: Slopes, seconds: float, doubted: frozenset[int]
    ) -> Corrected | None:
        """Moves the uncertainty on by `seconds` and corrects the run with what was noted.

        Args:
            run: to correct.
            slopes: at its present point.
            seconds: since the last call.
            doubted: instruments that are compared and not believed.

        Returns:
            What was compared; None where there was nothing.
        """
        self._grow(run, slopes, seconds)
        used: Array = np.asarray(np.flatnonzero(self.state.counted))
        values = self.state.summed[used] / np.maximum(self.state.counted[used], 1)
        noise = self._noise(used)
        self.forget()
        if not len(used):
            return None
        believed = np.array([k not in doubted for k in used], bool)
        seen = self._seen(used)
        weighed = np.where(believed, self.state.caution * noise, _UNSEEN * noise)
        told = Solved.of(Innovation(values, seen, weighed))
        sensors = for_sensors(told)
        parameters = for_parameters(told, self._signatures(used))
        taken = believed & np.logical_not(self._jumped(sensors, parameters, believed))
        kept = _huber(values, seen, self.state.caution * noise)[taken]
        self.state.caution = max(1.0, _CALMED * self.state.caution)
        self._move(run, Solved.of(Innovation(values[taken], seen[taken], kept)))
        return Corrected(used, told, believed, sensors, parameters)

    def _jumped(self, sensors: Array, parameters: Array, believed: Array) -> Array:
        """Marks the sensor, if any, whose reading is off as nothing in the plant explains.

        It is left out of this correction, so that it can not be learned before it is judged.
        """
        found = np.zeros(len(sensors), dtype=bool)
        against = np.where(believed, np.abs(sensors), 0.0)
        worst = int(np.argmax(against))
        explained = float(np.max(np.abs(parameters), initial=0.0))
        if self.state.caution == 1.0 and against[worst] > max(_GATE, explained):
            found[worst] = True
        return found

    def forget(self) -> None:
        """Leaves out what was noted since the last correction."""
        self.state.summed = np.zeros_like(self.state.summed)
        self.state.counted = np.zeros_like(self.state.counted)

    def estimates(self) -> list[ParameterEstimate]:
        """Returns every parameter and travel as it is estimated now."""
        rows = self.layout.own
        deviations = np.sqrt(np.sum(self.state.factor[rows] ** 2, axis=1))
        columns = (self.state.slow, deviations, self.layout.nominal, self.layout.priors)
        numbers = zip(*(np.asarray(c).tolist() for c in columns), strict=True)
        return [
            ParameterEstimate(name, *one)
            for name, one in zip(self.layout.names, numbers, strict=True)
        ]

    @property
    def settled(self) -> bool:
        """Whether sensors are taken to be as noisy as they are: the first corrections are over."""
        return self.state.caution == 1.0

    def spread(self) -> Array:
        """Returns the standard deviation of each reading minus what is expected, in its unit."""
        seen = self.state.factor[self.layout.readings]
        own = self.layout.noise**2 + self.layout.calibration**2
        found: Array = np.sqrt(np.sum(seen**2, axis=1) + own)
        return found

    def _noise(self, used: Array) -> Array:
        counted = np.maximum(self.state.counted[used], 1)
        found: Array = self.layout.noise[used] ** 2 / counted + self.layout.resolution[used] ** 2
        return np.maximum(found, 1e-18)

    def _seen(self, used: Array) -> Array:
        layout, factor = self.layout, self.state.factor
        found: Array = factor[layout.readings][used] + factor[layout.biases][used]
        return found

    def _signatures(self, used: Array) -> Array:
        """Regression of the readings on each parameter and travel, from their covariance."""
        rows = self.layout.own
        own = self.state.factor[rows]
        variance = np.maximum(np.sum(own**2, axis=1), 1e-18)
        found: Array = (self._seen(used) @ own.T) / variance
        return found

    def _grow(self, run: Run, slopes: Slopes, seconds: float) -> None:
        """Moves the factor with the model and adds what the model does not know."""
        layout, state = self.layout, self.state
        try:
            moved = self._propagation.moved(state.factor, slopes, seconds)
        except RuntimeError:  # a singular matrix: what was known stays as it was
            moved = state.factor
        state.factor = moved
        forgotten = np.exp(-seconds / layout.times)
        state.slow = layout.nominal + forgotten * (state.slow - layout.nominal)
        moved[layout.own] *= forgotten[:, None]
        kept = np.exp(-seconds / CALIBRATION_TIME)
        state.bias, moved[layout.biases] = kept * state.bias, kept * moved[layout.biases]
        state.ungrown += seconds
        if state.ungrown >= _GROWTH:
            factor = np.hstack([moved, self._unknown(run, slopes, state.ungrown)])
            state.factor = truncated(factor, self._weights(), self.columns)
            state.ungrown = 0.0

    def _unknown(self, run: Run, slopes: Slopes, seconds: float | None) -> Array:
        """Returns the factor of what becomes unknown in some seconds; None is before anything."""
        layout = self.layout
        if seconds is None:
            own, bias = layout.priors, layout.calibration
        else:
            own = layout.priors * (1 - np.exp(-2 * seconds / layout.times)) ** 0.5
            bias = layout.calibration * (1 - np.exp(-2 * seconds / CALIBRATION_TIME)) ** 0.5
        compared = np.flatnonzero(layout.compared)
        slow = np.zeros((layout.size, len(own) + len(compared)))
        slow[layout.own, : len(own)] = np.diag(own)
        slow[layout.biases.start + compared, len(own) + np.arange(len(compared))] = bias[compared]
        disturbed = self._disturbed(run.point[0][layout.x], seconds)
        return self._seen_by_all(np.hstack([slow, disturbed]), slopes)

    def _weights(self) -> Array:
        """What a unit of each row counts when columns are left out."""
        weights = np.ones(self.layout.size)
        weights[self.layout.states] = 1e3
        weights[self.layout.parameters.start : self.layout.travel.stop] = 30 / self.layout.priors
        own = np.hypot(self.layout.noise, self.layout.calibration)
        weights[self.layout.readings] = weights[self.layout.biases] = 1 / np.maximum(own, 1e-9)
        return weights

    def _disturbed(self, x: Array, seconds: float | None) -> Array:
        columns = self._disturbances.columns(x, self.layout.scale, seconds)
        found = np.zeros((self.layout.size, columns.shape[1]))
        found[self.layout.states] = columns
        return found

    def _seen_by_all(self, factor: Array, slopes: Slopes) -> Array:
        """Fills the rows of readings: a slow sensor sees little of what has just happened."""
        fresh = self._propagation.seen(factor, slopes)
        factor[self.layout.readings] = fresh * (self.layout.lag < 1.0)[:, None]
        return factor

    def _move(self, run: Run, solved: Solved) -> None:
        layout, state = self.layout, self.state
        solved, move = self._cautious(solved)
        x = run.point[0]
        if not np.all(np.isfinite(move)):
            return
        state.factor = solved.updated(state.factor)
        after = x.copy()
        own = x[layout.x]
        wanted = own + layout.scale * move[layout.states]
        floor = np.where(layout.model.variables.positive[layout.x] > 0, _LEAST * own, -np.inf)
        after[layout.x] = np.where((own > 0) & (wanted < floor), floor, wanted)
        low = np.array([e.prior.low for e in layout.slow] + [-1.0] * len(layout.moved))
        high = np.array([e.prior.high for e in layout.slow] + [1.0] * len(layout.moved))
        slow = move[layout.own]
        state.slow = np.clip(state.slow + slow, low, high)
        state.expected = state.expected + move[layout.readings]
        state.bias = state.bias + move[layout.biases]
        travel = run.travel
        travel[layout.moved] = state.slow[len(layout.slow) :]
        names = layout.names[: len(layout.slow)]
        run.correct(after, dict(zip(names, state.slow.tolist(), strict=False)), travel)

    def _cautious(self, solved: Solved) -> tuple[Solved, Array]:
        """Weakens what would move a state so far at once that the linear model is no longer true.

        All sensors are taken for noisier: what is not learned now can be learned the next time.
        """
        move = solved.gain_times_innovation(self.state.factor)
        for _ in range(_ATTEMPTS):
            largest = float(np.max(np.abs(move[self.layout.states]), initial=0.0))
            if not largest > _TRUST:
                break
            one = solved.innovation
            weaker = Innovation(one.values, one.seen, one.noise * (2 * largest / _TRUST) ** 2)
            solved = Solved.of(weaker)
            move = solved.gain_times_innovation(self.state.factor)
        return solved, move


def _huber(values: Array, seen: Array, noise: Array) -> Array:
    """Returns the noise, so much larger that no reading is further off than it may be.

    What a reading moves is then bounded (Huber 1964, Ann. Math. Stat. 35, 73).
    """
    variance = Innovation(values, seen, noise).variance
    found: Array = noise + np.maximum(0.0, (values / _HUBER) ** 2 - variance)
    return found
