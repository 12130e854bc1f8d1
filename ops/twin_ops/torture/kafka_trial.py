"""The trial of the way to Kafka: broker and adapter are killed, and nothing may be hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from twin_ops.torture.bus_stand import BusStand, until
from twin_ops.torture.seen import require, unmarked_gaps
from twin_schemas.messages import Measurement

_SCANS = 60


async def kafka_away(stand: BusStand) -> str:
    """Kills the broker, then the adapter; what was kept on disk comes in order and marked late."""
    await until("the adapter is healthy", lambda: _is(stand, "healthy"))
    before = stand.plant.scans
    await _scans(stand, 20)
    stand.kill("broker")
    await _waiting_on_disk(stand, _SCANS * len(stand.plant.plant.tags))
    last_kept = stand.plant.scans - 10  # what was on its way at the moment of the kill is not kept
    stand.kill("opcua")
    stand.start_agent("opcua")
    await until("the adapter is back", lambda: _is(stand, "starting", "degraded"))
    again = stand.plant.scans
    await _scans(stand, _SCANS)
    await stand.start_broker()
    await until("all is delivered", lambda: _is(stand, "healthy"))
    found = list(_once(await stand.measurements()))
    gaps = unmarked_gaps(found)
    require(not gaps, f"values are missing without a mark: {', '.join(gaps[:3])}")
    wanted = {*range(before + 1, last_kept), *range(again + 30, again + _SCANS)}
    for tag in stand.plant.plant.tags:
        missing = wanted - {round(r.value) for r in found if r.tag == tag and r.quality != "bad"}
        require(not missing, f"{tag}: {len(missing)} of {len(wanted)} values are lost")
    late = sum(record.late for record in found)
    require(late > len(wanted), f"only {late} values are marked late")
    return f"{late} values came late and marked, in order; the adapter's absence is marked"


async def _scans(stand: BusStand, count: int) -> None:
    begun = stand.plant.scans

    async def done() -> bool:
        return stand.plant.scans >= begun + count

    await until("scans", done)


async def _waiting_on_disk(stand: BusStand, count: int) -> None:
    async def done() -> bool:
        told = await stand.health()
        number = told.get("buffered", 0)
        return isinstance(number, int) and number >= count and "on disk" in str(told["reason"])

    await until(f"{count} records wait on disk", done)


async def _is(stand: BusStand, *states: str) -> bool:
    told = await stand.health()
    return told.get("state") in states and (states != ("healthy",) or not told.get("buffered"))


def _once(records: Iterable[Measurement]) -> Iterator[Measurement]:
    """What Kafka has, without what was delivered twice: a killed process may not know it was."""
    known: set[tuple[str, int, int]] = set()
    for record in records:
        key = (record.tag, record.sequence, record.ingest_time_ns)
        if key not in known:
            known.add(key)
            yield record
