"""Alarms over HTTP and the stream."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from tests.unit import exchange_setup
from tests.unit.exchange_setup import NS, PLANT, Setup

from twin_agents.alarms import definitions_of
from twin_schemas.access import Right
from twin_schemas.alarm_events import AlarmActionRequested, AlarmChanged, InterlockChanged
from twin_schemas.vocabulary import InterlockState

setup = exchange_setup.setup
POINTS = {point.name: point for point in definitions_of(PLANT)}
ALARM = "PT-107.high"
COMMAND = Right(action="command", origin="operator").to_json()


def change(setup: Setup, alarm: str = ALARM, **more: Any) -> AlarmChanged:
    """A transition of an alarm, as its agent tells it."""
    point, now = POINTS[alarm], setup.clock.now
    fields: dict[str, Any] = {
        "state": "unacknowledged",
        "change": "raised",
        "value": point.setting,
        "occurrence": 1,
        "sequence": 1,
        "raised_ns": now,
        "time_ns": now,
    }
    return AlarmChanged(
        alarm=alarm,
        tag=point.tag,
        limit=point.limit,
        priority=point.priority,
        setting=point.setting,
        unit=point.unit,
        consequence=point.consequence,
        origin="plant",
        **fields | more,
    )


def raise_(setup: Setup, alarm: str = ALARM, **more: Any) -> None:
    setup.exchange.handle(change(setup, alarm, **more))


def listed(setup: Setup, user: str = "admin") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = setup.call("GET", "/v1/alarms", user=user).json()["alarms"]
    return found


def acknowledge(setup: Setup, alarm: str = ALARM, occurrence: Any = 1, **more: Any) -> Any:
    path = f"/v1/alarms/{alarm}/acknowledgement"
    return setup.call("POST", path, json={"occurrence": occurrence, "reason": "seen"}, **more)


def shelve(setup: Setup, alarm: str = ALARM, **body: Any) -> Any:
    given = {"minutes": 30, "reason": "works"} | body
    return setup.call("POST", f"/v1/alarms/{alarm}/shelving", json=given)


def test_an_alarm_says_all_that_belongs_to_it(setup: Setup):
    raise_(setup)
    (row,) = listed(setup)
    tag = PLANT.tags["PT-107"]
    assert row == {
        "alarm": ALARM,
        "tag": "PT-107",
        "limit": "high",
        "state": "unacknowledged",
        "change": "raised",
        "priority": "medium",
        "description": tag.description,
        "area": tag.area,
        "value": tag.alarms["high"],
        "setting": tag.alarms["high"],
        "unit": tag.unit,
        "occurrence": 1,
        "raised": "2023-11-14T22:13:20.000+00:00",
        "time": "2023-11-14T22:13:20.000+00:00",
        "user": "",
        "reason": "",
        "until": None,
        "consequence": "interlock UZ-102 trips FV-101, PV-107 at 54 bar",
        "follows": "",
        "origin": "plant",
        "basis": "measured",
        "tuned": False,
    }


def test_the_most_urgent_is_in_front_and_what_is_normal_is_not_there(setup: Setup):
    low = next(name for name, point in POINTS.items() if point.priority == "low")
    raise_(setup, "PT-107.high_high", state="acknowledged")
    raise_(setup, low)
    raise_(setup, "PT-107.low", state="normal")
    setup.clock.now += NS
    raise_(setup, "LT-107.high")
    setup.clock.now += NS
    raise_(setup)
    assert [row["alarm"] for row in listed(setup)] == [
        *(ALARM, "LT-107.high", low, "PT-107.high_high")
    ]


def test_only_alarms_of_readable_tags_are_shown(setup: Setup):
    raise_(setup)
    raise_(setup, "LT-107.high")
    setup.add("cy", rights=[Right(action="read", tags="LT-*")])
    assert [row["alarm"] for row in listed(setup, "cy")] == ["LT-107.high"]
    report = setup.call("GET", "/v1/alarms/report", user="cy").json()
    assert (report["raised"], report["standing"]) == (1, 1)


def test_what_comes_again_or_late_changes_nothing(setup: Setup):
    raise_(setup)
    setup.clock.now += NS
    raise_(setup, state="acknowledged", change="acknowledged", sequence=3)
    raise_(setup, state="acknowledged", change="acknowledged", sequence=3)
    setup.clock.now -= NS
    raise_(setup)
    raise_(setup, state="returned", sequence=2)
    assert [row["state"] for row in listed(setup)] == ["acknowledged"]


def test_an_alarm_that_the_plant_does_not_have_any_more_is_not_shown(setup: Setup):
    raise_(setup)
    setup.exchange.handle(replace(change(setup), alarm="PT-9999.high", tag="PT-9999"))
    assert [row["tag"] for row in listed(setup)] == ["PT-107"]


def test_an_acknowledgement_goes_to_the_agent_with_its_right(setup: Setup):
    raise_(setup)
    setup.add("ann", "operator")
    answer = acknowledge(setup, user="ann")
    assert (answer.status_code, answer.json()) == (202, {"alarm": ALARM, "occurrence": 1})
    (asked,) = setup.out.of(AlarmActionRequested)
    assert (asked.action, asked.alarm, asked.tag) == ("acknowledge", ALARM, "PT-107")
    assert (asked.occurrence, asked.user, asked.reason) == (1, "ann", "seen")
    assert (asked.right, asked.authorised_by) == (COMMAND, "role operator")


def test_shelving_goes_to_the_agent_with_its_end(setup: Setup):
    answer = shelve(setup)
    assert answer.status_code == 202
    assert answer.json() == {"alarm": ALARM, "until": "2023-11-14T22:43:20.000+00:00"}
    (asked,) = setup.out.of(AlarmActionRequested)
    assert (asked.action, asked.reason) == ("shelve", "works")
    assert asked.until_ns - asked.time_ns == 1_800 * NS


def test_what_is_shelved_can_be_taken_back(setup: Setup):
    path = f"/v1/alarms/{ALARM}/shelving"
    assert setup.call("DELETE", path).status_code == 409
    raise_(setup, state="shelved", change="shelved", until_ns=setup.clock.now + NS)
    assert setup.call("DELETE", path).status_code == 202
    assert [asked.action for asked in setup.out.of(AlarmActionRequested)] == ["unshelve"]


@pytest.mark.parametrize("alarm", ["PT-9999.high", "PT-107.highest", "PT-107", "nothing"])
def test_an_alarm_that_is_none_is_not_found(setup: Setup, alarm: str):
    answers = [acknowledge(setup, alarm), shelve(setup, alarm)]
    answers.append(setup.call("DELETE", f"/v1/alarms/{alarm}/shelving"))
    assert [answer.status_code for answer in answers] == [404] * 3
    assert "GET /v1/alarms" in answers[0].json()["hint"]


def test_another_occurrence_or_nothing_to_acknowledge_is_told(setup: Setup):
    assert "is normal" in acknowledge(setup).json()["error"]
    raise_(setup, occurrence=3)
    answer = acknowledge(setup, occurrence=2)
    assert answer.status_code == 409
    assert answer.json()["error"] == f"occurrence 2 of {ALARM} is over; 3 is present"
    raise_(setup, occurrence=3, sequence=2, state="acknowledged")
    answer = acknowledge(setup, occurrence=3)
    assert (answer.status_code, "is acknowledged" in answer.json()["error"]) == (409, True)
    assert setup.out.records == []


@pytest.mark.parametrize(
    "body", [{"minutes": 0}, {"minutes": 721}, {"reason": ""}, {"reason": "  "}, {"more": 1}]
)
def test_a_bad_shelving_is_refused(setup: Setup, body: dict[str, Any]):
    assert shelve(setup, **body).status_code == 422


@pytest.mark.parametrize("occurrence", [0, -1, "x", None])
def test_a_bad_occurrence_is_refused(setup: Setup, occurrence: Any):
    raise_(setup)
    assert acknowledge(setup, occurrence=occurrence).status_code == 422


def test_who_may_not_command_the_tag_can_not_acknowledge(setup: Setup):
    raise_(setup)
    setup.add("cy", rights=[Right(action="command", tags="FIC-*")])
    setup.add("ina", "instructor")
    setup.add("vic", "viewer")
    answers = [acknowledge(setup, user=user) for user in ("cy", "ina", "vic")]
    assert [answer.status_code for answer in answers] == [403] * 3
    assert setup.out.of(AlarmActionRequested) == []


def test_a_request_that_the_bus_does_not_have_says_so(setup: Setup):
    raise_(setup)
    setup.out.away = True
    assert [acknowledge(setup).status_code, shelve(setup).status_code] == [503, 503]


def test_the_report_is_over_the_minutes_that_are_asked_for(setup: Setup):
    raise_(setup)
    setup.clock.now += 3_600 * NS
    raise_(setup, "LT-107.high", value=math.nan)
    report = setup.call("GET", "/v1/alarms/report?minutes=30").json()
    assert (report["minutes"], report["raised"], report["per_hour"]) == (30, 1, 2)
    assert setup.call("GET", "/v1/alarms/report?minutes=61").json()["raised"] == 2
    assert setup.call("GET", "/v1/alarms/report?minutes=0").status_code == 422


def test_who_watches_is_told_of_every_transition(setup: Setup):
    with setup.client.websocket_connect("/v1/stream") as socket:
        socket.send_json({"token": setup.token, "subscribe": []})
        socket.receive_json()
        raise_(setup)
        message: dict[str, Any] = {}
        while message.get("type") != "alarm":
            message = socket.receive_json()
    assert message == {"type": "alarm"} | listed(setup)[0]


def trip(setup: Setup, name: str, state: InterlockState = "tripped") -> None:
    """The agent tells that an interlock has changed."""
    interlock = PLANT.interlocks[name]
    told = InterlockChanged(
        interlock=name,
        tag=interlock.tag,
        state=state,
        value=1.0,
        limit=interlock.limit,
        unit=PLANT.tags[interlock.tag].unit,
        first_out="UZ-105",
        actuators=[one.equipment for one in interlock.trips],
        origin="plant",
        time_ns=setup.clock.now,
    )
    setup.exchange.handle(told)


def test_the_first_out_is_in_front_and_what_is_free_again_is_not_there(setup: Setup):
    for name in ("UZ-105", "UZ-102", "UZ-101"):
        trip(setup, name)
        setup.clock.now += NS
    trip(setup, "UZ-102", "released")
    rows = setup.call("GET", "/v1/interlocks").json()["interlocks"]
    assert [(row["interlock"], row["first_out"]) for row in rows] == [
        ("UZ-105", "UZ-105"),
        ("UZ-101", "UZ-105"),
    ]
    assert rows[0]["description"] == PLANT.interlocks["UZ-105"].description
    setup.add("dan", rights=[Right(action="read", tags="TT-*")])
    rows = setup.call("GET", "/v1/interlocks", user="dan").json()["interlocks"]
    assert [row["interlock"] for row in rows] == ["UZ-101"]


def test_out_of_service_goes_to_the_agent_with_its_reason(setup: Setup):
    path = f"/v1/alarms/{ALARM}/removal"
    assert setup.call("DELETE", path).status_code == 409
    assert setup.call("POST", path, json={"reason": " "}).status_code == 422
    assert setup.call("POST", path, json={"reason": "in the workshop"}).status_code == 202
    raise_(setup, state="out_of_service", change="removed_from_service")
    assert setup.call("POST", path, json={"reason": "again"}).status_code == 409
    assert setup.call("DELETE", path).status_code == 202
    sent = [(asked.action, asked.reason) for asked in setup.out.of(AlarmActionRequested)]
    assert sent == [("remove_from_service", "in the workshop"), ("return_to_service", "")]


def test_an_alarm_tells_what_it_is_and_what_to_do(setup: Setup):
    raise_(setup)
    told = setup.call("GET", f"/v1/alarms/{ALARM}").json()
    defined = POINTS[ALARM]
    assert (told["state"], told["class"]) == ("unacknowledged", defined.alarm_class)
    assert (told["cause"], told["action"]) == (defined.cause, defined.action)
    assert (told["response_s"], told["on_delay_s"], told["off_delay_s"]) == (300.0, 15.0, 15.0)
    assert setup.call("GET", "/v1/alarms/PT-9999.high").status_code == 404
    setup.add("eva", rights=[Right(action="read", tags="TT-*")])
    assert setup.call("GET", f"/v1/alarms/{ALARM}", user="eva").status_code == 403
