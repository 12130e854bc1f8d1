"""Whatever is sent to the stream: it ends with a code and a reason, and others are served on."""

from __future__ import annotations

import contextlib
import json
import logging
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.conftest import free_port, wait_for
from tests.contract.exchange_alone import Alone, exchange_alone
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode
from websockets.sync.client import ClientConnection, connect

from twin_agents.exchange import socket as stream_route
from twin_agents.exchange.serving import serving

NOT_UNDERSTOOD, NOT_AUTHORISED, TOO_LATE = 4400, 4401, 4408
_PATIENCE = 10
bounded = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@dataclass
class Serving:
    """An exchange on a port, with a client that nothing may disturb."""

    alone: Alone
    port: int

    @property
    def token(self) -> str:
        return self.alone.exchange.access.token("admin")[0]

    def client(self) -> ClientConnection:
        url = f"ws://127.0.0.1:{self.port}/v1/stream"
        return connect(url, compression=None, proxy=None, max_size=None, close_timeout=1)

    def hello(self, **more: Any) -> str:
        return json.dumps({"token": self.token, "subscribe": ["*"]} | more)

    def closed_by(self, client: ClientConnection) -> tuple[int, str]:
        """Reads to the end; code and reason of it."""
        with pytest.raises(ConnectionClosed) as closed:
            _read_on(client)
        frame = closed.value.rcvd
        assert frame is not None, "it was closed without a code"
        return frame.code, frame.reason

    def serves(self) -> bool:
        with self.client() as client:
            client.send(self.hello())
            values: bool = json.loads(client.recv(timeout=_PATIENCE))["type"] == "values"
        return values


def _read_on(client: ClientConnection) -> None:
    while True:
        client.recv(timeout=_PATIENCE)


@pytest.fixture(scope="module")
def exchange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    alone = exchange_alone(tmp_path_factory.mktemp("home"), host="127.0.0.1")
    port = free_port()
    server = uvicorn.Server(serving(alone.app, "127.0.0.1", port))
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_for(lambda: server.started, 10, "the exchange serves")
    yield Serving(alone, port)
    server.should_exit = True
    thread.join(10)


@pytest.fixture(autouse=True)
def quiet(exchange: Serving, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """The log has no traceback afterwards, nobody is left over, and others are served."""
    with caplog.at_level(logging.INFO):
        yield
    assert [record for record in caplog.records if record.exc_info] == []
    assert "Traceback" not in caplog.text
    assert "never retrieved" not in caplog.text
    wait_for(lambda: not exchange.alone.exchange.subscribers, 10, "streams that ended are gone")
    assert exchange.serves()


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
wrong_fields = st.fixed_dictionaries(
    {},
    optional={
        "token": anything,
        "subscribe": anything,
        "contracts": anything,
        "rate_hz": anything,
    },
)


@bounded
@given(text=st.text() | anything.map(json.dumps) | wrong_fields.map(json.dumps))
@example(text="[" * 100_000)
@example(text='{"token": "\\ud800"}')
@example(text=json.dumps({"token": "é.é.é"}))
def test_a_first_message_that_is_none_is_told_and_closed(exchange: Serving, text: str):
    with exchange.client() as client:
        client.send(text)
        told = json.loads(client.recv(timeout=_PATIENCE))
        assert (told["type"], set(told)) == ("error", {"type", "error", "hint"})
        code, reason = exchange.closed_by(client)
    assert code in {NOT_UNDERSTOOD, NOT_AUTHORISED}
    assert reason


@bounded
@given(data=st.binary(max_size=2_000))
def test_binary_is_closed_first_and_later(exchange: Serving, data: bytes):
    for said in ([], [exchange.hello()]):
        with exchange.client() as client:
            for text in said:
                client.send(text)
                client.recv(timeout=_PATIENCE)
            client.send(data)
            code, reason = exchange.closed_by(client)
        assert (code, bool(reason)) == (NOT_UNDERSTOOD, True)


@bounded
@given(text=st.text(max_size=500))
def test_a_second_message_ends_the_stream(exchange: Serving, text: str):
    with exchange.client() as client:
        client.send(exchange.hello())
        client.send(text)
        assert exchange.closed_by(client) == (
            NOT_UNDERSTOOD,
            "nothing is taken after the first message",
        )


@bounded
@given(patterns=st.lists(st.text(max_size=200), max_size=30), rate=st.floats(0.1, 50))
@example(patterns=["*a" * 99], rate=1.0)
@example(patterns=["[" * 200, "[!]", "[]]", "[z-a]"], rate=1.0)
def test_any_patterns_are_taken(exchange: Serving, patterns: list[str], rate: float):
    with exchange.client() as client:
        client.send(exchange.hello(subscribe=patterns, contracts=patterns, rate_hz=rate))
        assert json.loads(client.recv(timeout=_PATIENCE))["type"] != "error"


@pytest.mark.parametrize("before", [0, 1])
def test_a_huge_message_is_not_taken(exchange: Serving, before: int):
    with exchange.client() as client:
        for _ in range(before):
            client.send(exchange.hello())
        client.send("x" * 300_000)
        assert exchange.closed_by(client)[0] == 1009


def test_a_message_of_many_small_pieces_is_not_taken_either(exchange: Serving):
    with exchange.client() as client:
        with contextlib.suppress(ConnectionClosed):  # it may be closed before the last piece
            client.send("x" * 10_000 for _ in range(40))
        assert exchange.closed_by(client)[0] == 1009


def _raw(exchange: Serving) -> socket.socket:
    """A connection after its handshake, to send what no client would."""
    raw = socket.create_connection(("127.0.0.1", exchange.port), _PATIENCE)
    raw.sendall(
        b"GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
        b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n"
    )
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += raw.recv(1)
    assert b" 101 " in head
    return raw


def _rest(raw: socket.socket) -> bytes:
    """What comes until the other side closes."""
    found = b""
    while part := raw.recv(65_536):
        found += part
    return found


def _close_code(data: bytes) -> int:
    """Code of the close frame that these bytes end with."""
    at = data.rindex(bytes([0x80 | Opcode.CLOSE]))
    code: int = struct.unpack_from(">H", data, at + 2)[0]
    return code


def _masked(opcode: Opcode, data: bytes) -> bytes:
    return Frame(opcode, data).serialize(mask=True)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (_masked(Opcode.TEXT, b"\xff\xfe\xfd"), 1007),
        (Frame(Opcode.TEXT, b"{}").serialize(mask=False), 1002),
        (b"\xff\xff\xff\xff\xff\xff", 1002),
        (_masked(Opcode.CONT, b"more of nothing"), 1002),
        (b"\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00", 1009),
    ],
    ids=["no UTF-8", "unmasked", "reserved bits", "a piece of nothing", "length of 2**63"],
)
def test_frames_that_break_the_protocol_are_closed_with_its_codes(
    exchange: Serving, sent: bytes, code: int
):
    with _raw(exchange) as raw:
        raw.sendall(sent)
        assert _close_code(_rest(raw)) == code


@bounded
@given(data=st.binary(min_size=1, max_size=300))
def test_random_bytes_disturb_nobody(exchange: Serving, data: bytes):
    with _raw(exchange) as raw:
        raw.sendall(data)
        raw.shutdown(socket.SHUT_WR)
        _rest(raw)


def test_who_says_nothing_or_half_of_it_is_closed(
    exchange: Serving, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(stream_route, "HELLO_SECONDS", 0.3)
    whole = _masked(Opcode.TEXT, exchange.hello().encode())
    for sent in (b"", whole[: len(whole) // 2]):
        with _raw(exchange) as raw:
            raw.sendall(sent)
            assert b"no message within 0.3 s" in (end := _rest(raw))
            assert _close_code(end) == TOO_LATE


def test_who_hangs_up_without_a_word_or_does_not_read_disturbs_nobody(exchange: Serving):
    hello = _masked(Opcode.TEXT, exchange.hello(rate_hz=50).encode())
    for linger in (True, False):
        raw = _raw(exchange)
        raw.sendall(hello)
        wait_for(lambda: bool(exchange.alone.exchange.subscribers), 10, "the stream begins")
        assert exchange.serves()
        if linger:  # reset instead of an orderly end
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raw.close()


def test_the_secrets_of_a_token_are_not_in_what_is_told(exchange: Serving, tmp_path: Path):
    other = exchange_alone(tmp_path).exchange.access.token("admin")[0]
    with exchange.client() as client:
        client.send(json.dumps({"token": other, "rate_hz": "fast"}))
        assert other not in str(client.recv(timeout=_PATIENCE))
        code, reason = exchange.closed_by(client)
    assert (code, other in reason) == (NOT_UNDERSTOOD, False)
