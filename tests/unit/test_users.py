"""Users: added, granted, disabled; what they may holds at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.websockets import WebSocketDisconnect
from tests.unit import exchange_setup
from tests.unit.exchange_setup import NS, PLANT, Setup

from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.users.password_rules import password_problem
from twin_schemas.access import Right
from twin_schemas.access_events import AccessRefused, LoginAttempted, SessionChanged, UserChanged
from twin_schemas.messages import SetpointRequested

setup = exchange_setup.setup
GOOD = "the boiler hums at night"


def added(setup: Setup, user: str, *roles: str, password: str = GOOD) -> Any:
    body = {"user": user, "password": password, "roles": list(roles)}
    return setup.call("POST", "/v1/users", json=body)


def log_in(setup: Setup, user: str, password: str = GOOD) -> Any:
    return setup.client.post("/v1/login", json={"username": user, "password": password})


def with_token(setup: Setup, token: str, method: str, path: str, **more: Any) -> Any:
    headers = {"Authorization": f"Bearer {token}"}
    return setup.client.request(method, path, headers=headers, **more)


def test_a_user_is_added_logs_in_and_does_what_the_role_allows(setup: Setup):
    answer = added(setup, "ann", "operator")
    assert answer.status_code == 201
    assert answer.json()["roles"] == ["operator"]
    token = log_in(setup, "ann").json()["token"]
    command = {"tag": "FIC-101.SP", "value": 20}
    assert with_token(setup, token, "POST", "/v1/commands", json=command).status_code == 202
    assert with_token(setup, token, "GET", "/v1/users").status_code == 403
    (request,) = setup.out.of(SetpointRequested)
    assert (request.author, request.authorised_by) == ("ann", "role operator")
    assert Right.from_json(request.right).action == "command"


def test_no_event_and_no_answer_has_a_password_or_a_hash(setup: Setup):
    answers = [added(setup, "ann", "viewer"), setup.call("GET", "/v1/users")]
    answers.append(setup.call("POST", "/v1/users/ann/password", json={"password": GOOD + "!"}))
    told = "".join(answer.text for answer in answers) + repr(setup.out.records)
    assert GOOD not in told
    assert "argon2" not in told
    assert "argon2" in setup.exchange.access.users_file.read_text()


def test_the_topic_of_users_makes_them_known_after_a_restart(setup: Setup):
    added(setup, "ann", "operator")
    right = {"action": "command", "tags": "TIC-*", "high": 500.0}
    setup.call("POST", "/v1/users/ann/grant", json={"right": right})
    again = Exchange(plant=PLANT, access=setup.exchange.access, port=0, clock=setup.clock)
    for changed in setup.out.of(UserChanged)[-1:]:  # the topic is compacted
        again.handle(changed)
    assert again.users.user("ann") == setup.exchange.users.user("ann")


def test_a_user_whom_the_topic_does_not_know_can_not_come_in(setup: Setup):
    setup.exchange.access.set_password("eve", GOOD)
    assert log_in(setup, "eve").status_code == 401
    assert setup.call("GET", "/v1/values", user="eve").status_code == 401


@pytest.mark.parametrize(
    ("value", "allowed"), [(9.9, False), (10.0, True), (20.0, True), (20.1, False)]
)
def test_a_command_outside_ones_rights_is_refused_with_the_reason(
    setup: Setup, value: float, allowed: bool
):
    right = Right(action="command", tags="FIC-101.*", low=10.0, high=20.0)
    setup.add("ann", "viewer", rights=[right])
    body = {"tag": "FIC-101.SP", "value": value}
    answer = setup.call("POST", "/v1/commands", user="ann", json=body)
    assert answer.status_code == (202 if allowed else 403)
    assert bool(setup.out.of(SetpointRequested)) == allowed
    if not allowed:
        assert f"{value:g} is outside 10 to 20" in answer.json()["error"]
        assert "GET /v1/me" in answer.json()["hint"]
        (refused,) = setup.out.of(AccessRefused)
        assert (refused.user, refused.action, refused.subject) == ("ann", "command", "FIC-101.SP")
        assert "outside 10 to 20" in refused.reason


def test_the_value_is_judged_in_the_tags_unit(setup: Setup):
    setup.add("ann", rights=[Right(action="command", low=30.0, high=34.0)])
    body = {"tag": "PIC-120.SP", "value": 3_300, "unit": "kPa"}
    assert setup.call("POST", "/v1/commands", user="ann", json=body).status_code == 202
    body["unit"] = "bar"
    assert setup.call("POST", "/v1/commands", user="ann", json=body).status_code == 403


def test_a_right_of_a_shift_ends_with_it(setup: Setup):
    setup.add("ann", rights=[Right(action="command", daily="22:00-23:00")])
    body = {"tag": "FIC-101.SP", "value": 20}
    assert setup.clock.now // NS % 86_400 == 22 * 3600 + 13 * 60 + 20
    assert setup.call("POST", "/v1/commands", user="ann", json=body).status_code == 202
    setup.clock.now += 3600 * NS
    answer = setup.call("POST", "/v1/commands", user="ann", json=body)
    assert "it is for 22:00-23:00 UTC" in answer.json()["error"]


def test_an_operator_gives_no_command_of_an_instructor(setup: Setup):
    setup.add("ann", "operator")
    setup.add("bob", "instructor")
    body = {"tag": "FIC-101.SP", "value": 20, "origin": "instructor"}
    assert setup.call("POST", "/v1/commands", user="ann", json=body).status_code == 403
    assert setup.call("POST", "/v1/commands", user="bob", json=body).status_code == 202
    body["origin"] = "operator"
    assert setup.call("POST", "/v1/commands", user="bob", json=body).status_code == 403


def test_what_one_may_not_read_is_left_out_or_refused(setup: Setup):
    setup.add("ann", rights=[Right(action="read", tags="FT-*")])
    values = setup.call("GET", "/v1/values", user="ann").json()["values"]
    assert {value["tag"][:3] for value in values} == {"FT-"}
    assert setup.call("GET", "/v1/values/FT-101", user="ann").status_code == 200
    assert setup.call("GET", "/v1/values/TT-101", user="ann").status_code == 403
    both = "/v1/history?tag=FT-101&tag=TT-101"
    assert setup.call("GET", both, user="ann").status_code == 403


def test_me_shows_what_one_may_and_where_it_comes_from(setup: Setup):
    setup.add("ann", "viewer", rights=[Right(action="command", tags="FIC-*")])
    me = setup.call("GET", "/v1/me", user="ann").json()
    assert (me["user"], me["roles"], me["may"]) == ("ann", ["viewer"], ["read", "command"])
    assert [(r["action"], r["tags"], r["role"]) for r in me["rights"]] == [
        ("read", "*", "viewer"),
        ("command", "FIC-*", None),
    ]


def test_asking_what_one_may_gives_the_reason_and_is_no_refusal(setup: Setup):
    setup.add("ann", "viewer", rights=[Right(action="command", tags="FIC-*", origin="operator")])

    def asked(query: str) -> Any:
        return setup.call("GET", f"/v1/me/may?{query}", user="ann").json()

    allowed = {"allowed": True, "by": "a right of their own", "reason": None}
    assert asked("action=command&tag=FIC-101.SP&origin=operator") == allowed
    assert "it is for FIC-*" in asked("action=command&tag=PIC-120.SP")["reason"]
    assert "origin operator" in asked("action=command&tag=FIC-101.SP&origin=instructor")["reason"]
    assert asked("action=users") == {
        "allowed": False,
        "by": None,
        "reason": "no role and no right allows users",
    }
    assert setup.out.of(AccessRefused) == []
    codes = [
        setup.call("GET", f"/v1/me/may?{query}", user="ann").status_code
        for query in ("action=fly", "action=read&tag=nothing", "")
    ]
    assert codes == [422, 404, 422]


def _until_closed(socket: Any) -> int:
    with pytest.raises(WebSocketDisconnect) as closed:
        _read_on(socket)
    return closed.value.code


def _read_on(socket: Any) -> None:
    while True:
        socket.receive_json()


def test_disabling_ends_sessions_and_open_streams_at_once(setup: Setup):
    added(setup, "ann", "viewer")
    token = log_in(setup, "ann").json()["token"]
    with setup.client.websocket_connect("/v1/stream") as socket:
        socket.send_json({"token": token, "subscribe": ["FT-101"], "rate_hz": 50})
        assert socket.receive_json()["type"] == "values"
        assert setup.call("POST", "/v1/users/ann/disable").json()["disabled"]
        assert _until_closed(socket) == 4401
    assert with_token(setup, token, "GET", "/v1/me").status_code == 401
    assert log_in(setup, "ann").status_code == 401
    setup.call("POST", "/v1/users/ann/enable")
    assert with_token(setup, token, "GET", "/v1/me").status_code == 401  # it was ended too
    assert log_in(setup, "ann").status_code == 200


def test_a_right_that_is_taken_away_is_missing_on_the_open_stream(setup: Setup):
    setup.add("ann", rights=[Right(action="read", tags="FT-*"), Right(action="read", tags="TT-*")])
    with setup.client.websocket_connect("/v1/stream") as socket:
        hello = {"token": setup.token_of("ann"), "subscribe": ["?T-101"], "rate_hz": 50}
        socket.send_json(hello)
        assert _tags(socket) == {"FT-101", "TT-101"}
        right = {"action": "read", "tags": "FT-*"}
        assert setup.call("POST", "/v1/users/ann/revoke", json={"right": right}).is_success
        setup.report("FT-101", 1.0)
        setup.report("TT-101", 1.0)
        assert _tags(socket) == {"TT-101"}


def _tags(socket: Any) -> set[str]:
    while (message := socket.receive_json())["type"] != "values":
        assert message["type"] in {"heartbeat", "health"}
    return {value["tag"] for value in message["values"]}


def test_who_audits_hears_of_log_ins_and_refusals_and_nobody_else_does(setup: Setup):
    setup.add("sue", "supervisor")
    setup.add("ann", "operator")
    heard: dict[str, set[str]] = {}
    for user in ("sue", "ann"):
        with setup.client.websocket_connect("/v1/stream") as socket:
            socket.send_json({"token": setup.token_of(user), "subscribe": [], "rate_hz": 50})
            socket.receive_json()
            seen = len(setup.out.records)
            log_in(setup, "nobody", "wrong")
            setup.call("GET", "/v1/users", user="ann")
            for record in setup.out.records[seen:]:
                setup.exchange.handle(record)
            setup.exchange.tick(setup.clock.now)
            heard[user] = set()
            while (message := socket.receive_json())["type"] != "health":
                heard[user].add(message.get("contract", message["type"]))
    assert heard["sue"] - {"heartbeat"} == {"access.login_attempted", "access.refused"}
    assert heard["ann"] - {"heartbeat"} == set()


def test_the_last_who_may_change_users_stays(setup: Setup):
    for path, body in (("disable", None), ("revoke", {"role": "admin"})):
        answer = setup.call("POST", f"/v1/users/admin/{path}", json=body)
        assert answer.status_code == 409
        assert "another admin first" in answer.json()["error"]
    added(setup, "ann", "admin")
    assert setup.call("POST", "/v1/users/admin/disable").status_code == 200
    assert setup.call("GET", "/v1/users").status_code == 401
    assert setup.call("GET", "/v1/users", user="ann").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/v1/users", {"user": "admin", "password": GOOD}, 409),
        ("POST", "/v1/users", {"user": "Eve Smith", "password": GOOD}, 422),
        ("POST", "/v1/users", {"user": "eve", "password": "short"}, 422),
        ("POST", "/v1/users", {"user": "eve", "password": GOOD, "roles": ["king"]}, 422),
        ("POST", "/v1/users/eve/grant", {"role": "viewer"}, 404),
        ("POST", "/v1/users/admin/grant", {"role": "king"}, 422),
        ("POST", "/v1/users/admin/grant", {"role": "admin"}, 409),
        ("POST", "/v1/users/admin/grant", {}, 422),
        ("POST", "/v1/users/admin/grant", {"right": {"action": "fly"}}, 422),
        ("POST", "/v1/users/admin/revoke", {"role": "viewer"}, 409),
        ("POST", "/v1/users/admin/password", {"password": "x" * 129}, 422),
        ("POST", "/v1/sessions/none/end", None, 404),
        ("POST", "/v1/me/sessions/none/end", None, 404),
        ("GET", "/v1/users/eve", None, 404),
    ],
)
def test_a_change_that_can_not_be_made_says_why_and_changes_nothing(
    setup: Setup, method: str, path: str, body: object, status: int
):
    before = setup.exchange.users.all()
    answer = setup.call(method, path, json=body)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "hint"}
    assert setup.exchange.users.all() == before
    assert setup.out.of(UserChanged) == []


def test_a_change_that_the_bus_does_not_have_is_not_in_force(setup: Setup):
    setup.out.away = True
    assert added(setup, "ann", "viewer").status_code == 503
    assert setup.exchange.users.user("ann") is None
    assert not setup.exchange.access.has_password("ann")


def test_ones_own_password_is_changed_with_the_present_one(setup: Setup):
    added(setup, "ann", "viewer")
    first, second = (log_in(setup, "ann").json()["token"] for _ in range(2))
    path, new = "/v1/me/password", "the compressor sings"
    wrong = with_token(setup, first, "POST", path, json={"old": "no", "new": new})
    assert wrong.status_code == 422
    weak = with_token(setup, first, "POST", path, json={"old": GOOD, "new": "password1234"})
    assert weak.status_code == 422
    done = with_token(setup, first, "POST", path, json={"old": GOOD, "new": new})
    assert done.status_code == 200
    codes = [with_token(setup, token, "GET", "/v1/me").status_code for token in (first, second)]
    assert codes == [200, 401]  # the session that changed it goes on, the others end
    assert [log_in(setup, "ann", p).status_code for p in (GOOD, new)] == [401, 200]


def test_the_present_password_can_not_be_tried_without_end(setup: Setup):
    body = {"old": "wrong", "new": GOOD}
    codes = [setup.call("POST", "/v1/me/password", json=body).status_code for _ in range(6)]
    assert codes == [422] * 5 + [429]


def test_sessions_are_listed_and_ended(setup: Setup):
    added(setup, "ann", "viewer")
    token = log_in(setup, "ann").json()["token"]
    (session,) = setup.call("GET", "/v1/sessions").json()["sessions"]
    assert (session["user"], session["client"]) == ("ann", "testclient")
    assert with_token(setup, token, "GET", "/v1/me").json()["sessions"] == [session]
    path = f"/v1/sessions/{session['session']}/end"
    assert setup.call("POST", path).json()["ended"]
    assert with_token(setup, token, "GET", "/v1/me").status_code == 401
    assert setup.call("GET", "/v1/sessions").json() == {"sessions": []}
    ended = setup.out.of(SessionChanged)[-1]
    assert (ended.user, ended.author, ended.change) == ("ann", "admin", "ended")


def test_a_failed_log_in_says_why_on_the_topic(setup: Setup):
    log_in(setup, "admin", "wrong")
    (attempt,) = setup.out.of(LoginAttempted)
    assert (attempt.way, attempt.succeeded) == ("password", False)
    assert "wrong" in attempt.reason


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Xk29-sLw0-q", "at least 12"),
        ("x" * 129, "at most 128"),
        ("password1234", "very common"),
        ("aaaaaaaaaaaaaaaa", "repeats"),
        ("qwertyuiop12", "commonly used"),
        ("annannannann", "repeats"),
        ("twinbusadmin", "little added"),
        ("123456789012", "commonly used"),
    ],
)
def test_a_password_that_is_soon_guessed_is_refused(password: str, why: str):
    assert why in password_problem(password, "ann")


@pytest.mark.parametrize(
    "password", [GOOD, "correct horse battery", "ß" + "ö" * 3 + "Ware im Rohr"]
)
def test_a_long_password_needs_no_special_letters(password: str):
    assert password_problem(password, "ann") == ""


def test_a_right_of_a_newer_version_allows_nothing_here(setup: Setup):
    changed = UserChanged(
        user="ann",
        roles="viewer king",
        rights=json.dumps([{"action": "teleport"}, {"action": "command"}]),
        change="granted",
        author="admin",
        time_ns=1,
    )
    setup.exchange.handle(changed)
    me = setup.call("GET", "/v1/me", user="ann").json()
    assert me["may"] == ["read", "command"]
