"""Other tunings are tried on a run."""

import pytest

from twin_simulator import Run, Tuning


@pytest.fixture(scope="module")
def run():
    found = Run.load("nitrogen")
    found.write("PIC-941.SP", 2.8)
    found.step(5.0)  # on its way: where another gain alone would make a bump
    return found


def test_it_goes_on_without_a_bump_and_leaves_the_run_alone(run):
    before, output = run.snapshot(), run.values()["PIC-941.OP"]
    faster = run.retuned({"PIC-941": Tuning(gain=8.0, integral_time_s=20.0)})
    faster.step(0.5)
    plain = run.branch()
    plain.step(0.5)
    assert abs(plain.values()["PIC-941.OP"] - output) < 1.0
    assert abs(faster.values()["PIC-941.OP"] - output) < 5.0
    assert run.snapshot() == before


def test_it_takes_effect_and_the_described_tuning_changes_only_the_bump(run):
    described = run.plant.controllers["PIC-941"]
    lower = run.retuned({"PIC-941": Tuning(gain=0.2, integral_time_s=200.0)})
    same = run.retuned({"PIC-941": Tuning(gain=described.gain, integral_time_s=20.0)})
    for one in (lower, same):
        one.step(60.0)
    assert lower.values()["PT-941"] > same.values()["PT-941"] + 0.01


def test_a_setpoint_written_at_once_still_makes_its_step(run):
    faster = run.retuned({"PIC-941": Tuning(gain=8.0, integral_time_s=20.0)})
    output = faster.values()["PIC-941.OP"]
    faster.write("PIC-941.SP", 2.9)  # from 2.8: 8 times 1.25 percent of the range
    faster.step(0.5)
    assert faster.values()["PIC-941.OP"] - output > 8.0


def test_what_can_not_be_is_refused(run):
    with pytest.raises(KeyError, match=r"no controller PIC-1; there are: PIC-941, FIC-941"):
        run.retuned({"PIC-1": Tuning(gain=1.0, integral_time_s=1.0)})
    with pytest.raises(ValueError, match="gain and integral time are above 0"):
        Tuning(gain=-1.0, integral_time_s=1.0)
