"""Writes that wait for one another: a setpoint set as a whole, run ahead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from twin_simulator import Move, Run
from twin_simulator.what_if import Branch, what_if

FLOW, PRESSURE = "FIC-941.SP", "PIC-941.SP"


def _changed(*moves: Move, seconds: float = 600.0) -> Branch:
    run = Run.load("nitrogen")
    return what_if(run.model, run.snapshot(), moves, seconds, ["FT-941"]).changed


def test_a_phase_begins_when_the_one_before_is_reached():
    first = Move(tag=FLOW, value=0.13, phase=1)
    found = _changed(Move(tag=PRESSURE, value=2.8, phase=2), first)
    (flow, begun), (pressure, later) = found.written
    assert (flow.tag, begun, pressure.tag) == (FLOW, 0.0, PRESSURE)
    tolerance = Run.load("nitrogen").plant.tags[FLOW].tolerance
    values = dict(zip(found.times, found.curves["FT-941"], strict=True))
    reached = min(time for time, value in values.items() if abs(value - 0.13) <= tolerance)
    assert begun < reached <= later < reached + 30.0
    assert (found.unwritten, found.missed) == ([], None)


def test_what_is_not_reached_in_its_time_ends_the_phases():
    too_much = Move(tag=FLOW, value=0.3, phase=1)  # at so little pressure
    less, last = Move(tag=PRESSURE, value=2.5, phase=1), Move(tag=PRESSURE, value=2.8, phase=2)
    found = _changed(too_much, less, last)
    assert (found.missed, found.unwritten) == (too_much, [last])
    soon = _changed(too_much, less, last, seconds=200.0)
    assert (soon.missed, soon.unwritten) == (None, [last]), "it may still be reached"


def test_a_mode_goes_before_what_it_allows():
    found = _changed(
        Move(tag="FIC-941.OP", value=50.0, phase=2),
        Move(tag="FIC-941.OP", value=40.0, phase=3),
        Move(tag="FIC-941.MODE", value=0.0, phase=1),
    )
    assert [move.value for move, _ in found.written] == [0.0, 50.0, 40.0]
    times = [after for _, after in found.written]
    assert times == sorted(set(times))


@pytest.mark.parametrize("phase", [0, 1])
def test_what_is_in_one_phase_goes_together(phase: int):
    moves = [Move(tag=FLOW, value=0.13), Move(tag=PRESSURE, value=2.8)]
    alone, together = _changed(*moves), _changed(*(replace(m, phase=phase) for m in moves))
    assert together.curves == alone.curves
    assert [after for _, after in together.written] == [0.0, 0.0]
