"""What has to be written to bring setpoints back."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from tests.unit.commanding import PLANT, SP

from twin_agents.sets.planner import Planner, Step

REST = {tag.name: tag.design for tag in PLANT.tags.values() if tag.controller}
MAN, AUTO, CAS = 0.0, 1.0, 2.0


def _steps(wanted: dict[str, float], now: dict[str, float] | None = None, **more: object):
    planner = Planner(PLANT, REST | (now or {}), **more)  # type: ignore[arg-type]
    return planner.steps(wanted), planner.left_out


def _written(steps: list[Step]) -> list[tuple[int, str, float]]:
    return [(s.phase, s.tag, s.value) for s in steps]


def test_what_is_there_already_is_left_alone():
    assert _steps(REST) == ([], [])


def test_a_setpoint_goes_in_steps_that_one_command_may_make():
    goal = SP.design - 2.5 * (SP.max_step or 0.0)
    steps, _ = _steps({SP.name: goal})
    values = [SP.design, *(s.value for s in steps)]
    assert len(steps) == 3
    assert [s.phase for s in steps] == [0, 1, 2]
    assert values[-1] == pytest.approx(goal)
    largest = max(abs(b - a) for a, b in pairwise(values))
    assert largest <= (SP.max_step or 0.0) * (1 + 1e-9)
    assert {s.former for s in steps} == {SP.design}


def test_the_mode_comes_first_and_decides_what_is_written():
    wanted = {"FIC-101.SP": 19.0, "FIC-101.OP": 40.0, "FIC-101.MODE": MAN}
    steps, _ = _steps(wanted, {"FIC-101.OP": 50.0})
    assert _written(steps) == [(0, "FIC-101.MODE", MAN), (1, "FIC-101.OP", 40.0)]
    steps, _ = _steps(wanted | {"FIC-101.MODE": AUTO}, {"FIC-101.MODE": MAN})
    assert _written(steps) == [(0, "FIC-101.MODE", AUTO), (1, "FIC-101.SP", 19.0)]


def test_a_cascade_closes_last_and_its_inner_setpoint_is_not_written():
    wanted = {"FIC-121.MODE": CAS, "FIC-121.SP": 3.0, "LIC-120.SP": 52.0}
    steps, _ = _steps(wanted, {"FIC-121.MODE": MAN})
    assert _written(steps) == [(0, "LIC-120.SP", 52.0), (1, "FIC-121.MODE", CAS)]


def test_within_the_tolerance_nothing_is_written():
    goal = SP.design + 0.009 * (SP.high - SP.low)
    assert _steps({SP.name: goal}, tolerance=1.0) == ([], [])
    assert _steps({SP.name: goal}, tolerance=0.5)[0] != []


def test_what_was_just_written_is_written_back_though_it_does_not_show_yet():
    steps, _ = _steps({SP.name: SP.design}, touched=frozenset({SP.name}))
    assert _written(steps) == [(0, SP.name, SP.design)]


@pytest.mark.parametrize(
    ("wanted", "now", "why"),
    [
        ({"XX-1.SP": 1.0}, {}, "XX-1.SP: the plant has no such writable tag"),
        ({"FT-101": 1.0}, {}, "FT-101: the plant has no such writable tag"),
        ({SP.name: SP.high + 1}, {}, "is outside"),
        ({SP.name: math.nan}, {}, "is outside"),
        ({"FIC-101.MODE": 7.0}, {}, "is outside"),
    ],
)
def test_what_cannot_be_restored_is_told(wanted: dict[str, float], now: dict[str, float], why: str):
    steps, left_out = _steps(wanted, now)
    assert steps == []
    assert why in left_out[0]


def test_a_value_that_is_not_known_is_told():
    known = {tag: value for tag, value in REST.items() if not tag.startswith("FIC-101")}
    planner = Planner(PLANT, known)
    assert planner.steps({SP.name: 19.0}) == []
    assert planner.left_out == ["FIC-101: its mode is not known now"]
    planner = Planner(PLANT, known | {"FIC-101.MODE": AUTO})
    assert planner.steps({SP.name: 19.0}) == []
    assert planner.left_out == ["FIC-101.SP: its present value is not known now"]
