"""The adapter and the plant's server over TCP."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from asyncua import Client, ua
from tests.plants import plant_of

from twin_ops.ports import free_port
from twin_plc_adapters.opcua.adapter import OpcUaAdapter
from twin_plc_adapters.opcua.names import NAMESPACE, node_path
from twin_plc_adapters.opcua.quality import quality_of, status_of
from twin_plc_adapters.opcua.server import PlantRefuses, PlantServer
from twin_schemas.messages import Measurement, WriteAttempted, WriteRequested
from twin_schemas.record import Record
from twin_schemas.vocabulary import RefusalCause

pytestmark = pytest.mark.opcua
PLANT = plant_of("methanol")
VALUES = {tag.name: tag.design for tag in PLANT.tags.values()}
REFUSED: dict[float, RefusalCause] = {
    -1.0: "range",
    -2.0: "mode",
    -3.0: "interlock",
    -4.0: "permissive",
}


@dataclass
class Collected:
    """An outbox that tests look into."""

    records: list[Record] = field(default_factory=list)
    more: asyncio.Condition = field(default_factory=asyncio.Condition)

    def offer(self, records: Iterable[Record]) -> None:
        self.records.extend(records)
        asyncio.get_running_loop().create_task(self._notify())

    async def _notify(self) -> None:
        async with self.more:
            self.more.notify_all()

    async def publish(self, records: Iterable[Record]) -> None:
        self.offer(records)

    async def until(self, condition: Callable[[list[Record]], bool]) -> None:
        async with asyncio.timeout(30), self.more:
            await self.more.wait_for(lambda: condition(self.records))


@dataclass
class Plant:
    """A server whose writes are recorded."""

    port: int = field(default_factory=free_port)
    written: list[tuple[str, float]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"opc.tcp://127.0.0.1:{self.port}/plant"

    def take(self, tag: str, value: float) -> None:
        if value in REFUSED:
            raise PlantRefuses(f"{tag} does not take {value:g} now", REFUSED[value])
        self.written.append((tag, value))

    @asynccontextmanager
    async def running(self, told: Mapping[str, float] = VALUES) -> AsyncIterator[PlantServer]:
        server = PlantServer(PLANT, self.url, self.take)
        await server.start()
        await server.show(told, {})
        try:
            yield server
        finally:
            await server.stop()


@asynccontextmanager
async def adapting(plant: Plant) -> AsyncIterator[tuple[OpcUaAdapter, Collected]]:
    adapter = OpcUaAdapter(url=plant.url, tags=PLANT.tags, interval_ms=100)
    out = Collected()
    task = asyncio.create_task(adapter.run(out))
    try:
        yield adapter, out
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def seen(tag: str, quality: str = "good") -> Callable[[list[Record]], bool]:
    return lambda records: any(
        isinstance(r, Measurement) and r.tag == tag and r.quality == quality for r in records
    )


def write(value: float, number: str = "1", *, not_after_ns: int = 2**62) -> WriteRequested:
    return WriteRequested(
        request_id=number, tag="FIC-101.SP", value=value, unit="kg/s", not_after_ns=not_after_ns
    )


def ask(adapter: OpcUaAdapter, request: WriteRequested) -> list[Record]:
    """Has the adapter take a request, and lets it hear what it announces."""
    announced = adapter.handle(request)
    assert [more for begun in announced for more in adapter.handle(begun)] == []
    return announced


async def attempted(out: Collected, number: str) -> WriteAttempted:
    def found(records: list[Record]) -> list[WriteAttempted]:
        return [r for r in records if isinstance(r, WriteAttempted) and r.request_id == number]

    await out.until(lambda records: bool(found(records)))
    return found(out.records)[0]


async def test_the_address_space_is_the_plant_description():
    plant = Plant()
    async with plant.running(), Client(plant.url) as client:
        namespace = await client.get_namespace_index(NAMESPACE)
        for tag in PLANT.tags.values():
            node = client.get_node(ua.NodeId(node_path(tag), namespace))
            properties = {
                (await p.read_browse_name()).Name: await p.read_value()
                for p in await node.get_properties()
            }
            assert (properties["EURange"].Low, properties["EURange"].High) == (tag.low, tag.high)
            assert properties["EngineeringUnits"].DisplayName.Text == tag.unit
            assert (await node.read_description()).Text == tag.description


async def test_a_tag_has_no_value_before_the_plant_has_told_one():
    plant = Plant()
    async with plant.running(told={}) as server, adapting(plant) as (_, out):
        await out.until(
            lambda records: any(
                "WaitingForInitialData" in getattr(r, "reason", "") for r in records
            )
        )
        await server.show(VALUES, {})
        await out.until(seen("FT-101"))
    first = [r for r in out.records if isinstance(r, Measurement) and r.quality == "good"]
    assert all(r.value == VALUES[r.tag] for r in first)


async def test_values_arrive_with_times_quality_and_unit():
    plant = Plant()
    async with plant.running() as server, adapting(plant) as (_, out):
        await server.show(VALUES, {"TT-103C": "sensor failed", "FT-102": "saturated"})
        await out.until(seen("TT-103C", "bad"))
        await out.until(seen("FT-102", "uncertain"))
        await out.until(lambda rs: {r.tag for r in rs} >= set(PLANT.tags))  # type: ignore[attr-defined]
    good = [r for r in out.records if isinstance(r, Measurement) and r.tag == "FT-101"][-1]
    assert (good.value, good.unit, good.origin) == (VALUES["FT-101"], "kg/s", "plant")
    assert 0 < good.source_time_ns <= good.server_time_ns <= good.ingest_time_ns
    failed = [r for r in out.records if isinstance(r, Measurement) and r.quality == "bad"][-1]
    assert math.isnan(failed.value)
    assert failed.reason == "BadSensorFailure"


async def test_a_steady_value_is_told_from_a_dead_one():
    plant = Plant()
    async with plant.running() as server, adapting(plant) as (_, out):
        await out.until(seen("FT-101"))
        before = len(out.records)
        await server.show(VALUES, {})
        await out.until(lambda rs: any(r.tag == "FT-101" for r in rs[before:]))  # type: ignore[attr-defined]


async def test_the_gap_is_marked_and_ends_by_itself_when_the_server_comes_back():
    plant = Plant()
    async with adapting(plant) as (adapter, out):
        async with plant.running():
            await out.until(seen("FT-101"))
            assert adapter.unwell() == ""
        await out.until(seen("FT-101", "bad"))
        assert "no connection to the plant" in adapter.unwell()
        gap = [r for r in out.records if isinstance(r, Measurement) and r.quality == "bad"]
        assert {r.tag for r in gap} == set(PLANT.tags)
        count = len(out.records)
        async with plant.running():
            await out.until(lambda rs: seen("FT-101")(rs[count:]))


async def test_a_write_reaches_the_plant_once():
    plant = Plant()
    async with plant.running(), adapting(plant) as (adapter, out):
        await out.until(seen("FT-101"))
        ask(adapter, write(15.0))
        ask(adapter, write(15.0))
        assert (await attempted(out, "1")).outcome == "done"
        ask(adapter, write(16.0, "2"))
        await attempted(out, "2")
    assert plant.written == [("FIC-101.SP", 15.0), ("FIC-101.SP", 16.0)]


async def test_what_another_process_has_begun_is_not_written():
    plant = Plant()
    async with plant.running(), adapting(plant) as (adapter, out):
        await out.until(seen("FT-101"))
        announced = OpcUaAdapter(url=plant.url, tags=PLANT.tags).handle(write(15.0))
        assert [more for begun in announced for more in adapter.handle(begun)] == []
        assert ask(adapter, write(15.0)) == []
        ask(adapter, write(16.0, "2"))
        await attempted(out, "2")
    assert plant.written == [("FIC-101.SP", 16.0)]


async def test_what_the_plant_refuses_is_reported_by_what_stood_in_the_way():
    plant = Plant()
    told = {
        -1.0: "does not take -1 now (BadOutOfRange)",
        -2.0: "does not take -2 now (BadInvalidState)",
        -3.0: "does not take -3 now (BadLocked)",
        -4.0: "does not take -4 now (BadRequestNotAllowed)",
    }
    async with plant.running(), adapting(plant) as (adapter, out):
        await out.until(seen("FT-101"))
        for value, words in told.items():
            ask(adapter, write(value, words))
            answer = await attempted(out, words)
            assert answer.outcome == "refused"
            assert f"FIC-101.SP = {value:g}" in answer.reason
            assert words in answer.reason


async def test_a_request_is_refused_item_by_item():
    plant = Plant()
    async with plant.running(), Client(plant.url) as client:
        namespace = await client.get_namespace_index(NAMESPACE)
        wanted = {"FIC-101.SP": 15.0, "FT-101": 1.0, "FIC-102.SP": -3.0, "FIC-121.SP": 7.0}
        nodes = [ua.NodeId(node_path(PLANT.tags[tag]), namespace) for tag in wanted]
        values = [ua.DataValue(ua.Variant(value)) for value in wanted.values()]
        results = await client.uaclient.write_attributes(nodes, values, ua.AttributeIds.Value)
        assert [result.name for result in results] == [
            *("Good", "BadNotWritable", "BadLocked", "Good"),
        ]
        refusal = client.get_node(ua.NodeId(f"{nodes[2].Identifier}.Refusal", namespace))
        assert await refusal.read_value() == "-3: FIC-102.SP does not take -3 now"
        with pytest.raises(ua.uaerrors.BadNotWritable):
            await refusal.write_value("mine")
        shown = await client.get_node(nodes[0]).read_value()
    assert plant.written == [("FIC-101.SP", 15.0), ("FIC-121.SP", 7.0)]
    assert shown == 15.0


async def test_a_late_write_and_one_without_a_plant_are_not_done():
    plant = Plant()
    async with adapting(plant) as (adapter, out):
        ask(adapter, write(15.0, "late", not_after_ns=time.time_ns() - 1))
        assert (await attempted(out, "late")).outcome == "refused"
        ask(adapter, write(15.0, "away"))
        assert (await attempted(out, "away")).outcome == "unreachable"
    assert plant.written == []


async def test_other_clients_can_write_setpoints_and_nothing_else():
    plant = Plant()
    async with plant.running(), Client(plant.url) as client:
        namespace = await client.get_namespace_index(NAMESPACE)
        setpoint = client.get_node(ua.NodeId(node_path(PLANT.tags["FIC-101.SP"]), namespace))
        measured = client.get_node(ua.NodeId(node_path(PLANT.tags["FT-101"]), namespace))
        await setpoint.write_value(15.5)
        with pytest.raises(ua.uaerrors.BadNotWritable):
            await measured.write_value(1.0)
    assert plant.written == [("FIC-101.SP", 15.5)]


@pytest.mark.parametrize(
    ("code", "quality"),
    [
        (ua.StatusCodes.Good, "good"),
        (ua.StatusCodes.GoodClamped, "good"),
        (ua.StatusCodes.UncertainLastUsableValue, "uncertain"),
        (ua.StatusCodes.BadSensorFailure, "bad"),
    ],
)
def test_status_codes_map_to_quality_classes(code: int, quality: str):
    assert quality_of(ua.StatusCode(code))[0] == quality


@pytest.mark.parametrize("reason", ["sensor failed", "saturated", "frozen", "something else"])
def test_a_reason_never_maps_to_good(reason: str):
    assert quality_of(status_of(reason))[0] != "good"
