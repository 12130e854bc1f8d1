"""What every answer has, and what is refused before a route sees it (ASVS, see its page)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from tests.contract.exchange_alone import Alone, exchange_alone

from twin_agents.exchange.api import exchange_app
from twin_agents.exchange.guard import HEADERS, MOST_BYTES, MOST_BYTES_OF_MESSAGES

SUPPLY = "/v1/contracts/laboratory.sample/1/messages"
OTHERS = "http://elsewhere.example"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Alone:
    static = tmp_path_factory.mktemp("static")
    (static / "index.html").write_text("<!doctype html><title>twinbus</title>")
    return exchange_alone(tmp_path_factory.mktemp("home"), static=static)


@pytest.fixture
def client(alone: Alone) -> Iterator[TestClient]:
    with TestClient(alone.app, headers=alone.headers()) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/", "/openapi.json", "/v1/values", "/v1/none", "/none", "/v1/login"]
)
def test_every_answer_tells_browsers_to_be_careful(client: TestClient, path: str):
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)
    assert "server" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert {"default-src 'none'", "frame-ancestors 'none'"} <= set(policy.split("; "))


def test_answers_of_the_api_are_not_kept_by_browsers(client: TestClient):
    for path in ("/v1/values", "/v1/none", "/v1/login"):
        assert client.get(path).headers["cache-control"] == "no-store"
    assert "no-store" not in client.get("/").headers.get("cache-control", "")


@pytest.mark.parametrize(("host", "kept"), [("twin.example", True), ("localhost", False)])
def test_with_tls_a_browser_comes_back_with_tls_only(tmp_path: Path, host: str, kept: bool):
    alone = exchange_alone(tmp_path)
    alone.exchange.host, alone.exchange.identity = host, tmp_path / "server.pem"
    with TestClient(exchange_app(alone.exchange, alone.out), base_url=f"https://{host}") as client:
        found = client.get("/v1/values").headers.get("strict-transport-security")
    assert found == ("max-age=31536000; includeSubDomains" if kept else None)


def test_without_tls_no_promise_of_tls_is_made(client: TestClient):
    assert "strict-transport-security" not in client.get("/").headers


@pytest.mark.parametrize(
    "host", ["testserver", "TESTSERVER:9200", "localhost", "127.0.0.1:1", "[::1]:9"]
)
def test_its_own_names_are_served(client: TestClient, host: str):
    assert client.get("/v1/values", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "testserver.elsewhere.example", "", "[", "a@localhost.b"]
)
def test_another_name_is_refused_as_it_may_be_a_site_that_leads_here(client: TestClient, host: str):
    answer = client.get("/v1/values", headers={"Host": host})
    assert answer.status_code == 421
    assert set(answer.json()) == {"error", "hint"}
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://testserver", 200),
        (OTHERS, 403),
        ("http://testserver:9201", 403),
        ("http://testserver.elsewhere.example", 403),
        ("null", 403),
        ("http://[", 403),
    ],
)
def test_pages_of_others_may_not_call(client: TestClient, origin: str, status: int):
    assert client.get("/v1/values", headers={"Origin": origin}).status_code == status
    taken = client.post("/v1/commands", headers={"Origin": origin}, json={})
    assert taken.status_code == (422 if status == 200 else 403)


@pytest.mark.parametrize(
    "headers", [{"Origin": OTHERS}, {"Origin": "null"}, {"Host": "elsewhere.example"}]
)
def test_pages_of_others_may_not_open_the_stream(client: TestClient, headers: dict[str, str]):
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect("/v1/stream", headers=headers),
    ):
        pass
    assert closed.value.code == 1008


def test_its_own_page_opens_the_stream(alone: Alone, client: TestClient):
    own = {"Origin": "http://testserver", "Host": "testserver"}
    with client.websocket_connect("/v1/stream", headers=own) as socket:
        socket.send_json({"token": alone.exchange.access.token("admin")[0]})
        assert socket.receive_json()["type"] == "values"


@pytest.mark.parametrize(
    ("path", "most"), [("/v1/login", MOST_BYTES), (SUPPLY, MOST_BYTES_OF_MESSAGES)]
)
@pytest.mark.parametrize("chunked", [True, False])
def test_a_body_that_is_too_large_is_not_read_to_its_end(
    client: TestClient, path: str, most: int, chunked: bool
):
    given = 0

    def parts() -> Iterator[bytes]:
        nonlocal given
        while given < 4 * most:
            given += 65_536
            yield b" " * 65_536

    body: Any = parts() if chunked else b" " * (most + 1)
    answer = client.post(path, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert answer.json()["error"] == f"more than {most} bytes"
    assert answer.headers["cache-control"] == "no-store"


def test_an_error_nobody_thought_of_is_told_without_its_trace(
    alone: Alone, client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: Any
):
    def broken(*_: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(alone.exchange, "agent_states", broken)
    answer = client.get("/v1/status")
    assert answer.status_code == 500
    assert set(answer.json()) == {"error", "hint"}
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"]
    assert "secret of the house" in caplog.text


def test_no_page_runs_scripts_of_other_sites(client: TestClient):
    for path in ("/docs", "/redoc"):
        assert client.get(path).status_code == 404


def test_no_route_answers_to_trace_and_a_folder_is_not_listed(client: TestClient):
    assert client.request("TRACE", "/v1/values").status_code == 405
    for path in ("/../pyproject.toml", "/%2e%2e/pyproject.toml", "/assets/"):
        assert client.get(path).status_code == 404


def test_a_first_message_has_bounds(alone: Alone, client: TestClient):
    token = alone.exchange.access.token("admin")[0]
    for wrong in ({"subscribe": ["*"] * 2_001}, {"subscribe": ["x" * 201]}, {"token": "x" * 5_000}):
        with client.websocket_connect("/v1/stream") as socket:
            socket.send_text(json.dumps({"token": token} | wrong))
            assert socket.receive_json()["type"] == "error"
            with pytest.raises(WebSocketDisconnect) as closed:
                socket.receive_json()
        assert (closed.value.code, bool(closed.value.reason)) == (4400, True)
