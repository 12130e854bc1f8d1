"""A data scientist has the twin of a moment as a run, and a scenario as tables."""

from __future__ import annotations

from datetime import timedelta

import pytest

from twin_ops.errors import Usage
from twin_ops.science import Twin, connect
from twin_ops.science.example import BEGIN, example
from twin_ops.whatif import NotKept
from twin_schemas.scenario import shipped
from twin_simulator import Run

MOMENT = BEGIN + timedelta(seconds=57)
SCENARIO = "rundown-vessel-leak"


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Twin:
    return connect(**example(tmp_path_factory.mktemp("example"), 65))


def test_two_snapshots_of_a_moment_are_the_same_to_the_last_bit(twin: Twin):
    first, again = twin.snapshot(MOMENT), twin.snapshot(MOMENT)
    other = twin.snapshot(MOMENT - timedelta(seconds=1))
    assert first.time == MOMENT
    assert (first.data, first.moment) == (again.data, again.moment)
    assert first.digest != other.digest


def test_its_values_have_units_and_are_near_to_what_was_measured(twin: Twin):
    found = twin.snapshot(MOMENT).values().set_index("tag")
    assert found.loc["PT-941", "unit"] == "bar"
    assert set(found["quality"]) == {"good"}
    span = {"since": MOMENT, "until": MOMENT + timedelta(seconds=0.5)}
    measured = twin.history("PT-941", **span)["value"].item()
    assert found.loc["PT-941", "value"] == pytest.approx(measured, abs=0.1)


def test_it_goes_on_as_the_what_if_does_and_stays_as_it_was(twin: Twin):
    snapshot = twin.snapshot(MOMENT)
    run = snapshot.run()
    run.write("PIC-941.SP", 2.8)
    run.step(60.0)
    tried = twin.whatif({"PIC-941.SP": 2.8}, at=MOMENT, minutes=1).table()
    expected = tried[tried["tag"] == "PT-941"]["changed"].iloc[-1]
    assert run.values()["PT-941"] == pytest.approx(expected, abs=0.01)  # its scan is longer
    assert snapshot.run().snapshot() == snapshot.data


def test_a_saved_one_is_read_by_the_simulator(twin: Twin, tmp_path):
    snapshot = twin.snapshot(MOMENT)
    snapshot.save(tmp_path / "moment.json")
    run = Run.restore(snapshot.model, (tmp_path / "moment.json").read_bytes())
    assert run.values() == snapshot.run().values()
    with pytest.raises(Usage, match="can not be written"):
        snapshot.save(tmp_path / "nowhere" / "moment.json")
    with pytest.raises(NotKept, match="no snapshot"):
        twin.snapshot("2020-01-01")


def test_a_scenario_is_run_and_judged(twin: Twin, tmp_path):
    played = twin.scenario(SCENARIO)
    assert (played.passed, played.score) == (True, 100.0)
    assert played.digest == twin.scenario(shipped()[SCENARIO]).digest
    events = played.events()
    assert list(events.columns) == ["time_s", "kind", "name", "text"]
    assert events[events["kind"] == "fault"]["name"].tolist() == ["leak"]
    course = played.course()
    assert set(course[course["tag"] == "LT-651"]["unit"]) == {"%"}
    assert course["truth"].notna().all()
    assert played.verdicts()["points"].sum() > 0
    played.report(tmp_path / "debrief.html")
    assert "<svg" in (tmp_path / "debrief.html").read_text()


def test_what_the_trainee_does_decides(twin: Twin, tmp_path):
    assert not twin.scenario(SCENARIO, ()).passed
    file = tmp_path / "ann.yaml"
    file.write_text("script:\n  - {at: 2 min, trip: FV-650}\n")
    assert 0 < twin.scenario(SCENARIO, file).score < 100
    with pytest.raises(Usage, match="there is no scenario or file nothing"):
        twin.scenario("nothing")
    file.write_text("title: x\n")
    with pytest.raises(Usage, match="unknown key 'title'"):
        twin.scenario(SCENARIO, file)
