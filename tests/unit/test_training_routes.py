"""Live trainings over HTTP: who may lead, act and know."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Never
from unittest.mock import AsyncMock, Mock

import pytest
from tests.unit.exchange_setup import Setup, opened
from tests.unit.training_here import NAME, RoomsHere

from twin_agents.exchange.training.desk import TrainingDesk
from twin_agents.exchange.training.room import TrainingLost
from twin_agents.exchange.training.seen import Seen
from twin_schemas.messages import SetpointRequested

SECRET = "Leak of the ammonia rundown vessel"


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Setup]:
    monkeypatch.setenv("TWIN_HOME", str(tmp_path))
    with opened(tmp_path) as made:
        made.exchange.training = TrainingDesk(RoomsHere())
        made.add("ina", "instructor")
        made.add("tom", "viewer")
        made.add("eve", "viewer")
        yield made
        assert made.client.portal is not None
        made.client.portal.call(made.exchange.training.end)


def _open(setup: Setup, *trainees: str) -> None:
    body = {"scenario": NAME, "trainees": trainees}
    assert setup.call("POST", "/v1/training", "ina", json=body).json()["training"]["leads"]


def _control(setup: Setup, **body: object) -> int:
    return int(setup.call("POST", "/v1/training/control", "ina", json=body).status_code)


def test_nothing_is_open_at_first(setup: Setup):
    assert setup.call("GET", "/v1/training", "tom").json() == {"training": None}
    assert setup.call("GET", "/v1/training/moment", "tom").status_code == 404
    assert setup.call("GET", "/v1/training/truth", "ina").status_code == 422


def test_one_training_is_open_at_a_time(setup: Setup):
    _open(setup)
    again = setup.call("POST", "/v1/training", "ina", json={"scenario": NAME})
    assert again.status_code == 409
    assert "ina leads a training" in again.json()["error"]
    unknown = setup.call("POST", "/v1/training", "ina", json={"scenario": "moon"})
    assert unknown.status_code == 422


def test_trainees_are_not_told_what_it_is_about_until_it_is_over(setup: Setup):
    _open(setup)
    assert SECRET in setup.call("GET", "/v1/training", "ina").text
    assert _control(setup, does="step", value=60) == 200
    for path in ("", "/moment"):
        assert SECRET not in setup.call("GET", f"/v1/training{path}", "tom").text
    for method, path in (("GET", "/truth"), ("GET", "/debrief"), ("DELETE", "")):
        assert setup.call(method, f"/v1/training{path}", "tom").status_code == 403
    assert (
        setup.call("POST", "/v1/training/control", "tom", json={"does": "run"}).status_code == 403
    )
    assert _control(setup, does="step", value=1000) == 200
    assert SECRET in setup.call("GET", "/v1/training", "tom").text


def test_only_who_is_named_acts_and_never_on_the_plant(setup: Setup):
    _open(setup, "tom")
    act = {"does": "set", "name": "FIC-657.SP", "value": 36_000, "unit": "kg/h"}
    assert setup.call("POST", "/v1/training/actions", "eve", json=act).status_code == 403
    done = setup.call("POST", "/v1/training/actions", "tom", json=act)
    assert done.json() == {"done": "FIC-657.SP is set to 10 kg/s"}
    values = setup.call("GET", "/v1/training/moment", "tom").json()["values"]
    assert {v["tag"]: v["value"] for v in values}["FIC-657.SP"] == 10.0  # also while frozen
    far = setup.call("POST", "/v1/training/actions", "tom", json=act | {"value": 150_000})
    assert far.status_code == 409
    assert "smaller steps" in far.json()["error"]
    assert setup.out.of(SetpointRequested) == []


def test_values_are_those_of_the_training_and_say_so(setup: Setup):
    _open(setup)
    _control(setup, does="hide", name="TT-653")
    _control(setup, does="step", value=70)
    moment = setup.call("GET", "/v1/training/moment", "tom").json()
    values = {value["tag"]: value for value in moment["values"]}
    assert values["PT-653"]["origin"] == "instructor"
    assert values["PT-653"]["value"] < 10
    assert values["PT-653"]["simulated"] == pytest.approx(16, abs=0.5)
    assert (values["TT-653"]["value"], values["TT-653"]["quality"]) == (None, "bad")
    assert values["TT-101"]["value"] is None  # of another part of the plant
    alarms = {alarm["alarm"]: alarm for alarm in moment["alarms"]}
    assert alarms["PT-653.low_low"]["state"] == "unacknowledged"
    acknowledge = {"does": "acknowledge", "name": "PT-653.low_low"}
    assert setup.call("POST", "/v1/training/actions", "tom", json=acknowledge).status_code == 200
    (leak,) = moment["releases"]
    assert (leak["place"], leak["kind"], leak["origin"]) == ("V-651", "hole", "instructor")
    _control(setup, does="inject", kind="stuck", target="FV-654")
    again = setup.call("GET", "/v1/training/moment", "tom").json()
    assert again["stuck"] == []  # nobody sees it from outside
    assert setup.call("GET", "/v1/training/moment", "ina").json()["stuck"] == ["FV-654"]
    states = {alarm["alarm"]: alarm["state"] for alarm in again["alarms"]}
    assert states["PT-653.low_low"] == "acknowledged"


def test_trends_go_on_in_plant_time_and_end_where_it_was_gone_back_to(setup: Setup):
    _open(setup)
    for _ in range(5):
        _control(setup, does="step", value=20)
    query = {"tag": "PT-653", "minutes": 60}
    told = setup.call("GET", "/v1/training/history", "tom", params=query).json()
    times = told["series"]["PT-653"]["t"]
    assert times[-1] - times[0] == pytest.approx(200, abs=40)
    _control(setup, does="back", value=150)
    told = setup.call("GET", "/v1/training/history", "tom", params=query).json()
    assert len(told["series"]["PT-653"]["t"]) == 1


def test_it_ends_with_a_debrief(setup: Setup):
    _open(setup)
    _control(setup, does="step", value=100)
    found = setup.call("DELETE", "/v1/training", "ina").json()
    assert found["outcome"]["title"] == SECRET
    assert "<svg" in found["page"]
    assert setup.call("GET", "/v1/training", "ina").json() == {"training": None}


@dataclass
class _Dumb:
    """A room that has ended before anybody looks."""

    closed: bool = False

    async def ask(self, verb: str, **given: object) -> Never:
        raise TrainingLost(f"it can not tell its {verb}")

    async def close(self) -> None:
        self.closed = True


async def test_one_that_can_not_be_looked_at_is_closed(monkeypatch: pytest.MonkeyPatch):
    dumb, rooms = _Dumb(), RoomsHere()
    monkeypatch.setattr(RoomsHere, "open", AsyncMock(return_value=dumb))
    desk = TrainingDesk(rooms)
    with pytest.raises(TrainingLost):
        await desk.begin(NAME, "ina", (), Mock(spec=Seen))
    assert dumb.closed
    assert desk.open is None
