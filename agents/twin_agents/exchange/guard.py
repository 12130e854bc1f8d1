"""What stands before all routes: whom a request is for, where it comes from, how large it is."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from twin_agents.exchange.session import Refusal

log = logging.getLogger(__name__)
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
MOST_BYTES = 1024 * 1024
MOST_BYTES_OF_MESSAGES = 8 * 1024 * 1024
_POLICY_VIOLATED = 1008
_YEAR_S = 31_536_000
_NOTHING_ELSE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_SCREEN = "script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": f"{_NOTHING_ELSE}; {_SCREEN}",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True)
class Guard:
    """Refuses requests for other names and from other sites' pages; adds headers to each answer.

    A page of another site can make a browser call the exchange, and with a name of its own that
    leads to this machine even read the answers; so both names are looked at.

    Attributes:
        app: What is guarded.
        host: Name or address by which clients reach the exchange, beside those of loopback.
        secure: Whether it is reached by TLS only.
    """

    app: ASGIApp
    host: str
    secure: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request or one stream."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif refused := self._refusal(Headers(scope=scope)):
            await self._refuse(refused, scope, receive, send)
        elif scope["type"] == "websocket":
            await self.app(scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    def _refusal(self, headers: Headers) -> Refusal | None:
        name, origin = headers.get("host", ""), headers.get("origin")
        if _host(f"//{name}") not in LOOPBACK_NAMES | {self.host.lower()}:
            return Refusal(421, f"there is no {name!r} here", f"call it {self.host}")
        if origin is not None and _place(origin) != name.lower():
            hint = "only pages of the exchange itself may call it from a browser"
            return Refusal(403, f"the page is from {origin}", hint)
        return None

    async def _refuse(self, refused: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": _POLICY_VIOLATED})
            return
        answer = JSONResponse(refused.detail, refused.status_code)
        await answer(scope, receive, self._with_headers(scope, send))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await outward(message)

        outward = self._with_headers(scope, send)
        try:
            await self.app(scope, _bounded(scope, receive), noted)
        except Exception:
            log.exception("%s %s failed", scope["method"], scope["path"])
            if begun:
                raise
            answer = {"error": "the exchange failed", "hint": "its log says why; try again"}
            await JSONResponse(answer, 500)(scope, receive, outward)

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        async def outward(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if scope["path"].startswith("/v1"):
                    # What has a name may be kept, and is asked for with the token every time.
                    kept = "private, no-cache" if "ETag" in headers else "no-store"
                    headers["Cache-Control"] = kept
                if self.secure and self.host not in LOOPBACK_NAMES:
                    # Browsers keep it for a name, whatever the port; so not for loopback.
                    age = f"max-age={_YEAR_S}; includeSubDomains"
                    headers["Strict-Transport-Security"] = age
            await send(message)

        return outward


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _place(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _bounded(scope: Scope, receive: Receive) -> Receive:
    """Gives a request's body until it is larger than the route takes."""
    supplies = scope["path"].endswith("/messages")
    most, taken = MOST_BYTES_OF_MESSAGES if supplies else MOST_BYTES, 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise Refusal(413, f"more than {most} bytes", "send less at once")
        return message

    return bounded
