"""A description which can not be solved is refused with the name of the part."""

from dataclasses import replace

import pytest
from tests.plants import plant_of

from twin_schemas.plant import Port
from twin_simulator import FlowsheetError, NoSteadyStateError, ProcessModel, Run, steady_state
from twin_simulator.flowsheet import assemble


@pytest.fixture(scope="module")
def plant():
    return plant_of("methanol")


def _without_stream(plant, name):
    return replace(plant, streams={k: s for k, s in plant.streams.items() if k != name})


def test_a_missing_stream_is_named_by_its_port(plant):
    with pytest.raises(FlowsheetError, match=r"methanol\.yaml:\d+: port 'outlet' of FV-101 is not"):
        assemble(_without_stream(plant, "S-102"))


def test_two_vessels_need_something_between_them(plant):
    direct = replace(plant.streams["S-105"], target=Port(equipment="M-102", port="inlet_b"))
    broken = replace(_without_stream(plant, "S-106"), streams={**plant.streams, "S-105": direct})
    broken = _without_stream(broken, "S-106")
    without_valve = {k: e for k, e in plant.equipment.items() if k != "TV-102"}
    with pytest.raises(FlowsheetError, match=r"methanol\.yaml:\d+: S-105 joins two vessels"):
        assemble(replace(broken, equipment=without_valve))


def test_two_flow_units_need_a_vessel_between_them(plant):
    direct = replace(plant.streams["S-104"], target=Port(equipment="R-101", port="feed"))
    streams = {**plant.streams, "S-104": direct}
    del streams["S-107"]
    with pytest.raises(FlowsheetError, match="S-104 joins two units which both compute a flow"):
        assemble(replace(plant, streams=streams))


def test_an_instrument_behind_a_valve_can_only_measure_flow(plant):
    moved = replace(plant.instruments["TT-101"], owner="S-102", quantity="temperature")
    broken = replace(plant, instruments={**plant.instruments, "TT-101": moved})
    with pytest.raises(FlowsheetError, match=r"TT-101 measures S-102\.temperature"):
        ProcessModel.build(broken)


def test_an_impossible_setpoint_is_named(plant, monkeypatch):
    monkeypatch.setattr(steady_state, "_MOST_STEPS", 150)  # as many show as well where it ends
    hot = replace(plant.controllers["TIC-102"], setpoint=240.0)
    broken = replace(plant, controllers={**plant.controllers, "TIC-102": hot})
    with pytest.raises(NoSteadyStateError, match=r"methanol\.yaml:\d+: .*TV-102"):
        ProcessModel.build(broken)


def test_an_unknown_parameter_is_named(plant):
    run = Run.at_design(ProcessModel.build(plant))
    with pytest.raises(KeyError, match=r"R-101\.activty"):
        run.set_parameter("R-101.activty", 0.9)
