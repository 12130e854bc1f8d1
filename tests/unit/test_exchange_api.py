"""HTTP and WebSocket of the exchange, without a bus."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.websockets import WebSocketDisconnect
from tests.unit import exchange_setup
from tests.unit.exchange_setup import NS, PLANT, Setup

from twin_agents.commander.transaction import progress
from twin_agents.exchange.access import Access, NotAuthorised, create_access
from twin_agents.exchange.agent import Exchange
from twin_schemas.access_events import LoginAttempted, SessionChanged
from twin_schemas.messages import (
    Residual,
    SetpointProgressed,
    SetpointRequested,
    SimulatedValue,
)

setup = exchange_setup.setup


def test_the_first_user_is_made_once(tmp_path: Path):
    access = Access(tmp_path / "users.json", tmp_path / "token.key")
    assert create_access(access, "admin")
    assert create_access(access, "admin") is None
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


def test_login_gives_a_token_and_is_recorded(setup: Setup):
    body = {"username": "admin", "password": setup.password}
    answer = setup.client.post("/v1/login", json=body).json()
    headers = {"Authorization": f"Bearer {answer['token']}"}
    assert setup.client.get("/v1/status", headers=headers).status_code == 200
    record, began = setup.out.records
    assert isinstance(record, LoginAttempted)
    assert record.succeeded
    assert isinstance(began, SessionChanged)
    assert (began.change, began.user) == ("began", "admin")


@pytest.mark.parametrize(("user", "password"), [("admin", "wrong"), ("nobody", "wrong")])
def test_a_wrong_login_is_refused_and_recorded(setup: Setup, user: str, password: str):
    answer = setup.client.post("/v1/login", json={"username": user, "password": password})
    assert answer.status_code == 401
    assert set(answer.json()) == {"error", "hint"}
    assert [r.succeeded for r in setup.out.records if isinstance(r, LoginAttempted)] == [False]


def _status(setup: Setup, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return setup.client.get("/v1/status", headers=headers).status_code


def test_an_ended_session_takes_none_of_its_tokens_also_after_a_restart(setup: Setup):
    body = {"username": "admin", "password": setup.password}
    first = setup.client.post("/v1/login", json=body).json()["token"]
    headers = {"Authorization": f"Bearer {first}"}
    second = setup.client.post("/v1/refresh", headers=headers).json()["token"]
    other = setup.client.post("/v1/login", json=body).json()["token"]
    assert [_status(setup, token) for token in (first, second, other)] == [200] * 3
    assert setup.client.post("/v1/logout", headers=headers).json()["ended"]
    assert [_status(setup, token) for token in (first, second, other)] == [401, 401, 200]
    again = Exchange(plant=PLANT, access=setup.exchange.access, port=0, clock=setup.clock)
    for record in setup.out.records:
        if isinstance(record, SessionChanged):
            again.handle(record)
    with pytest.raises(NotAuthorised, match="ended"):
        again.session_of(second)
    assert again.session_of(other).user == "admin"


def test_a_log_out_that_the_bus_does_not_have_says_so(setup: Setup):
    setup.out.away = True
    answer = setup.call("POST", "/v1/logout")
    assert answer.status_code == 503
    assert "try again" in answer.json()["hint"]


def test_passwords_can_not_be_tried_one_after_the_other(setup: Setup):
    def login(user: str, password: str) -> Any:
        return setup.client.post("/v1/login", json={"username": user, "password": password})

    codes = [login("admin", "wrong").status_code for _ in range(6)]
    assert codes == [401] * 5 + [429]
    answer = login("admin", setup.password)
    assert (answer.status_code, answer.json()["wait_s"]) == (429, 300)
    assert len(setup.out.records) == 7
    assert login("ann", "wrong").status_code == 401
    setup.clock.now += 300 * NS
    assert login("admin", setup.password).status_code == 200


def test_names_can_not_be_tried_one_after_the_other(setup: Setup):
    answers = [
        setup.client.post("/v1/login", json={"username": f"user{k}", "password": "wrong"})
        for k in range(21)
    ]
    assert [answer.status_code for answer in answers] == [401] * 20 + [429]


@pytest.mark.parametrize(
    "path", ["plant", "values", "values/FT-101", "history?tag=FT-101", "commands", "status"]
)
def test_nothing_is_shown_without_a_valid_token(setup: Setup, path: str):
    old = setup.exchange.access.token("admin", timedelta(seconds=-1))[0]
    for token, words in (("", "no token"), ("Bearer x", "not valid"), (f"Bearer {old}", "expired")):
        answer = setup.client.get(f"/v1/{path}", headers={"Authorization": token})
        assert answer.status_code == 401
        assert words in answer.json()["error"]


def test_a_value_has_all_that_belongs_to_it(setup: Setup):
    now = setup.clock.now
    setup.report("FT-101", 5.0)
    setup.exchange.handle(
        SimulatedValue(
            tag="FT-101",
            value=4.0,
            unit="kg/s",
            quality="good",
            time_ns=now,
            run_id="r",
            origin="model",
        )
    )
    setup.exchange.handle(
        Residual(
            tag="FT-101",
            residual=1.0,
            measured=5.0,
            simulated=4.0,
            unit="kg/s",
            quality="good",
            time_ns=now,
        )
    )
    value = setup.call("GET", "/v1/values/FT-101").json()
    assert (value["value"], value["simulated"], value["residual"]) == (5.0, 4.0, 1.0)
    assert (value["quality"], value["age_s"], value["origin"]) == ("good", 0.0, "plant")
    assert value["significance"] is None


def test_the_significance_of_a_residual_is_shown_where_it_is_known(setup: Setup):
    setup.report("FT-101", 5.0)
    setup.exchange.handle(
        Residual(
            tag="FT-101",
            residual=1.0,
            measured=5.0,
            simulated=4.0,
            unit="kg/s",
            quality="good",
            time_ns=setup.clock.now,
            significance=4.5,
            spread=0.2,
        )
    )
    assert setup.call("GET", "/v1/values/FT-101").json()["significance"] == 4.5


def test_a_silent_tag_becomes_stale_by_its_contract_rate(setup: Setup):
    setup.report("FT-101", 5.0)
    setup.clock.now += int(10 * PLANT.tags["FT-101"].rate_s) * NS
    value = setup.call("GET", "/v1/values/FT-101").json()
    assert value["quality"] == "uncertain"
    assert "stale" in value["reason"]


def test_a_gap_has_no_number(setup: Setup):
    setup.report("FT-101", float("nan"), "bad")
    value = setup.call("GET", "/v1/values/FT-101").json()
    assert (value["value"], value["quality"]) == (None, "bad")


def test_a_command_is_published_in_the_tags_unit(setup: Setup):
    body = {"tag": "PIC-120.SP", "value": 3_300, "unit": "kPa", "reason": "why"}
    answer = setup.call("POST", "/v1/commands", json=body)
    (record,) = setup.out.records
    assert isinstance(record, SetpointRequested)
    assert answer.status_code == 202
    assert answer.json() == {"request_id": record.request_id}
    assert record.value == pytest.approx(33.0)
    assert (record.unit, record.author, record.reason) == ("bar", "admin", "why")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"tag": "XX-1", "value": 1}, 404),
        ({"tag": "FIC-101.SP", "value": "high"}, 422),
        ({"tag": "FIC-101.SP", "value": 1, "unit": "kelvin"}, 422),
        ({"tag": "FIC-101.SP", "value": 1, "timeout_s": -1}, 422),
        ({"tag": "FIC-101.SP", "value": 1, "surprise": 1}, 422),
        ({"value": 1}, 422),
    ],
)
def test_a_bad_command_is_answered_with_a_hint(setup: Setup, body: object, status: int):
    answer = setup.call("POST", "/v1/commands", json=body)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "hint"}
    assert setup.out.records == []


def test_a_command_sent_again_keeps_its_number_and_another_cannot_have_it(setup: Setup):
    body = {"tag": "FIC-101.SP", "value": 15.0, "request_id": "00112233445566aa"}
    for _ in range(2):
        assert setup.call("POST", "/v1/commands", json=body).json() == {
            "request_id": body["request_id"]
        }
    first, again = setup.out.records
    assert isinstance(first, SetpointRequested)
    assert isinstance(again, SetpointRequested)
    assert first.request_id == again.request_id == body["request_id"]
    setup.exchange.handle(progress(first, "requested", setup.clock.now))
    assert setup.call("POST", "/v1/commands", json=body).status_code == 202
    answer = setup.call("POST", "/v1/commands", json=body | {"value": 16.0})
    assert answer.status_code == 409
    assert "another command, to FIC-101.SP" in answer.json()["error"]
    assert setup.call("POST", "/v1/commands", json=body | {"request_id": "x"}).status_code == 422


def test_a_command_while_the_bus_is_away_is_not_accepted(setup: Setup):
    setup.out.away = True
    answer = setup.call("POST", "/v1/commands", json={"tag": "FIC-101.SP", "value": 15})
    assert answer.status_code == 503


def test_history_has_a_hole_where_the_value_was_not_good(setup: Setup):
    for value, quality in ((5.0, "good"), (float("nan"), "bad"), (6.0, "good")):
        setup.report("FT-101", value, quality)
        setup.exchange.tick(setup.clock.now)
        setup.clock.now += NS
    series = setup.call("GET", "/v1/history?tag=FT-101&minutes=1").json()["series"]["FT-101"]
    assert series["reported"] == [5.0, None, 6.0]
    assert len(series["t"]) == 3


def test_the_stream_sends_everything_then_changes_and_commands(setup: Setup):
    setup.report("FT-101", 5.0)
    with setup.client.websocket_connect("/v1/stream") as socket:
        socket.send_json({"token": setup.token, "subscribe": ["FT-*"], "rate_hz": 50})
        first = socket.receive_json()
        assert {v["tag"] for v in first["values"]} >= {"FT-101", "FT-102"}
        assert all(v["tag"].startswith("FT-") for v in first["values"])
        setup.exchange.handle(
            SetpointProgressed(
                request_id="1",
                tag="FIC-101.SP",
                value=1.0,
                unit="kg/s",
                state="refused",
                reason="because",
                author="ann",
                time_ns=1,
            )
        )
        while (message := socket.receive_json())["type"] != "command":
            assert message["type"] in {"values", "heartbeat", "health"}
        assert (message["state"], message["reason"]) == ("refused", "because")
        while message["type"] != "heartbeat":
            message = socket.receive_json()


def test_the_stream_refuses_a_bad_token_with_a_hint(setup: Setup):
    with setup.client.websocket_connect("/v1/stream") as socket:
        socket.send_json({"token": "forged"})
        assert socket.receive_json()["type"] == "error"
        with pytest.raises(WebSocketDisconnect):
            socket.receive_json()


def test_a_stream_of_changes_sends_everything_first_and_then_what_changed(setup: Setup):
    setup.report("FT-101", 5.0)
    with setup.client.websocket_connect("/v1/stream") as socket:
        hello = {"token": setup.token, "subscribe": ["FT-101"], "rate_hz": 50, "changes": True}
        socket.send_json(hello)
        (first,) = socket.receive_json()["values"]
        setup.report("FT-101", 6.0)
        while (message := socket.receive_json())["type"] != "values":
            pass
        (group,) = message["groups"]
        (own,) = group["values"]
        changed = group["shared"] | own
        assert (first["value"], changed["value"]) == (5.0, 6.0)
        assert {"unit", "simulated", "desired"} <= first.keys() - changed.keys()
        assert changed.keys() <= first.keys()


def _read_on(socket: Any) -> None:
    while True:
        socket.receive_json()


def test_the_stream_of_an_ended_session_is_closed(setup: Setup):
    token = setup.token
    with setup.client.websocket_connect("/v1/stream") as socket:
        socket.send_json({"token": token, "subscribe": ["FT-*"], "rate_hz": 50})
        assert socket.receive_json()["type"] == "values"
        headers = {"Authorization": f"Bearer {token}"}
        setup.client.post("/v1/logout", headers=headers)
        setup.report("FT-101", 1.0)
        with pytest.raises(WebSocketDisconnect) as closed:
            _read_on(socket)
        assert closed.value.code == 4401
