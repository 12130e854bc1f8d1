"""Tripped interlocks of an area are reset by its hand switch, where their cause is gone."""

import pytest
from tests.plants import model_of, plant_of

from twin_schemas.faults import Fault
from twin_simulator import Run, WriteRefused

RESET = "HS-101"
FAILED = Fault(name="f", kind="bias", target="PT-107", parameters={"offset": 20.0})


@pytest.fixture
def tripped():
    """The methanol loop, whose pressure sensor read too high until just now: UZ-102."""
    run = Run.at_design(model_of("methanol"), sensors=True)
    run.inject(FAILED)
    run.step(5.0)
    assert run.tripped == ["UZ-102"]
    return run


def test_it_counts_what_is_tripped_and_lets_go_of_what_may():
    plant = plant_of("methanol")
    tag = plant.tags[RESET]
    assert (tag.kind, tag.writable, tag.area) == ("reset", True, "methanol")
    latched = [name for name, one in plant.interlocks.items() if one.latched]
    assert (tag.low, tag.high) == (0.0, float(len(latched)))
    assert latched[0] == "UZ-101"


def test_a_reset_waits_for_the_cause_to_be_gone(tripped):
    assert tripped.values()[RESET] == 1.0
    with pytest.raises(WriteRefused, match="UZ-102 stays tripped while PT-107 is above") as refused:
        tripped.write(RESET, 0.0)
    assert refused.value.cause == "interlock"
    assert tripped.tripped == ["UZ-102"]
    tripped.clear(FAILED.name)
    tripped.step(5.0)
    assert tripped.values()["FT-101"] < 1.0  # it latches
    tripped.write(RESET, 0.0)
    tripped.step(20.0)
    assert (tripped.tripped, tripped.values()[RESET]) == ([], 0.0)
    assert tripped.values()["FT-101"] > 5.0


def test_what_is_not_tripped_is_reset_without_a_word_and_nothing_else_is_taken():
    run = Run.at_design(model_of("methanol"))
    run.write(RESET, 0.0)
    with pytest.raises(WriteRefused, match="takes 0 only") as refused:
        run.write(RESET, 1.0)
    assert refused.value.cause == "range"
