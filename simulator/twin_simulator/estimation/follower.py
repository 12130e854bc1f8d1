"""A twin that follows a plant: driven by it, corrected by it, and judging it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from twin_simulator.estimation.around import Around
from twin_simulator.estimation.estimate import ParameterEstimate
from twin_simulator.estimation.estimator import Estimator
from twin_simulator.estimation.health import Health
from twin_simulator.estimation.isolation import Isolation, IsolationState
from twin_simulator.estimation.kept import take_up, verdicts
from twin_simulator.estimation.layout import Layout
from twin_simulator.estimation.propagation import Slopes
from twin_simulator.estimation.rates import Rates
from twin_simulator.estimation.verdict import Finding

if TYPE_CHECKING:
    from twin_simulator.run import Run

PERIOD = 10.0  # s between two corrections
_FIRST = 120.0  # s, in which a twin that begins only goes where the outputs of the plant take it


@dataclass
class Area:
    """What follows one area."""

    estimator: Estimator
    isolation: Isolation


@dataclass
class Follower:
    """Owns nothing of the plant: whoever calls says what of it is usable.

    Attributes:
        run: the twin.
        areas: what corrects it and finds what is wrong, by area.
        time: s since it began to follow. due: s since the last correction.
        around: where derivatives are taken.
        slopes: those of the last correction.
        rates: shares for the health.
    """

    run: Run
    areas: tuple[Area, ...]
    around: Around
    slopes: Slopes
    time: float = 0.0
    due: float = 0.0
    rates: Rates = field(default_factory=Rates)

    @classmethod
    def of(cls, run: Run) -> Follower:
        """Begins to follow with a run that knows nothing of the plant yet."""
        slopes = Slopes.at(run.model, run.point)
        areas = (
            Area(
                Estimator.at_start(run, layout, slopes),
                Isolation(layout, IsolationState.at_start(layout)),
            )
            for layout in Layout.of(run.model)
        )
        return cls(run, tuple(areas), Around(run.point), slopes)

    def step(self, seconds: float, readings: Mapping[str, float]) -> bool:
        """Advances with the plant.

        Args:
            seconds: a whole number of scans.
            readings: every usable value of the plant by tag: good, fresh and not late.

        Returns:
            Whether the twin was corrected.

        Raises:
            IntegrationError: the model can not go on.
        """
        self.run.drive(readings)
        self.run.lead(self._leading(readings))
        self.run.step(seconds)
        self.time += seconds
        self.due += seconds
        self.around.note(self.run.point, seconds)
        measured = self.run.measured()
        for area in self.areas:
            area.estimator.note(measured, readings, seconds)
            area.isolation.note(readings, seconds, self.time)
        self.rates.look(readings, self.run.plant)
        if self.due < PERIOD:
            return False
        elapsed, self.due = self.due, 0.0
        if self.time > _FIRST:
            self._correct(elapsed)
            return True
        for area in self.areas:
            area.estimator.forget()
        return False

    def _correct(self, elapsed: float) -> None:
        """Weighs what was noted by derivatives of before it was."""
        slopes, judged = self.slopes, []
        for area in self.areas:
            doubted = area.isolation.doubted
            corrected = area.estimator.correct(self.run, slopes, elapsed, doubted)
            if corrected is not None:
                estimates = area.estimator.estimates()
                area.isolation.judge(corrected, estimates, elapsed, self.time)
                judged.append(corrected)
        if not all(area.estimator.settled for area in self.areas):
            self.around = Around(self.run.point)  # it has far to go yet
        self.slopes = Slopes.at(self.run.model, self.around.point)
        self.rates.rate(judged)

    def estimates(self) -> list[ParameterEstimate]:
        """Returns what is known of every slow parameter and of the travel of actuators."""
        return [one for area in self.areas for one in area.estimator.estimates()]

    def findings(self) -> list[Finding]:
        """Returns what is wrong with sensors and plant now."""
        return [
            finding
            for area in self.areas
            for finding in area.isolation.findings(area.estimator.estimates())
        ]

    def expected(self) -> dict[str, tuple[float, float]]:
        """Returns what each compared instrument should read, and how far off it may be.

        That is its lagged reading, and the standard deviation of reading minus expected with the
        sensor's noise and calibration, both in its unit. It is told once the first corrections,
        which take sensors for noisier, are over: before, the deviations mean nothing.
        """
        found: dict[str, tuple[float, float]] = {}
        for area in (one.estimator for one in self.areas):
            if area.settled:
                pairs = zip(area.state.expected.tolist(), area.spread().tolist(), strict=True)
                told = zip(area.layout.tags, pairs, area.layout.compared, strict=True)
                found |= {tag: pair for tag, pair, compared in told if compared}
        return found

    def verdicts(self) -> dict[str, Any]:
        """Returns what it has found, as plain JSON types, for a follower that goes on from here."""
        return {
            area.isolation.layout.area: verdicts(area.isolation, self.time) for area in self.areas
        }

    def take_up(self, found: Mapping[str, Any], passed: float = 0.0) -> None:
        """Goes on with the verdicts of an earlier one.

        Args:
            found: as `verdicts` gives it; areas that it does not have find anew.
            passed: seconds since then.
        """
        for area in self.areas:
            name = area.isolation.layout.area
            if name in found:
                take_up(area.isolation, found[name], passed)

    def health(self) -> Health:
        """Returns how far the twin can be believed."""
        return self.rates.health()

    def _leading(self, readings: Mapping[str, float]) -> dict[str, float]:
        """Outputs of the plant where the loop that they close is seen, too.

        A loop whose process value is not seen is closed by the twin's own controller: else its
        level or pressure would drift away with nothing to hold it.
        """
        plant = self.run.plant
        found: dict[str, float] = {}
        for name, controller in plant.controllers.items():
            output = readings.get(f"{name}.OP")
            seen = controller.reads in readings
            if output is not None and seen and not controller.cascades_to and np.isfinite(output):
                found |= controller.positions(output)
        return found
