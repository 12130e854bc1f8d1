"""Sessions which know, while they are served, whose they are.

asyncua asks for a value without telling for whom; who asks is kept beside, for the task that asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

from asyncua import ua
from asyncua.crypto.permission_rules import User, UserRole
from asyncua.server.internal_server import InternalServer
from asyncua.server.internal_session import InternalSession

_asking: ContextVar[str | None] = ContextVar("asking", default=None)


def asking() -> str | None:
    """The user who is served now; None where the server does something by itself."""
    return _asking.get()


class KnownSession(InternalSession):  # type: ignore[misc]  # asyncua is not typed here
    """A session of a client; whatever it reads, it reads as its user."""

    @property
    def reader(self) -> str:
        """The user's name; empty before anybody has come in."""
        return "" if self.user is None else str(self.user.name or "")

    @contextmanager
    def _served(self) -> Iterator[None]:
        token = _asking.set(self.reader if self.external else None)
        try:
            yield
        finally:
            _asking.reset(token)

    async def read(self, params: ua.ReadParameters) -> list[ua.DataValue]:
        with self._served():
            found: list[ua.DataValue] = await super().read(params)
        return found

    async def history_read(self, params: ua.HistoryReadParameters) -> list[ua.HistoryReadResult]:
        """Answers node by node; asyncua by itself refuses all if it refuses one."""
        found: list[ua.HistoryReadResult] = []
        with self._served():
            for one in params.NodesToRead:
                try:
                    found += await super().history_read(replace(params, NodesToRead=[one]))
                except ua.UaStatusCodeError as error:
                    found.append(ua.HistoryReadResult(StatusCode=ua.StatusCode(error.code)))
        return found

    async def create_monitored_items(
        self, params: ua.CreateMonitoredItemsParameters
    ) -> list[ua.MonitoredItemCreateResult]:
        with self._served():
            made: list[ua.MonitoredItemCreateResult] = await super().create_monitored_items(params)
        return made

    async def set_monitoring_mode(self, params: ua.SetMonitoringModeParameters) -> Any:
        with self._served():
            return await super().set_monitoring_mode(params)


class KnownSessions(InternalServer):  # type: ignore[misc]  # asyncua is not typed here
    """Makes such sessions, and finds one by its identity."""

    def create_session(
        self, name: str, user: User | None = None, external: bool = False
    ) -> KnownSession:
        return KnownSession(
            self,
            self.aspace,
            self.subscription_service,
            name,
            user=user or User(role=UserRole.Anonymous),
            external=external,
        )

    def reader_of(self, session_id: ua.NodeId) -> str:
        """The user of a session; empty if there is none."""
        sessions = self._external_sessions.values()
        return next((one.reader for one in sessions if one.session_id == session_id), "")
