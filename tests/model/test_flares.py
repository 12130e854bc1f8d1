"""What flares burn, as the model tells it, and how far a release reaches."""

from __future__ import annotations

import pytest

from twin_agents.simulation import Simulation
from twin_schemas.faults import Fault
from twin_schemas.release_events import ReleaseEstimated
from twin_simulator import Run
from twin_simulator.consequence import Weather, sight_of

NS = 1_000_000_000


def _measured(run: Run, tag: str) -> float:
    return dict(zip(run.plant.instruments, run.measured().tolist(), strict=True))[tag]


def test_a_flare_burns_what_flows_to_its_tip_and_nitrogen_gives_no_flame():
    run = Run.load("fuel_flare", sensors=True)
    (purge,) = run.flared().values()
    assert purge.mass_flow == pytest.approx(_measured(run, "FT-921"), rel=1e-6)
    assert sight_of(purge, Weather(), wet=False)["heat"] == 0
    run.inject(Fault(name="vent", kind="leak", target="PV-902", parameters={"least": 40.0}))
    run.step(60.0)
    (burned,) = run.flared().values()
    assert burned.mass_flow == pytest.approx(_measured(run, "FT-921"), rel=1e-6)
    seen = sight_of(burned, Weather(), wet=False)
    assert seen["rate"] > 0.5
    assert 2 < seen["flame"] < 20
    told = Simulation(plant=run.plant, model=Run.load("fuel_flare")).step(NS)
    (flare,) = [r for r in told if isinstance(r, ReleaseEstimated)]
    assert (flare.place, flare.kind, flare.burning) == ("X-921", "flare", False)
    assert flare.rate == pytest.approx(0.05, rel=0.05)
