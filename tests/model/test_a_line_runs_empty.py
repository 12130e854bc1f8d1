"""A line which runs empty within one scan holds no less than nothing."""

import numpy as np
from tests.plants import WHOLE, assert_sound, model_of, plant_of

from twin_simulator import Run
from twin_simulator.balance import Balance

CLOSED = 1e-9  # of what passes through


def test_rich_solution_runs_out_of_its_line_when_the_pump_stops():
    """Found by `test_any_moves_leave_a_sound_plant`: 17.7 mol of MDEA below zero after 56 s.

    Method of order two jumps over an empty line, and the equations led on from there to tonnes.
    """
    run, model = Run.at_design(model_of(WHOLE), scan=1.0), model_of(WHOLE)
    balance = Balance.of(model.flowsheet)
    run.drive({"PIC-246.MODE": 0.0, "PIC-246.OP": 0.0})
    run.step(2.0)
    run.write("PIC-182.SP", plant_of(WHOLE).tags["PIC-182.SP"].high)
    for _ in range(60):
        run.step(1.0)
        assert_sound(run, model)
    assert np.max(np.abs(balance.imbalance(*run.point))) < CLOSED
