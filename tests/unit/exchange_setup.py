"""An exchange without a bus: what it publishes is kept in a list, and comes back to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from starlette.testclient import TestClient
from tests.first_user import first_user
from tests.plants import WHOLE, plant_of

from twin_agents.exchange.access import Access
from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.api import exchange_app
from twin_agents.exchange.history import RecentHistory
from twin_agents.exchange.users.event import user_changed
from twin_bus.errors import BusUnavailable
from twin_schemas.access import Right
from twin_schemas.access.directory import User
from twin_schemas.messages import Measurement
from twin_schemas.record import Record

PLANT = plant_of(WHOLE)
R = TypeVar("R", bound=Record)
NS = 1_000_000_000


@dataclass
class Outbox:
    """Keeps what is published; may be away."""

    records: list[Record] = field(default_factory=list)
    away: bool = False

    def offer(self, records: Iterable[Record]) -> None:
        self.records.extend(records)

    async def publish(self, records: Iterable[Record]) -> None:
        if self.away:
            raise BusUnavailable("Kafka is away")
        self.records.extend(records)

    def of(self, kind: type[R]) -> list[R]:
        """Records of one contract."""
        return [record for record in self.records if isinstance(record, kind)]


@dataclass
class Hand:
    """A clock that the test moves."""

    now: int = 1_700_000_000 * NS

    def now_ns(self) -> int:
        return self.now


@dataclass
class Setup:
    exchange: Exchange
    out: Outbox
    client: TestClient
    password: str
    clock: Hand

    @property
    def token(self) -> str:
        return self.exchange.access.token("admin")[0]

    def call(self, method: str, path: str, user: str = "admin", **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token_of(user)}"}
        return self.client.request(method, path, headers=headers, **more)

    def token_of(self, user: str) -> str:
        return self.exchange.access.token(user)[0]

    def add(self, user: str, *roles: str, rights: Sequence[Right] = ()) -> str:
        """Makes a user known, as the topic of users would; without a password."""
        known = User(user, "", roles, tuple(rights))
        changed = user_changed(known, "added", "", "admin", self.clock.now)
        self.exchange.handle(changed)
        return user

    def report(self, tag: str, value: float, quality: str = "good") -> None:
        """Has the plant report a value, in the thread that serves the streams, as on a bus."""
        now = self.clock.now
        measured = Measurement(
            tag=tag,
            value=value,
            unit=PLANT.tags[tag].unit,
            quality=quality,  # type: ignore[arg-type]
            source_time_ns=now,
            server_time_ns=now,
            ingest_time_ns=now,
            origin="plant",
            sequence=0,
        )
        assert self.client.portal is not None
        self.client.portal.call(self.exchange.handle, measured)


@contextmanager
def opened(folder: Path, history: RecentHistory | None = None) -> Iterator[Setup]:
    """An exchange whose secrets are in a folder."""
    access = Access(folder / "secrets" / "users.json", folder / "secrets" / "token.key")
    password = first_user(access)
    clock, out = Hand(), Outbox()
    kept = history or RecentHistory()
    exchange = Exchange(
        plant=PLANT, access=access, port=0, clock=clock, host="testserver", history=kept
    )
    with TestClient(exchange_app(exchange, out)) as client:
        yield Setup(exchange, out, client, password, clock)


@pytest.fixture
def setup(tmp_path: Path) -> Iterator[Setup]:
    with opened(tmp_path) as made:
        yield made
