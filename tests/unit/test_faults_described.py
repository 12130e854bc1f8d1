"""A fault is judged against the plant: what is wrong is named, with what there is instead."""

import re

import pytest
from tests.plants import WHOLE, plant_of

from twin_schemas.faults import (
    FAULT_KINDS,
    Fault,
    FaultError,
    faults_schema,
    objections,
    read_faults,
)
from twin_schemas.plant import SHIPPED, PlantError, load_plant
from twin_simulator import ProcessModel, Run

STUCK = "{kind: stuck, target: FV-101}"
STICTION = {"band": 4.0, "jump": 2.0}


@pytest.fixture(scope="module")
def plant():
    return plant_of("methanol")


@pytest.fixture(scope="module")
def model(plant):
    return ProcessModel.build(plant)


def _fault(**changes):
    sound = {"name": "x", "kind": "stiction", "target": "FV-101", "parameters": STICTION}
    return Fault(**(sound | changes))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"kind": "sticktion"}, r"no fault of kind 'sticktion'; use one of: drift, .*stiction"),
        ({"target": "FV-110"}, "'FV-110' is no equipment with an actuator .* did you mean FV-101"),
        ({"target": "R-101"}, "'R-101' is no equipment with an actuator"),
        ({"kind": "drift", "parameters": {"per_hour": 1.0}}, "'FV-101' is no instrument"),
        ({"parameters": {"band": 4.0}}, "the stiction of FV-101 lacks 'jump'; give band"),
        ({"parameters": STICTION | {"depth": 1}}, "no parameter 'depth'; it has: band"),
        ({"parameters": {"band": 101.0, "jump": 2}}, "band .* is 101; give it within 0 to 100 %"),
        ({"parameters": {"band": float("nan"), "jump": 2}}, "band .* is nan"),
        ({"parameters": {"band": 1.0, "jump": 2.0}}, "jump of the stiction of FV-101 is above"),
        ({"start": -1.0}, "start of x is -1 s"),
        ({"kind": "stuck", "parameters": {}, "ramp": 5.0}, "a stuck has no ramp"),
        (
            {"kind": "fouling", "target": "R-101.activity", "parameters": {"end": 50.0}},
            "'R-101.activity' is no parameter .* there are: .*R-101.cleanness",
        ),
    ],
)
def test_a_mistake_is_named_with_what_there_is(plant, model, changes, what):
    fault = _fault(**changes)
    with pytest.raises(FaultError, match=what):
        Run.at_design(model, sensors=True).inject(fault)
    assert list(objections(fault, plant))


def test_a_second_one_of_the_same_kind_or_name_is_refused(model):
    run = Run.at_design(model, sensors=True)
    run.inject(_fault())
    with pytest.raises(FaultError, match="FV-101 has a stiction already, 'x'"):
        run.inject(_fault(name="y"))
    with pytest.raises(FaultError, match="a fault x already"):
        run.inject(_fault(kind="stuck", parameters={}))
    run.inject(_fault(name="y", kind="stuck", parameters={}))
    assert list(run.faults()) == ["x", "y"]
    with pytest.raises(FaultError, match="no fault 'z'; there are: x, y"):
        run.clear("z")


def test_a_twin_never_has_faults(model):
    twin = Run.at_design(model)
    with pytest.raises(FaultError, match="is a twin"):
        twin.inject(_fault())
    with pytest.raises(FaultError, match="is a twin"):
        twin.clear("x")
    assert twin.faults() == {}
    assert twin.restored(twin.snapshot()).faults() == {}


def test_a_file_is_read_with_units(plant, tmp_path):
    file = tmp_path / "faults.yaml"
    file.write_text(
        "faults:\n"
        "  sticks: {kind: stiction, target: FV-101, band: 4 %, jump: 0.02, start: 5 min}\n"
        "  warm: {kind: bias, target: TT-102, offset: 3 K, ramp: 1 h}\n"
        "  old: {kind: deactivation, target: R-101.activity, speed: 1000}\n"
    )
    faults, problems = read_faults(file, plant)
    assert problems == []
    sticks, warm, old = faults
    assert sticks.parameters == pytest.approx(STICTION)
    assert (sticks.start, warm.ramp) == (300.0, 3600.0)
    assert warm.parameters["offset"] == pytest.approx(3.0)
    assert old.parameters == {"speed": 1000.0}


@pytest.mark.parametrize("text", ["", "faults:\n", "faults: {}\n", "# nothing yet\n"])
def test_an_empty_file_has_no_faults(plant, tmp_path, text):
    file = tmp_path / "faults.yaml"
    file.write_text(text)
    assert read_faults(file, plant) == ((), [])
    assert read_faults(tmp_path / "none.yaml", plant) == ((), [])


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("faults:\n  a: {kind: stuck, target: FV-999}", 2, "'FV-999' is no equipment"),
        ("faults:\n  a:\n    kind: stuk\n    target: FV-101", 3, "no fault of kind 'stuk'"),
        ("faults:\n  a:\n    kind: bias\n    target: FT-101\n    offset: 3 bar", 5, "is in 'bar'"),
        ("faults:\n  a: {kind: stuck, target: FV-101, band: 1 %}", 2, "unknown key 'band'"),
        ("faults:\n  a: {kind: stuck", 3, "expected ',' or '}'"),
        (f"faults:\n  a: {STUCK}\n  a: {STUCK}", 3, "'a' is there twice"),
        ("fault:\n  a: {}", 1, "unknown key 'fault'"),
        (f"faults:\n  a: {STUCK}\n  b: {STUCK}", 3, "FV-101 has a stuck already, 'a'"),
        ("- a", 1, "not a mapping"),
    ],
)
def test_a_mistake_in_the_file_is_told_by_line(plant, tmp_path, text, line, what):
    file = tmp_path / "faults.yaml"
    file.write_text(text)
    _, problems = read_faults(file, plant)
    assert problems
    assert str(problems[0]).startswith(f"faults.yaml:{line}: ")
    assert what in str(problems[0])


def test_the_schema_and_the_reader_know_the_same_kinds():
    schema = faults_schema()
    kinds = schema["properties"]["faults"]["additionalProperties"]["oneOf"]
    assert [k["properties"]["kind"]["const"] for k in kinds] == list(FAULT_KINDS)
    for one, kind in zip(kinds, FAULT_KINDS.values(), strict=True):
        assert set(kind.parameters) <= set(one["properties"])
        assert ("ramp" in one["properties"]) == kind.grows


def test_where_each_actuator_fails_is_described(tmp_path):
    """Cooling, vents and surge protection open without air; fuel and feeds shut."""
    whole = plant_of(WHOLE).equipment
    assert whole["FV-101"].fails == "closed"
    assert whole["FV-203"].fails == "closed"
    for name in ("TV-106", "PV-107", "FV-152", "FV-303", "PV-773", "LV-120"):
        assert whole[name].fails == "open", name


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("fails: open", "fails: ajar", "fails 'ajar' is unknown; use one of: closed, open, last"),
        ("{kind: vessel.gas", "{kind: vessel.gas, fails: open", "unknown key 'fails' in equipment"),
    ],
)
def test_where_an_actuator_fails_is_checked_with_its_line(tmp_path, old, new, what):
    text = SHIPPED.with_name("methanol.yaml").read_text()
    file = tmp_path / "methanol.yaml"
    file.write_text(text.replace(old, new, 1))
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(PlantError, match=rf"methanol.yaml:{line}: {re.escape(what)}"):
        load_plant(file)
