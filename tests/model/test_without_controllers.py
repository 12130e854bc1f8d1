"""A plant that somebody has just drawn: nothing controls it, and perhaps nothing is measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from twin_simulator import Run

_DRAWN = """\
title: Drawn
first_fill:
  pressure: 1.02 bar
  temperature: 298 K
  gas: {N2: 100 %}
  liquid: {H2O: 100 %}
equipment:
  X-101: {kind: boundary.liquid, pressure: 2 bar, temperature: 25 degC, y_H2O: 100 %}
  P-101: {kind: pump, shut_off_work: 600 J/kg, flow_area: 2.2 cm^2, full_speed: 2950 rpm, lift: 5 m,
    efficiency: 0.6, speed_time: 3 s}
  TK-101: {kind: tank.liquid, diameter: 2 m, height: 2 m, level: 50 %, metal: 1 MJ/K,
    blanket_pressure: 1.03 bar, vent_pressure: 1.05 bar, breather_area: 50 cm^2,
    overflow_length: 1 m, start_temperature: 298 K}
  X-102: {kind: boundary.gas, pressure: 3 bar, temperature: 25 degC, y_N2: 100 %}
  X-103: {kind: boundary.sink, pressure: 1.01 bar}
  X-104: {kind: boundary.sink, pressure: 1.01 bar}
streams:
  S-101: {from: X-101.outlet, to: P-101.inlet, phase: liquid}
  S-102: {from: P-101.outlet, to: TK-101.inlet_a, phase: liquid}
  S-103: {from: X-102.outlet, to: TK-101.nitrogen, phase: gas}
  S-104: {from: TK-101.vent, to: X-103.inlet, phase: gas}
  S-105: {from: TK-101.overflow, to: X-104.inlet, phase: liquid}
"""
_LEVEL = """\
instruments:
  LT-101: {measures: TK-101.level, description: Level, range: [0 %, 100 %]}
"""
_LAYOUT = """\
canvas: {width: 900, height: 500}
equipment:
""" + "".join(
    f"  {name}: {{x: {100 * place}, y: 100, width: 60, height: 60}}\n"
    for place, name in enumerate(("X-101", "P-101", "TK-101", "X-102", "X-103", "X-104"))
)


@pytest.mark.parametrize(
    ("measured", "tags"), [("", set()), (_LEVEL, {"LT-101"})], ids=["nothing", "level"]
)
def test_it_rests_where_its_tank_overflows_and_is_run_from_there(
    tmp_path: Path, measured: str, tags: set[str]
) -> None:
    drawn = tmp_path / "drawn.yaml"
    drawn.write_text(_DRAWN + measured)
    drawn.with_name("drawn.layout.yaml").write_text(_LAYOUT)
    run = Run.load(drawn)
    run.step(10.0)
    values = run.values()
    assert values.keys() == tags
    assert all(97 < value < 100 for value in values.values())
