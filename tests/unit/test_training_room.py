"""A live training: its pace, going back, and who knows what."""

import json

import pytest
from tests.unit.training_here import Hands, room

from twin_ops.errors import RefusedByRule, Usage

LEAK = {"kind": "drive_lost", "target": "P-652", "numbers": [], "ramp_s": 0.0}


@pytest.fixture(autouse=True)
def _alone(monkeypatch, tmp_path):
    monkeypatch.setenv("TWIN_HOME", str(tmp_path))


def _go(training, clock, seconds):
    """Lets the clock go on, and has done what is due, as its process does."""
    end = clock.now + seconds
    while (wait := training.pace.wait()) is not None and clock.now + wait <= end:
        clock.now += wait
        training.turn()
    clock.now = end


def test_plant_time_follows_the_clock_at_its_speed_and_stands_while_frozen():
    clock = Hands()
    training = room(clock)
    _go(training, clock, 100)
    assert training.session.time == 0
    training.run()
    _go(training, clock, 20)
    assert training.session.time == pytest.approx(20, abs=2)
    training.speed(10)
    _go(training, clock, 20)
    assert training.session.time == pytest.approx(220, abs=4)
    training.freeze()
    seen = training.session.time
    _go(training, clock, 60)
    assert training.session.time == seen
    training.step(3)
    assert training.session.time == seen + 3 * training.session.scenario.scan


def test_what_a_slow_machine_could_not_do_in_time_is_not_made_up_for():
    clock = Hands()
    training = room(clock)
    training.run()
    training.turn()
    clock.now += 600
    _go(training, clock, 0)
    assert training.session.time < 20


@pytest.mark.parametrize("speed", [0.05, 200.0])
def test_a_speed_beyond_the_bounds_is_none(speed):
    with pytest.raises(Usage, match=r"give 0\.1 to 100"):
        room(Hands()).speed(speed)


def test_gone_back_and_done_again_it_is_the_same_to_the_last_bit():
    training = room(Hands())
    training.step(20)
    training.mark("before")
    training.act("set", "FIC-657.SP", 10.0)
    training.step(30)
    first = (training.session.plant.snapshot(), training.session.events)
    training.back("before")
    assert training.session.time == 40
    training.act("set", "FIC-657.SP", 10.0)
    training.step(30)
    assert (training.session.plant.snapshot(), training.session.events) == first


def test_without_a_mark_one_goes_back_by_minutes():
    training = room(Hands())
    training.step(100)
    training.back(seconds=100)
    assert training.session.time == 60
    training.back(seconds=1000)
    assert training.session.time == 0
    with pytest.raises(Usage, match="no mark 'never'"):
        training.back("never")


def test_what_is_over_can_be_gone_back_to_but_not_acted_in():
    training = room(Hands())
    training.step(1000)
    assert training.ended == "its time was up"
    with pytest.raises(RefusedByRule, match="is over"):
        training.act("trip", "P-652", 0.0)
    training.back(seconds=120)
    assert not training.ended
    assert training.act("trip", "P-652", 0.0)


def test_faults_come_and_go_and_trainees_do_not_hear_of_them():
    training = room(Hands())
    training.inject(**LEAK, name="secret-fault")
    training.step(60)
    assert training.truth()["faults"] == ["leak", "secret-fault"]
    view = json.dumps(training.view()["events"])
    assert "white cloud" in view  # the message, without the name of its trigger
    for secret in ("secret-fault", "leak", "smell"):
        assert secret not in view
    training.clear("secret-fault")
    assert training.truth()["faults"] == ["leak"]
    (leak,) = training.view()["releases"]
    assert (leak.place, leak.kind, leak.phase, leak.burning) == ("V-651", "hole", "liquid", False)
    assert leak.rate == training.session.plant.releases()["leak"].mass_flow > 1
    assert leak.dangerous_length > 100 > leak.flammable_length > 1
    assert 0 < leak.pool < training.session.released("leak")
    with pytest.raises(Usage, match="already"):
        training.inject("hole", "V-651", ["size=10 mm"], 0.0, "leak")
    with pytest.raises(Usage):
        training.inject("nonsense", "V-651", [], 0.0)
    training.clear("leak")
    training.inject("hole", "V-651", ["diameter=25 mm", "burns=1"], 0.0)
    training.step(2)
    (fire,) = training.view()["releases"]
    assert fire.burning
    assert fire.flame > 5


def test_what_is_hidden_has_no_value_and_a_reason():
    training = room(Hands())
    training.hide("PT-653")
    view = training.view()
    assert "PT-653" not in view["readings"]
    assert view["bad"]["PT-653"] == "taken away by the instructor"
    assert training.truth()["shown"]["PT-653"][1] > 0
    training.hide("PT-653", hidden=False)
    assert training.view()["readings"]["PT-653"] > 0
    with pytest.raises(Usage, match="no tag"):
        training.hide("XX-1")


@pytest.mark.parametrize(
    ("does", "name", "error", "why"),
    [
        ("set", "PT-653", Usage, "nothing called 'PT-653' to set"),
        ("mend", "leak", Usage, "nothing called 'leak' to mend"),
        ("set", "FIC-657.SP", RefusedByRule, "smaller steps"),
    ],
)
def test_what_a_trainee_can_not_do_is_told(does, name, error, why):
    with pytest.raises(error, match=why):
        room(Hands()).act(does, name, 1000.0)


def test_an_expectation_is_open_until_its_time_and_then_missed():
    training = room(Hands())
    training.step(40)
    assert {one["result"] for one in training.truth()["verdicts"]} == {"open", "kept"}
    training.step(1000)
    assert "missed" in {one["result"] for one in training.truth()["verdicts"]}
    found = training.outcome()
    assert not found["outcome"]["passed"]
    assert found["page"].count("<svg") > 3
