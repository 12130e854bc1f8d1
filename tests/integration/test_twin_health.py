"""`twin health`, from the twin over the bus and the exchange to a terminal."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import wait_for
from tests.integration.conftest import RunningExchange

from twin_bus.codec import Codec
from twin_bus.kafka import KafkaBus, KafkaConnection
from twin_bus.runtime.envelope import Envelope, new_trace
from twin_bus.schema_registry import SchemaRegistry
from twin_schemas.following_events import FaultSuspected, ParameterEstimated, TwinRated
from twin_schemas.record import Record

pytestmark = pytest.mark.kafka
NAME = "simulation"


def twin(place: RunningExchange, *words: str) -> str:
    command = [str(Path(sys.executable).with_name("twin")), *words]
    done = subprocess.run(
        command, env=place.environment, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout


def health(place: RunningExchange) -> dict[str, Any]:
    found: dict[str, Any] = place.call("GET", "/v1/twin/health").json()
    return found


def verdicts() -> list[Record]:
    now = time.time_ns()
    shares = {"score": 0.81, "within": 0.9, "consistent": 0.9, "seen": 1.0, "bounded": 1.0}
    fault = FaultSuspected(
        target="PT-941",
        place="sensor",
        fault="bias",
        present=True,
        size=0.25,
        significance=9.0,
        since_ns=now,
        run_id="r",
        time_ns=now,
    )
    known = {"value": 0.9, "deviation": 0.01, "nominal": 1.0, "prior": 0.1}
    return [
        TwinRated(run_id="r", time_ns=now, **shares),
        fault,
        ParameterEstimated(parameter="PV-941.capacity", run_id="r", time_ns=now, **known),
    ]


async def publish(place: RunningExchange, records: list[Record]) -> None:
    store = SchemaRegistry(place.registry_url)
    codec = Codec(store)
    await codec.prepare({type(record) for record in records})
    bus = KafkaBus(KafkaConnection(place.servers), client_id="test")
    await bus.publish(Envelope("test", codec).wrap(records, new_trace()))
    await bus.stop()
    await store.close()


def test_it_tells_what_the_twin_says_of_itself_and_that_it_has_fallen_behind(
    exchange: RunningExchange,
):
    exchange.start(NAME)
    try:
        wait_for(lambda: health(exchange)["behind_s"] is not None, 60, "the model steps")
        wait_for(lambda: "has not been measured" in health(exchange)["held"], 30, "it has doubts")
    finally:
        exchange.kill(NAME)
        del exchange.processes[NAME]
    wait_for(lambda: "the model is behind by" in health(exchange)["held"], 30, "it falls behind")
    told = twin(exchange, "health")
    assert "residuals are held: the model is behind by" in told
    asyncio.run(publish(exchange, verdicts()))
    wait_for(lambda: health(exchange)["faults"], 30, "the verdicts are there")
    shown = json.loads(twin(exchange, "health", "--json"))
    assert shown["rating"]["score"] == 0.81
    assert [(one["target"], one["fault"], one["unit"]) for one in shown["faults"]] == [
        ("PT-941", "bias", "bar")
    ]
    told = twin(exchange, "health")
    assert all(word in told for word in ("0.81", "PT-941", "bias", "PV-941.capacity"))
