"""A plant as an FMU does what the model does, to the bit."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fmpy
import numpy as np
import pytest
from tests.model.fmus.made import exported
from tests.plants import model_of, plant_of

from twin_simulator import Run
from twin_simulator.cosimulation import FmuFile

LOOP, SMALL, WHOLE = "ammonia_loop", "nitrogen", "methanol_ammonia"


@contextmanager
def instance(name: str, folder: Path, said: list[str] | None = None) -> Iterator[Any]:
    """A running FMU, with `put` and `get` by name."""
    unpacked = folder / name
    if not unpacked.exists():
        fmpy.extract(exported(name), unpacked)
    told = fmpy.read_model_description(str(unpacked))

    def note(_environment, _status, _category, message):
        if said is not None:
            said.append(message.decode())

    fmu = fmpy.instantiate_fmu(str(unpacked), told, "CoSimulation", logger=note)
    numbers = {v.name: v.valueReference for v in told.modelVariables}
    fmu.get = lambda *names: fmu.getFloat64([numbers[n] for n in names])
    fmu.put = lambda name, value: fmu.setFloat64([numbers[name]], [value])
    fmu.mode = lambda name, value: fmu.setInt64([numbers[name]], [value])
    fmu.enterInitializationMode()
    fmu.exitInitializationMode()
    yield fmu
    fmu.terminate()
    fmu.freeInstance()


def _measured(name: str) -> list[str]:
    return list(plant_of(name).instruments)


@pytest.mark.parametrize("name", [LOOP, SMALL])
def test_it_is_valid_and_tells_every_tag_with_unit_and_description(name):
    fmu, plant = FmuFile.read(exported(name)), plant_of(name)
    assert fmu.problems() == []
    assert (fmu.fmi, fmu.kinds, fmu.keeps_state) == ("3.0", ("co-simulation",), True)
    assert "x86_64-linux" in fmu.platforms
    for tag in plant.tags.values():
        variable = fmu.variables[tag.name]
        told = tag.writable and tag.kind != "reset"  # 0 would be no change of an input
        assert variable.causality == ("input" if told else "output")
        assert variable.description == tag.description
        assert tag.states or variable.unit == tag.unit
    assert set(model_of(name).variables.parameters) <= set(fmu.variables)
    assert set(plant.interlocks) <= {n.removesuffix(".TRIPPED") for n in fmu.variables}


def test_units_convert_as_those_of_the_twin():
    variables = FmuFile.read(exported(SMALL)).variables
    assert (variables["PT-941"].factor, variables["TT-941"].offset) == (1e5, 273.15)
    assert variables["X-942.pressure"].powers == {"kg": 1, "m": -1, "s": -2}


def test_a_simulation_by_fmpy_gives_the_bits_of_the_model():
    tags = _measured(LOOP)
    found = fmpy.simulate_fmu(
        str(exported(LOOP)), stop_time=120.0, step_size=10.0, output_interval=10.0, output=tags
    )
    run = Run.at_design(model_of(LOOP))
    assert len(found) == 13
    for row in found:
        run.step(row["time"] - run.time)
        assert {tag: row[tag] for tag in tags} == {tag: run.values()[tag] for tag in tags}


def test_a_setpoint_and_a_disturbance_are_inputs():
    """The setpoint at 20 s, the cooling water 5 K warmer at 60 s; both against the model."""
    moved = np.array(
        [(0.0, 3.0, 298.15), (20.0, 2.8, 298.15), (60.0, 2.8, 303.15), (120.0, 2.8, 303.15)],
        dtype=[("time", "f8"), ("PIC-941.SP", "f8"), ("X-941.temperature", "f8")],
    )
    found = fmpy.simulate_fmu(
        str(exported(SMALL)),
        stop_time=120.0,
        step_size=0.5,
        output_interval=0.5,
        input=_held(moved),
        output=["PT-941", "TT-941", "PIC-941.SP"],
    )
    run = Run.at_design(model_of(SMALL))
    run.step(20.0)
    run.write("PIC-941.SP", 2.8)
    run.step(40.0)
    cooler = run.branch()
    run.set_parameter("X-941.temperature", 303.15)
    for each in (run, cooler):
        each.step(60.0)
    last = dict(zip(found.dtype.names[1:], found[-1].tolist()[1:], strict=True))
    assert last["PT-941"] == pytest.approx(2.8, abs=0.01)
    assert last["TT-941"] > cooler.values()["TT-941"] + 0.1
    assert last == {tag: run.values()[tag] for tag in last}


def _held(moves: np.ndarray) -> np.ndarray:
    """Steps in place of the lines that FMPy draws between two rows."""
    rows = [moves[0]]
    for row in moves[1:]:
        before = rows[-1].copy()
        before["time"] = row["time"]
        rows += [before, row]
    return np.array(rows, dtype=moves.dtype)


def test_a_state_comes_back_to_the_bit_also_elsewhere(tmp_path):
    tags = _measured(LOOP)
    with instance(LOOP, tmp_path) as fmu, instance(LOOP, tmp_path) as other:
        fmu.put("FIC-301.SP", 5.0)
        fmu.doStep(0.0, 20.0)
        state = fmu.getFMUState()
        data = fmu.serializeFMUState(state)
        fmu.doStep(20.0, 20.0)
        first = fmu.get(*tags)
        fmu.setFMUState(state)
        fmu.doStep(20.0, 20.0)
        assert fmu.get(*tags) == first
        elsewhere = other.deserializeFMUState(data)
        other.setFMUState(elsewhere)
        other.doStep(20.0, 20.0)
        assert other.get(*tags) == first
        fmu.freeFMUState(state)
        other.freeFMUState(elsewhere)


def test_a_reset_begins_again(tmp_path):
    with instance(SMALL, tmp_path) as fmu:
        before = fmu.get("PT-941", "PIC-941.SP")
        fmu.put("PIC-941.SP", 2.6)
        fmu.doStep(0.0, 100.0)
        assert fmu.get("PT-941", "PIC-941.SP") != before
        fmu.reset()
        fmu.enterInitializationMode()
        fmu.exitInitializationMode()
        assert fmu.get("PT-941", "PIC-941.SP", "time") == [*before, 0.0]


def test_steps_that_are_no_whole_scans_add_up(tmp_path):
    with instance(SMALL, tmp_path) as fmu:
        fmu.put("PIC-941.SP", 2.6)
        at = []
        for k in range(50):
            fmu.doStep(0.2 * k, 0.2)
            at.append(fmu.get("time")[0])
        fine = fmu.get("PT-941")
    assert at[:6] == [0.0, 0.0, 0.5, 0.5, 1.0, 1.0]
    run = Run.at_design(model_of(SMALL))
    run.write("PIC-941.SP", 2.6)
    run.step(10.0)
    assert fine == [run.values()["PT-941"]]


def test_the_order_in_which_inputs_are_given_makes_no_difference(tmp_path):
    found = []
    for first in (True, False):
        with instance(SMALL, tmp_path) as fmu:
            if first:
                fmu.mode("PIC-941.MODE", 0)
            fmu.put("PIC-941.OP", 50.0)
            if not first:
                fmu.mode("PIC-941.MODE", 0)
            fmu.doStep(0.0, 10.0)
            found.append(fmu.get("PIC-941.OP", "PT-941"))
    assert found[0] == found[1]
    assert found[0][0] == 50.0


def test_what_is_refused_is_said_and_not_in_force(tmp_path):
    said: list[str] = []
    with instance(SMALL, tmp_path, said) as fmu:
        fmu.put("PIC-941.SP", 99.0)
        assert fmu.get("PIC-941.SP") == [3.0]
        fmu.put("PIC-941.OP", 10.0)
        fmu.doStep(0.0, 1.0)
    assert "99.0 is outside 2.5..3.5 bar of PIC-941.SP" in said[0]
    assert "its output is only writable in MAN" in said[1]


def test_a_step_back_is_an_error_that_says_so(tmp_path):
    said: list[str] = []
    with instance(SMALL, tmp_path, said) as fmu:
        fmu.doStep(0.0, 10.0)
        with pytest.raises(Exception, match="fmi3DoStep"):
            fmu.doStep(0.0, 1.0)
        assert said == ["the step ends at 1.0 s, the run is at 10.0 s"]
        fmu.doStep(10.0, 1.0)


@pytest.mark.slow
def test_the_whole_plant_is_exported_and_runs(tmp_path):
    fmu = FmuFile.read(exported(WHOLE))
    assert set(plant_of(WHOLE).tags) <= set(fmu.variables)
    with instance(WHOLE, tmp_path) as running:
        before = running.get("FT-108", "PT-107", "TT-403")
        running.doStep(0.0, 1.0)
        after = running.get("FT-108", "PT-107", "TT-403")
    assert after == pytest.approx(before, rel=1e-6)


def test_a_state_of_another_plant_is_an_error_until_the_next_reset(tmp_path):
    said: list[str] = []
    with instance(SMALL, tmp_path, said) as fmu, instance(LOOP, tmp_path) as other:
        state = other.getFMUState()
        fmu.setFMUState(fmu.deserializeFMUState(other.serializeFMUState(state)))
        with pytest.raises(Exception, match="fmi3DoStep"):
            fmu.doStep(0.0, 1.0)
        assert "the snapshot is of another plant" in said[0]
        fmu.reset()
        fmu.enterInitializationMode()
        fmu.exitInitializationMode()
        fmu.doStep(0.0, 1.0)


def test_its_page_says_what_it_needs(tmp_path):
    fmpy.extract(exported(SMALL), tmp_path)
    page = (tmp_path / "documentation" / "index.html").read_text()
    assert "must be importable" in page
    assert "LD_PRELOAD" in page
    assert "MIT" in (tmp_path / "documentation" / "licenses" / "pythonfmu3.txt").read_text()
    assert json.loads((tmp_path / "resources" / "twinbus.json").read_text())["root"]


def test_the_same_description_has_the_same_token(tmp_path):
    from twin_ops.fmu.export import export

    export(plant_of(SMALL), tmp_path / "again.fmu")
    tokens = {
        fmpy.read_model_description(str(file)).instantiationToken
        for file in (exported(SMALL), tmp_path / "again.fmu")
    }
    assert len(tokens) == 1


def test_a_description_in_several_places_is_refused(tmp_path):
    from twin_ops.errors import Usage
    from twin_ops.fmu.export import export
    from twin_schemas.plant import SHIPPED, load_plant

    (tmp_path / "areas").mkdir()
    (tmp_path / "root").mkdir()
    for ending in (".yaml", ".layout.yaml"):
        shutil.copy(SHIPPED.with_name("nitrogen").with_suffix(ending), tmp_path / "areas")
    root = tmp_path / "root" / "plant.yaml"
    root.write_text("name: n\ntitle: N\nareas: {nitrogen: ../areas/nitrogen.yaml}\n")
    with pytest.raises(Usage, match="put all files of the plant into one folder"):
        export(load_plant(root), tmp_path / "n.fmu")
