"""A twin of the methanol area that follows an emulated, aged plant."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest
from tests.plants import model_of

from twin_schemas.faults import Fault
from twin_simulator import Run
from twin_simulator.emulation.mismatch import Mismatch
from twin_simulator.estimation import Follower

FOUND = 1260  # s, after which it judges
SECOND = 1.0  # the scan, twice as long as the plant's own
Change = Callable[[int, dict[str, float]], Mapping[str, float]]


def _as_it_is(_second: int, readings: dict[str, float]) -> Mapping[str, float]:
    return readings


class Pair:
    """The plant, and the twin that knows of it only by its readings."""

    def __init__(self, *, blind: bool = False) -> None:
        model = model_of("methanol")
        aged = Mismatch.aged(model.plant)
        self.plant = Run.at_design(model, 3, aged, sensors=True, scan=SECOND)
        self.plant.step(600.0)
        self.blind = Run.at_design(model, scan=SECOND) if blind else None
        self.twin = Follower.of(Run.at_design(model, scan=SECOND))
        instruments = model.plant.instruments.values()
        self._noise = np.array([i.noise for i in instruments])
        self._told = np.array([i.drives is None and i.noise > 0 for i in instruments])

    def go(self, seconds: int, change: Change = _as_it_is) -> Pair:
        for second in range(seconds):
            self.plant.step(SECOND)
            bad = self.plant.qualities()
            readings = {t: v for t, v in self.plant.values().items() if t not in bad}
            if self.blind is not None:
                self.blind.drive(readings)
                self.blind.step(SECOND)
            self.twin.step(SECOND, change(second, readings))
        return self

    def error(self, run: Run | None) -> float:
        """RMSE to the hidden truth, in standard deviations of the sensors' noise."""
        assert run is not None
        far = (run.measured() - self.plant.measured())[self._told] / self._noise[self._told]
        return float(np.sqrt(np.mean(far**2)))

    def estimate(self, name: str) -> tuple[float, float]:
        found = {one.name: (one.value, one.deviation) for one in self.twin.estimates()}
        return found[name]

    def targets(self) -> list[tuple[str, str]]:
        return [(f.kind, f.target) for f in self.twin.findings()]


def test_it_converges_from_a_wrong_start_and_knows_how_well():
    pair = Pair(blind=True).go(900)
    assert pair.error(pair.twin.run) < 0.2 * pair.error(pair.blind)
    for name in ("E-102.cleanness", "R-101.activity", "FV-101.capacity", "PV-107.capacity"):
        value, deviation = pair.estimate(name)
        assert abs(value - Mismatch.aged(pair.plant.plant).parameters[name]) < 3.5 * deviation
    assert pair.targets() == []
    assert pair.twin.health().score > 0.9


@pytest.mark.parametrize(("tag", "offset"), [("TT-102", 5.0), ("FT-108", 1.0), ("PT-107", 0.8)])
def test_a_sensor_that_lies_is_not_taken_for_a_change_of_the_plant(tag: str, offset: float):
    pair = Pair().go(FOUND)
    pair.plant.inject(Fault(name="f", kind="bias", target=tag, parameters={"offset": offset}))
    pair.go(120)
    assert pair.targets() == [("sensor", tag)]
    (finding,) = pair.twin.findings()
    assert finding.size == pytest.approx(offset, rel=0.1)


def test_what_is_not_given_is_not_used_and_a_gap_is_survived():
    pair = Pair(blind=True).go(600)
    kept = pair.estimate("E-102.cleanness")
    pair.go(120, lambda _second, _readings: {})
    assert pair.twin.health().score == 0.0
    value, deviation = pair.estimate("E-102.cleanness")
    assert value == pytest.approx(kept[0], abs=1e-3)
    assert deviation > kept[1]
    pair.go(180)
    assert pair.error(pair.twin.run) < 0.2 * pair.error(pair.blind)
    assert pair.targets() == []


def test_it_tracks_a_surface_that_fouls_and_a_catalyst_that_ages_within_its_bounds():
    pair = Pair().go(900)
    fouls = {"end": 80.0, "time": 1.0}
    pair.plant.inject(Fault(name="f", kind="fouling", target="E-102.cleanness", parameters=fouls))
    pair.plant.inject(
        Fault(name="a", kind="deactivation", target="R-101.activity", parameters={"speed": 200.0})
    )
    before = dict(zip(pair.plant.model.variables.parameters, pair.plant.point[2], strict=True))
    for _ in range(2):
        pair.go(500)
        true = dict(zip(pair.plant.model.variables.parameters, pair.plant.point[2], strict=True))
        for name in ("E-102.cleanness", "R-101.activity"):
            value, deviation = pair.estimate(name)
            assert abs(value - true[name]) < 3.5 * deviation
    for name in ("E-102.cleanness", "R-101.activity"):
        assert true[name] < before[name] - 3 * pair.estimate(name)[1]  # it had something to track
