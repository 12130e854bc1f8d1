"""A client of the exchange's stream that does not read, or reads late."""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.first_user import first_user
from tests.plants import WHOLE, plant_of

from twin_agents.exchange.access import Access
from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.bodies import SubscribeBody
from twin_agents.exchange.socket import _feed
from twin_agents.exchange.stream import EVENTS_KEPT
from twin_schemas.messages import Measurement

PLANT = plant_of(WHOLE)
TAGS = ("FT-101", "FT-102")


@dataclass
class Socket:
    """Takes nothing until the test opens it, as a full TCP window does."""

    open: asyncio.Event = field(default_factory=asyncio.Event)
    blocked: asyncio.Event = field(default_factory=asyncio.Event)
    sent: list[dict[str, Any]] = field(default_factory=list)

    async def send_text(self, text: str) -> None:
        self.blocked.set()
        await self.open.wait()
        self.sent.append(json.loads(text))

    async def receive(self) -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}


def measured(tag: str, number: int) -> Measurement:
    return Measurement(
        tag=tag,
        value=float(number),
        unit=PLANT.tags[tag].unit,
        quality="good",
        source_time_ns=number,
        server_time_ns=number,
        ingest_time_ns=number,
        origin="plant",
        sequence=number,
    )


def exchange_in(folder: Path) -> Exchange:
    access = Access(folder / "users.json", folder / "token.key")
    first_user(access)
    return Exchange(plant=PLANT, access=access, port=0)


async def test_a_client_that_does_not_read_holds_a_bounded_queue_and_is_counted(tmp_path: Path):
    exchange, socket = exchange_in(tmp_path), Socket()
    hello = SubscribeBody(token=exchange.access.token("admin")[0], subscribe=["FT-10?"], rate_hz=50)
    stream = asyncio.create_task(_feed(exchange, socket, hello))  # type: ignore[arg-type]
    await asyncio.wait_for(socket.blocked.wait(), 5)
    (subscriber,) = exchange.subscribers

    updates = 2 * len(PLANT.tags)
    for number in range(updates):
        for tag in TAGS:
            exchange.handle(measured(tag, number))
    for number in range(EVENTS_KEPT + 7):
        subscriber.event({"type": "command", "number": number})
    assert subscriber.queued == EVENTS_KEPT
    assert exchange.counters()["lost_events"] == 7
    assert exchange.counters()["conflated"] >= len(TAGS) * updates - len(PLANT.tags)

    socket.open.set()
    async with asyncio.timeout(5):
        while not (late := [m for m in socket.sent[1:] if m["type"] == "values"]):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    # Of each tag the newest value only, and how many it did not see.
    assert {v["tag"]: v["value"] for v in late[0]["values"]} == dict.fromkeys(TAGS, updates - 1)
    unseen = len(TAGS) * (updates - 1)
    assert (late[0]["conflated"], late[0]["lost_events"]) == (unseen, 7)
    commands = [m["number"] for m in socket.sent if m["type"] == "command"]
    assert commands == list(range(7, EVENTS_KEPT + 7))

    stream.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await stream
    counters = exchange.counters()
    assert (counters["clients"], counters["conflated"], counters["lost_events"]) == (0, unseen, 7)
