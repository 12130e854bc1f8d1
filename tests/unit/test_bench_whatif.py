"""The bench of the what-if compares the same equations, and says so in figures."""

from __future__ import annotations

import numpy as np
import pytest
from tests.plants import model_of, plant_of

from twin_ops.bench.whatif import bench_whatif, integrated, recorded, some_move
from twin_simulator import Run
from twin_simulator.what_if import SCAN

PLANT = "nitrogen"


def test_the_solver_alone_comes_to_the_same_state():
    model = model_of(PLANT)
    run = Run.at_design(model)
    run.step(20.0)
    move = some_move(model.plant, run.values())
    begin, commands = recorded(model, run.snapshot(), move, 120.0)
    assert len(commands) == round(120.0 / SCAN)
    assert not np.array_equal(commands[0], commands[-1])
    with_control = Run.restore(model, run.snapshot(), SCAN)
    with_control.write(move.tag, move.value)
    with_control.step(120.0)
    found = integrated(model, begin, commands)
    apart = np.abs(found - with_control.point[0]) / model.variables.scale
    assert np.max(apart) < 1e-5


def test_each_figure_stands_beside_its_baseline():
    branch, answer = bench_whatif(plant_of(PLANT), 60.0)
    assert (branch.name, branch.unit, answer.name, answer.unit) == (
        "branch_cpu",
        "s",
        "answer",
        "s",
    )
    assert branch.ratio == pytest.approx(branch.value / branch.baseline)
    assert answer.baseline == 2.0
    assert branch.value > 0.0 < branch.baseline
