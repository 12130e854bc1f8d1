"""`/healthz`, `/readyz` and `/metrics` of an agent, on a thread of their own."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, make_wsgi_app

from twin_schemas.messages import AgentHealth

StartResponse = Callable[..., object]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Polls every second would fill the log."""


def serve_health(
    port: int,
    health: Callable[[], AgentHealth],
    registry: CollectorRegistry,
    identity: Path | None = None,
) -> Callable[[], None]:
    """Serves on loopback until the returned function is called; with TLS given key and certificate.

    Raises:
        OSError: If the port is taken.
    """
    metrics: Any = make_wsgi_app(registry)

    def app(environ: dict[str, Any], respond: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/metrics":
            return metrics(environ, respond)  # type: ignore[no-any-return]
        now = health()
        ready = now.state == "healthy" or environ["PATH_INFO"] == "/healthz"
        respond(
            "200 OK" if ready else "503 Service Unavailable", [("Content-Type", "application/json")]
        )
        return [json.dumps(asdict(now)).encode()]

    server = make_server("127.0.0.1", port, app, server_class=_Server, handler_class=_Quiet)
    if identity is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(identity)
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()

    def close() -> None:
        server.shutdown()
        server.server_close()

    return close
