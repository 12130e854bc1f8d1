"""The exchange as the command line sees it."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from twin_bus.errors import TwinError
from twin_bus.trust import trusting
from twin_ops.certificates.trust import verify
from twin_ops.errors import RefusedByRule, Unreachable, Usage
from twin_ops.instance_access import access_of
from twin_ops.kept_login import KeptLogin, keep_login, kept_login
from twin_ops.settings import Settings
from twin_ops.supervisor.state import read_report

_TOKEN_LIFE = timedelta(hours=1)
_USER = "admin"
_PATIENCE_S = 15.0
_UNAUTHORISED = 401
_NOT_FOUND = 404
_UNPROCESSABLE = 422
_REFUSED = {_UNAUTHORISED, 403, 409, 429}


def local_token(settings: Settings) -> str:
    """A token for the user who owns the instance: whoever can read its key is that user.

    Raises:
        Unreachable: If the instance was never started.
    """
    access = access_of(settings)
    try:
        return access.token(_USER, _TOKEN_LIFE)[0]
    except FileNotFoundError as error:
        raise Unreachable(
            f"no twin has been started with TWIN_HOME={settings.home}; start one with `twin up`"
        ) from error
    except PermissionError as error:
        raise Unreachable(
            f"{access.key_file} belongs to another user; run the command as that user"
        ) from error


class ExchangeClient:
    """HTTP and WebSocket calls as the user who has logged in, or as the owner of the instance.

    Args:
        settings: Which instance.
        token: Whose calls they are; without, the one of `twin login` or of the owner.

    Raises:
        RefusedByRule: If the log-in that is kept has ended.
        Unreachable: If the instance was never started.
    """

    def __init__(self, settings: Settings, token: str | None = None) -> None:
        self._settings = settings
        self._token = self._own_token() if token is None else token

    def _own_token(self) -> str:
        login, now = kept_login(self._settings), datetime.now(UTC)
        if login is None:
            return local_token(self._settings)
        if login.has_ended(now):
            raise RefusedByRule(
                f"the log-in of {login.user} has ended; `twin login --user {login.user}` again, "
                "or `twin logout` to be the owner of the instance"
            )
        return self._refreshed(login) if login.ends_soon(now) else login.token

    def _refreshed(self, login: KeptLogin) -> str:
        """Exchanges the token for a new one; the old one will do if that can not be."""
        self._token = login.token
        try:
            answer = self.post("/v1/refresh", {})
        except TwinError:
            return login.token
        keep_login(self._settings, KeptLogin(**answer))
        return str(answer["token"])

    @contextmanager
    def _http(self, patience_s: float = _PATIENCE_S) -> Iterator[httpx.Client]:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        with httpx.Client(
            base_url=self._settings.exchange_url,
            headers=headers,
            timeout=patience_s,
            trust_env=False,
            verify=verify(self._settings),
        ) as client:
            try:
                yield client
            except httpx.HTTPError as error:
                raise self._unreachable(error) from error

    def _unreachable(self, error: object) -> Unreachable:
        url, running = self._settings.exchange_url, read_report(self._settings)
        hint = "start the twin with `twin up`, or see `twin status`"
        if running is not None and running.url != url:
            hint = (
                f"this instance runs at {running.url}: set TWIN_TLS, TWIN_HOST and TWIN_PORT_BASE "
                "as it was started with"
            )
        return Unreachable(f"the exchange at {url} does not answer ({error}); {hint}")

    def get(self, path: str, **query: Any) -> Any:
        """JSON answer of a GET.

        Raises:
            Usage: If the exchange does not know what was asked for.
            RefusedByRule: If the user may not do it.
            Unreachable: If it does not answer.
        """
        with self._http() as client:
            return self._answer(client.get(path, params=query))

    def find(self, path: str) -> Any:
        """The same; None where the exchange does not know it.

        Raises:
            Unreachable: If it does not answer.
        """
        try:
            return self.get(path)
        except Usage:
            return None

    def post(self, path: str, body: object, patience_s: float = _PATIENCE_S) -> Any:
        """JSON answer of a POST, which may take as many seconds as `patience_s`.

        Raises:
            Usage: If the exchange cannot take the body.
            RefusedByRule: If a rule forbids it, or the user may not do it.
            Unreachable: If it does not answer.
        """
        with self._http(patience_s) as client:
            return self._answer(client.post(path, json=body))

    def put(self, path: str, body: object) -> Any:
        """JSON answer of a PUT.

        Raises:
            Usage: If the exchange cannot take the body.
            RefusedByRule: If a rule forbids it, or the user may not do it.
            Unreachable: If it does not answer.
        """
        with self._http() as client:
            return self._answer(client.put(path, json=body))

    def delete(self, path: str) -> Any:
        """JSON answer of a DELETE.

        Raises:
            Usage: If the exchange does not know what is to be taken away.
            RefusedByRule: If a rule forbids it, or the user may not do it.
            Unreachable: If it does not answer.
        """
        with self._http() as client:
            return self._answer(client.delete(path))

    def _answer(self, response: httpx.Response) -> Any:
        if response.is_success:
            return response.json()
        try:
            answer = response.json()
            text = f"{answer['error']}; {answer['hint']}"
        except (ValueError, KeyError, TypeError):
            text = response.text[:200]
        if response.status_code == _UNAUTHORISED:
            text += (
                "; `twin login` logs in, `twin logout` makes you the owner of the instance again"
            )
        if response.status_code in _REFUSED:
            raise RefusedByRule(text)
        if response.status_code in {_NOT_FOUND, _UNPROCESSABLE}:
            raise Usage(text)
        raise Unreachable(text)

    async def stream(
        self, patterns: Sequence[str], rate_hz: float = 5.0
    ) -> AsyncGenerator[dict[str, Any]]:
        """Messages of the exchange until the connection ends.

        Raises:
            Unreachable: If there is no connection, or it ends.
        """
        from websockets.asyncio.client import connect
        from websockets.exceptions import WebSocketException

        url = self._settings.exchange_url.replace("http", "ws", 1) + "/v1/stream"
        context = trusting(ca) if (ca := self._settings.authority) else None
        hello = {"token": self._token, "subscribe": list(patterns), "rate_hz": rate_hz}
        try:
            async with connect(url, max_size=None, proxy=None, ssl=context) as socket:
                await socket.send(json.dumps(hello))
                async for text in socket:
                    yield json.loads(text)
        except (OSError, WebSocketException) as error:
            raise self._unreachable(error) from error
        raise self._unreachable("it closed the connection")
