"""A unit starts and stops by its sequence, in the words of ISA-88."""

import shutil

import pytest
from tests.plants import model_of

from twin_schemas.faults import Fault
from twin_schemas.plant import SHIPPED, PlantError, load_plant
from twin_schemas.plant.sequence import STATES
from twin_simulator import Run, WriteRefused

GOAL = {word: float(STATES.index(word)) for word in ("idle", "running", "held", "aborted")}


@pytest.fixture(scope="module")
def model():
    """The methanol loop with KC-101, which starts and stops the recycle compressor."""
    return model_of("methanol")


@pytest.fixture(scope="module")
def stopped(model):
    """Snapshot of the plant after the compressor was stopped by its sequence."""
    run = Run.at_design(model)
    run.write("KC-101.GOAL", GOAL["idle"])
    assert _until(run, "idle", 300.0) == ["stopping", "idle"]
    return run.snapshot()


def _state(run):
    return STATES[round(run.values()["KC-101.STATE"])]


def _why(run):
    return run.plant.tags["KC-101.WHY"].states[round(run.values()["KC-101.WHY"])]


def test_every_wait_of_a_sequence_has_a_reason_of_its_own(model):
    sequence = model.plant.sequences["KC-101"]
    words = model.plant.tags["KC-101.WHY"].states
    for backwards, steps in ((False, sequence.start), (True, sequence.stop)):
        for number, step in enumerate(steps):
            if step.wait:
                word = words[sequence.reason_of(number, backwards=backwards)]
                assert word.startswith(f"{'stop' if backwards else 'start'} {number + 1}: ")
                assert step.wait.tag in word
    assert len(set(words)) == len(words)


def _until(run, state, most):
    """Steps until a state is reached; every state on the way."""
    seen, begun = [_state(run)], run.time
    while seen[-1] != state:
        assert run.time - begun < most, seen
        run.step(0.5)
        if _state(run) != seen[-1]:
            seen.append(_state(run))
    return seen


def _at_rest(model, stopped):
    return Run.restore(model, stopped)


def test_it_runs_at_the_design_point_and_lacks_nothing(model):
    run = Run.at_design(model)
    run.step(60.0)
    assert _state(run) == "running"
    assert run.values()["KC-101.LACKS"] == 0.0


def test_a_stopped_compressor_stands_and_can_not_be_moved_by_hand(model, stopped):
    run = _at_rest(model, stopped)
    run.step(60.0)
    values = run.values()
    assert values["ST-101"] < 100.0
    assert values["FIC-102.OP"] == 0.0
    with pytest.raises(WriteRefused, match="sequence at rest"):
        run.write("FIC-102.OP", 50.0)
    run.write("FIC-102.MODE", 1.0)
    run.step(10.0)
    assert run.values()["FIC-102.OP"] == 0.0


def test_it_starts_again_and_the_recycle_comes_back(model, stopped):
    run = _at_rest(model, stopped)
    run.write("KC-101.GOAL", GOAL["running"])
    assert _until(run, "running", 600.0) == ["starting", "running"]
    run.step(600.0)
    values = run.values()
    assert values["FIC-102.MODE"] == 1.0
    assert values["FT-102"] == pytest.approx(values["FIC-102.SP"], abs=0.5)


def test_a_start_is_refused_with_all_that_is_missing(model, stopped):
    run = _at_rest(model, stopped)
    run.drive({"PT-106": 3.0})
    run.step(1.0)
    with pytest.raises(
        WriteRefused,
        match=r"KC-101 can not start: cooling water \(PT-106 is 3, not above 4\)$",
    ) as refused:
        run.write("KC-101.GOAL", GOAL["running"])
    assert refused.value.cause == "permissive"
    lacks = run.plant.tags["KC-101.LACKS"]
    assert lacks.states[round(run.values()["KC-101.LACKS"])] == "cooling water"
    assert _state(run) == "idle"
    run.drive({"PT-106": 6.0})
    run.step(1.0)
    run.write("KC-101.GOAL", GOAL["running"])
    assert _state(run) == "starting"


def test_a_step_that_does_not_come_about_holds_the_start_with_its_reason(model, stopped):
    run = _at_rest(model, stopped)
    run.trip("C-101")  # somebody holds the machine, which no permissive sees
    run.write("KC-101.GOAL", GOAL["running"])
    assert _until(run, "held", 120.0) == ["starting", "held"]
    reason = run._plc.state.sequences["KC-101"].reason
    assert reason.startswith("not within 60 s: ")
    assert "ST-101" in reason
    assert _why(run) == "start 3: ST-101 above 3100 rpm within 60 s"
    run.reset()
    run.write("KC-101.GOAL", GOAL["running"])
    assert _until(run, "running", 600.0) == ["starting", "running"]
    assert _why(run) == "nothing"


def test_a_start_is_held_and_goes_on_by_hand(model, stopped):
    run = _at_rest(model, stopped)
    with pytest.raises(WriteRefused, match="is idle; only what moves can be held"):
        run.write("KC-101.GOAL", GOAL["held"])
    run.write("KC-101.GOAL", GOAL["running"])
    run.step(2.0)
    run.write("KC-101.GOAL", GOAL["held"])
    step = run._plc.state.sequences["KC-101"].step
    run.step(60.0)
    assert (_state(run), run._plc.state.sequences["KC-101"].step) == ("held", step)
    assert _why(run) == "somebody"
    run.write("KC-101.GOAL", GOAL["running"])
    _until(run, "running", 600.0)


def test_an_interlock_aborts_and_a_person_resets(model):
    run = Run.at_design(model, sensors=True)
    run.inject(Fault(name="wire", kind="open_circuit", target="LT-120"))  # UZ-103: level too low
    run.step(1.0)
    assert _state(run) == "aborted"
    assert run._plc.state.sequences["KC-101"].reason == "UZ-103 has tripped"
    assert _why(run) == "an interlock"
    with pytest.raises(WriteRefused, match="is aborted: UZ-103 has tripped; set its goal to idle"):
        run.write("KC-101.GOAL", GOAL["running"])
    with pytest.raises(WriteRefused, match="can not be reset: UZ-103 is tripped"):
        run.write("KC-101.GOAL", GOAL["idle"])
    run.clear("wire")
    run.step(5.0)
    run.reset()
    run.write("KC-101.GOAL", GOAL["idle"])
    run.step(60.0)
    assert _state(run) == "idle"
    assert run.values()["ST-101"] < 1000.0


def test_somebody_aborts(model):
    run = Run.at_design(model)
    run.write("KC-101.GOAL", GOAL["aborted"])
    run.step(60.0)
    assert _state(run) == "aborted"
    assert run.values()["FIC-102.OP"] == 0.0


def test_a_snapshot_amid_a_start_goes_on_bit_by_bit(model, stopped):
    run = _at_rest(model, stopped)
    run.write("KC-101.GOAL", GOAL["running"])
    run.step(10.0)
    other = Run.restore(model, run.snapshot())
    assert other.values() == run.values()
    for each in (run, other):
        each.step(30.0)
    assert run.snapshot() == other.snapshot()


def test_a_twin_is_in_the_state_of_the_plant_and_takes_no_steps_of_its_own(model, stopped):
    plant, twin = _at_rest(model, stopped), Run.at_design(model)
    plant.write("KC-101.GOAL", GOAL["aborted"])
    twin.drive(plant.values())
    assert (_state(twin), _why(twin)) == ("aborted", "somebody")
    plant.write("KC-101.GOAL", GOAL["idle"])
    twin.drive(plant.values())
    twin.step(60.0)
    assert _state(twin) == "idle"
    assert twin.values()["ST-101"] < 100.0
    plant.write("KC-101.GOAL", GOAL["running"])
    while _state(plant) != "running":
        assert plant.time < 3600.0
        plant.step(1.0)
        twin.drive(plant.values())
        twin.step(1.0)
        assert _state(twin) == _state(plant)
    assert twin.values()["ST-101"] == pytest.approx(plant.values()["ST-101"], rel=0.05)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("KC-101:", "START:", "'START' is not the name of a sequence"),
        ("equipment: C-101", "equipment: R-101", "is for 'R-101', which has no actuator"),
        ("{tag: LT-120, above: 25 %}", "{tag: LT-129, above: 25 %}", "unknown instrument 'LT-129'"),
        ("{tag: LT-120, above: 25 %}", "{tag: LT-120}", "needs one limit"),
        ("{tag: LT-120, above: 25 %}", "{tag: LT-120, above: 25 bar}", "above is in 'bar'"),
        ("write: FIC-102.OP, value: 60 %", "write: FT-102, value: 60 %", "which nobody can write"),
        ("write: FIC-102.OP, value: 60 %", "write: FIC-102.OP, value: 160 %", "160 is outside"),
        ("within: 300 s", "with: 300 s", "unknown key 'with'"),
    ],
)
def test_a_mistake_in_a_sequence_is_told_by_line(tmp_path, old, new, what):
    text = SHIPPED.with_name("methanol.yaml").read_text()
    assert old in text
    file = tmp_path / "methanol.yaml"
    file.write_text(text.replace(old, new, 1))
    shutil.copy(SHIPPED.with_name("methanol.layout.yaml"), tmp_path)
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(PlantError, match=rf"methanol.yaml:{line}: .*{what}"):
        load_plant(file)
