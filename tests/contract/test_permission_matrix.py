"""Every route and every message of the stream, with every role and with nobody."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import APIRouter
from tests.unit.exchange_setup import Setup, opened
from tests.unit.predicting import predicted
from tests.unit.restoring import restoring
from tests.unit.saved_diagram import saved_diagram

from twin_agents.exchange.api import routed
from twin_agents.exchange.rules import NoRule, RouteRule, rules_of
from twin_ops.render.permissions import expected
from twin_schemas.access import ROLES
from twin_schemas.access_events import AccessRefused, LoginAttempted
from twin_schemas.alarm_events import AlarmChanged, InterlockChanged
from twin_schemas.approval_events import ApprovalRequested
from twin_schemas.messages import SetpointProgressed
from twin_schemas.release_events import ReleaseEstimated

RULES = rules_of(routed())
HTTP = [rule for rule in RULES if rule.method != "WS"]
STREAM = [rule for rule in RULES if rule.method == "WS"]
SP = "FIC-101.SP"
NAMES = {
    "tag": "FT-101",
    "name": "laboratory.sample_taken",
    "version": "1",
    "user": "somebody",
    "session": "x",
    "session_id": "x",
    "request_id": "x",
    "alarm": "x",
    "number": "x",
}


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Setup]:
    """One exchange for all cells: no cell changes what another one asks."""
    with opened(tmp_path_factory.mktemp("matrix")) as made:
        yield made


def _called(rule: RouteRule) -> str:
    return f"{rule.method} {rule.path} {rule.message}".strip()


def _path(rule: RouteRule) -> str:
    path = rule.path
    for name, value in NAMES.items():
        path = path.replace("{" + name + "}", value)
    assert "{" not in path, f"name a value for the parameter of {path} in NAMES"
    return path


def _status(setup: Setup, rule: RouteRule, user: str) -> int:
    body = {} if rule.method in {"POST", "PUT"} else None
    if not user:
        return setup.client.request(rule.method, _path(rule), json=body).status_code
    return int(setup.call(rule.method, _path(rule), user=user, json=body).status_code)


@pytest.mark.parametrize("rule", HTTP, ids=_called)
def test_nobody_gets_past_what_is_not_open(setup: Setup, rule: RouteRule):
    assert (_status(setup, rule, "") == 401) == (rule.rule != "open")


@pytest.mark.parametrize("rule", HTTP, ids=_called)
def test_each_role_is_let_in_or_refused_as_the_page_says(setup: Setup, rule: RouteRule):
    open_to_all = rule.rule in {"open", "logged in"}
    for role in ROLES:
        user = setup.add(f"one-{role}", role)
        cell = "yes" if open_to_all else expected(rule, role)
        refused = cell == "-" or (cell == "own" and "{tag}" in rule.path)  # nobody owns a tag
        seen = len(setup.out.of(AccessRefused))
        status = _status(setup, rule, user)
        assert (status == 403) == refused, f"{role}: {status}"
        assert status != 401
        assert len(setup.out.of(AccessRefused)) - seen == int(refused)


@pytest.mark.parametrize("rule", HTTP, ids=_called)
def test_who_has_no_role_at_all_may_look_after_the_own_account_only(setup: Setup, rule: RouteRule):
    status = _status(setup, rule, setup.add("newcomer"))
    assert (status == 403) == (rule.rule not in {"open", "logged in"})


def _stage(tag: str) -> SetpointProgressed:
    return SetpointProgressed(
        request_id="1", tag=tag, value=1.0, unit="kg/s", state="requested", author="x", time_ns=1
    )


def _asked(tag: str) -> ApprovalRequested:
    return ApprovalRequested(
        request_id="1",
        tag=tag,
        value=1.0,
        unit="kg/s",
        author="x",
        origin="operator",
        requested_ns=1,
        critical="why",
        time_ns=1,
        expires_ns=2,
    )


def _raised(tag: str) -> AlarmChanged:
    return AlarmChanged(
        alarm=f"{tag}.high",
        tag=tag,
        limit="high",
        state="unacknowledged",
        change="raised",
        priority="low",
        value=1.0,
        setting=1.0,
        unit="kg/s",
        occurrence=1,
        sequence=1,
        time_ns=time.time_ns(),
        origin="plant",
    )


def _tripped() -> InterlockChanged:
    return InterlockChanged(
        interlock="UZ-105",
        tag="ST-101",
        state="tripped",
        value=1.0,
        limit=1.0,
        unit="rpm",
        first_out="UZ-105",
        actuators=[],
        origin="plant",
        time_ns=1,
    )


def _flared() -> ReleaseEstimated:
    return ReleaseEstimated(
        place="X-921",
        kind="flare",
        phase="gas",
        rate=1.0,
        temperature=300.0,
        burning=True,
        wind=5.0,
        origin="model",
        time_ns=1,
    )


def _heard(setup: Setup, user: str) -> set[str]:
    """Types of messages that a user's stream has, after one of each has happened."""
    with setup.client.websocket_connect("/v1/stream") as socket:
        token = setup.token_of(user)
        hello = {"token": token, "subscribe": ["*"], "contracts": ["*"], "rate_hz": 50}
        socket.send_json(hello)
        heard = [socket.receive_json()]
        tried = LoginAttempted(user="eve", succeeded=False, client="x", time_ns=1)
        about_tags = _stage(SP), _asked(SP), predicted(tag=SP), _raised("FT-101"), _tripped()
        about_tags = *about_tags, restoring(tags=[SP]), _flared()
        for record in (*about_tags, tried, saved_diagram("drawn")):
            setup.exchange.handle(record)
        setup.exchange._pass_on("laboratory.sample_taken.v1", {"value": {}})
        setup.report("FT-101", 1.0)
        setup.exchange.tick(setup.clock.now)
        _hear_until(socket, heard, {"health"})
        setup.report("FT-101", 2.0)
        _hear_until(socket, heard, {"values", "heartbeat"})
    return {message["type"] for message in heard} - {"heartbeat"}


def _hear_until(socket: Any, heard: list[Any], kinds: set[str]) -> None:
    while True:
        heard.append(socket.receive_json())
        if heard[-1]["type"] in kinds:
            return


@pytest.mark.parametrize("role", ROLES)
def test_each_role_hears_on_the_stream_what_the_page_says(setup: Setup, role: str):
    heard = _heard(setup, setup.add("listener", role))
    # Nothing here is owned by a system; only health and diagrams are about no tag and no contract.
    allowed = {"yes"} if role != "system" else {"yes", "own"}
    of_nothing = {"health", "access", "diagram"}
    about_all = {rule.message for rule in STREAM} if role != "system" else of_nothing
    wanted = {r.message for r in STREAM if expected(r, role) in allowed and r.message in about_all}
    assert heard == wanted


def test_nobody_hears_anything_on_the_stream(setup: Setup):
    with setup.client.websocket_connect("/v1/stream") as socket:
        socket.send_json({"token": "", "subscribe": ["*"], "contracts": ["*"]})
        assert socket.receive_json()["type"] == "error"
        assert socket.receive()["type"] == "websocket.close"


def test_a_route_without_a_rule_is_noticed():
    app, router = routed(), APIRouter()

    @router.get("/v1/new")
    def new() -> None:
        """Nothing says who may use it."""

    app.include_router(router)
    with pytest.raises(NoRule, match="/v1/new has no rule"):
        rules_of(app)


def test_a_stream_that_is_judged_before_its_first_message_is_noticed():
    app = routed()

    @app.websocket("/v1/other")
    async def other() -> None:
        """Nothing says who may use it."""

    with pytest.raises(NoRule, match="/v1/other has no rule"):
        rules_of(app)


def test_a_message_without_a_rule_is_not_sent(setup: Setup):
    with setup.client.websocket_connect("/v1/stream") as socket:
        socket.send_json({"token": setup.token, "subscribe": [], "rate_hz": 50})
        socket.receive_json()
        with pytest.raises(KeyError, match="secret"):
            setup.exchange._signal({"type": "secret"})


def test_whoever_only_views_changes_nothing_and_only_admins_see_users():
    for rule in HTTP:
        if rule.rule in {"open", "logged in"}:
            continue
        if rule.method == "POST":
            assert expected(rule, "viewer") == "-", _called(rule)
        if rule.path.startswith(("/v1/users", "/v1/sessions")):
            allowed = [role for role in ROLES if expected(rule, role) != "-"]
            assert allowed == ["admin"], _called(rule)
