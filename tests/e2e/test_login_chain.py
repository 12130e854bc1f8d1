"""A log-in, followed from the form to everybody who listens; and one that is refused.

The chain is that of the preprint: form, authorisation, store of users, token, log, signal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.conftest import wait_for
from tests.e2e import browser
from tests.e2e.conftest import RunningTwin
from websockets.sync.client import ClientConnection, connect

pytestmark = pytest.mark.e2e
page = browser.page
USER, PASSWORD = "chain", "a chain of small events"
STORED = "() => JSON.parse(sessionStorage.getItem('twin.session') ?? 'null')?.token"


@dataclass
class Listener:
    """A WebSocket client that keeps all it hears."""

    socket: ClientConnection
    heard: list[dict[str, Any]] = field(default_factory=list)

    def hears(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first message like this, heard before or still to come."""
        for message in self.heard:
            if wanted(message):
                return message
        while True:
            self.heard.append(json.loads(self.socket.recv(timeout=30)))
            if wanted(self.heard[-1]):
                return self.heard[-1]

    def hears_of(self, contract: str, **fields: Any) -> dict[str, Any]:
        """The first event of a contract with these fields."""

        def wanted(message: dict[str, Any]) -> bool:
            event = message.get("event", {})
            return message.get("contract") == contract and fields.items() <= event.items()

        found: dict[str, Any] = self.hears(wanted)["event"]
        return found


@contextmanager
def listening(twin: RunningTwin, token: str) -> Iterator[Listener]:
    address = twin.url.replace("http", "ws", 1) + "/v1/stream"
    # All is taken at once, so that pings are answered while nobody listens.
    with connect(address, proxy=None, max_queue=None) as socket:
        socket.send(json.dumps({"token": token, "subscribe": [], "rate_hz": 5}))
        listener = Listener(socket)
        listener.hears(lambda message: message["type"] == "health")
        yield listener


def call(twin: RunningTwin, method: str, path: str, token: str = "", **more: Any) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.request(method, twin.url + path, headers=headers, trust_env=False, **more)


def token_of(twin: RunningTwin, username: str, password: str) -> str:
    answer = call(twin, "POST", "/v1/login", json={"username": username, "password": password})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["token"])


def audited(twin: RunningTwin, action: str) -> list[dict[str, Any]]:
    lines = twin("audit", "list", "--action", action, "--subject", "*", "--json").stdout
    return [json.loads(line) for line in lines.splitlines()]


def is_audited(twin: RunningTwin, action: str, actor: str = USER) -> bool:
    return any(entry["actor"] == actor for entry in audited(twin, action))


@pytest.fixture
def admin(running_twin: RunningTwin) -> Iterator[Listener]:
    """An admin who listens, and has made the user of these tests unless it is there."""
    token = token_of(running_twin, running_twin.username, running_twin.password)
    with listening(running_twin, token) as listener:
        if running_twin("users", "show", USER).returncode != 0:
            made = running_twin("users", "add", USER, "--role", "viewer", given=f"{PASSWORD}\n")
            assert made.returncode == 0, made.stderr
        yield listener


def test_a_log_in_is_followed_through_the_whole_chain(
    page: Page, running_twin: RunningTwin, admin: Listener
) -> None:
    twin = running_twin
    # The store of users: what it knows is a topic, without any password.
    (known, *_) = twin.messages("access.user_changed", "1h", USER)
    assert (known["roles"], known["change"], known["disabled"]) == ("viewer", "added", False)
    assert "argon2" not in json.dumps(known)

    # The form, the authorisation, and the token that it ends with.
    page.goto(twin.url)
    browser.log_in(page, USER, PASSWORD)
    expect(page.get_by_test_id("diagram")).to_be_visible()
    token = page.evaluate(STORED)
    me = call(twin, "GET", "/v1/me", token).json()
    assert (me["user"], me["roles"], me["may"]) == (USER, ["viewer"], ["read"])

    # The signal to those who may know, and to nobody else.
    told = admin.hears_of("access.login_attempted", user=USER, succeeded=True)
    assert (told["way"], told["client"]) == ("password", "127.0.0.1")
    admin.hears_of("access.session_changed", session=me["session"], change="began")
    with listening(twin, token) as viewer:
        token_of(twin, USER, PASSWORD)
        admin.heard.clear()
        admin.hears_of("access.session_changed", user=USER, change="began")
        viewer.heard.clear()
        viewer.hears(lambda message: message["type"] == "health")
        assert [message for message in viewer.heard if message["type"] == "access"] == []

    # The events on the bus, and the log.
    attempts = twin.messages("access.login_attempted", "10m", USER)
    assert [one["succeeded"] for one in attempts][-2:] == [True, True]
    (began, *_) = twin.messages("access.session_changed", "10m", me["session"])
    assert (began["user"], began["change"]) == (USER, "began")
    for action in ("login.succeeded", "session.began"):
        wait_for(lambda action=action: is_audited(twin, action), 30, action)  # type: ignore[misc]

    # Its end is told in the same ways, and the token with it.
    page.get_by_test_id("logout").click()
    admin.hears_of("access.session_changed", session=me["session"], change="ended")
    wait_for(lambda: is_audited(twin, "session.ended"), 30, "the end is audited")
    assert call(twin, "GET", "/v1/me", token).status_code == 401
    assert twin("audit", "verify").returncode == 0


def test_a_refused_log_in_and_a_refused_command_are_followed_likewise(
    page: Page, running_twin: RunningTwin, admin: Listener
) -> None:
    twin = running_twin
    page.goto(twin.url)
    browser.log_in(page, USER, PASSWORD + "x")
    expect(page.get_by_test_id("login-error")).to_contain_text("wrong")
    assert page.evaluate(STORED) is None
    told = admin.hears_of("access.login_attempted", user=USER, succeeded=False)
    assert "wrong" in told["reason"]
    refused = [m for m in twin.messages("access.login_attempted", "10m", USER) if m["reason"]]
    assert refused[-1]["reason"] == told["reason"]
    wait_for(lambda: is_audited(twin, "login.failed"), 30, "the failure is audited")

    token = token_of(twin, USER, PASSWORD)
    command = {"tag": "FIC-101.SP", "value": 20}
    answer = call(twin, "POST", "/v1/commands", token, json=command)
    assert answer.status_code == 403
    assert "no role and no right allows command" in answer.json()["error"]
    told = admin.hears_of("access.refused", user=USER, action="command")
    assert told["reason"] in answer.json()["error"]
    wait_for(lambda: is_audited(twin, "access.refused.command"), 30, "the refusal is audited")
    assert call(twin, "POST", "/v1/logout", token).status_code == 200
