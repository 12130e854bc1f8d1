"""A small history to try things on, without starting a twin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from twin_agents.historian.archive import Archive
from twin_agents.historian.buffer import Buffer
from twin_agents.historian.columns import Kept, arrow_schema
from twin_agents.simulation import Simulation
from twin_schemas.messages import AgentSnapshot, Measurement, SimulatedValue
from twin_schemas.plant import SHIPPED
from twin_schemas.record import Record
from twin_simulator import Run

_NS = 1_000_000_000
_NOWHERE = "127.0.0.1:9"  # no broker is there: the files are all there is
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
"""When the example begins."""


def example(home: Path, seconds: int = 90, area: str = "nitrogen") -> dict[str, str]:
    """Lets an emulated plant and its twin run, and keeps what they say as a twin does.

    Args:
        home: Folder that becomes the home of the example.
        seconds: How long; a second of the nitrogen plant takes about ten milliseconds.
        area: Which shipped plant.

    Returns:
        Settings to connect with.
    """
    keep(home / "history", said(seconds, area=area))
    return settings_of(home, area)


def settings_of(home: Path, area: str = "nitrogen") -> dict[str, str]:
    """Settings to connect with an instance of a shipped area that has files only."""
    return {
        "TWIN_HOME": str(home),
        "TWIN_PLANT": str(SHIPPED.with_name(f"{area}.yaml")),
        "TWIN_KAFKA": _NOWHERE,
    }


def said(seconds: int, begin: datetime = BEGIN, area: str = "nitrogen") -> Iterator[Record]:
    """What the plant and its twin say each second, and a snapshot of the twin every ten."""
    plant = Run.load(area, seed=2, sensors=True)
    twin = Simulation(plant=plant.plant, model=Run.at_design(plant.model), run_id="example")
    first_ns = int(begin.timestamp()) * _NS
    for second in range(1, seconds + 1):
        time_ns = first_ns + second * _NS
        plant.step(1.0)
        for measured in _measured(plant, time_ns, second):
            twin.handle(measured)
            yield measured
        yield from (one for one in twin.tick(time_ns) if isinstance(one, SimulatedValue))
        if second % 10 == 0:
            yield AgentSnapshot(agent=twin.name, state=twin.snapshot(), time_ns=time_ns)


def keep(folder: Path, records: Iterable[Record]) -> None:
    """Writes records into a history, as messages of a cluster named `example`.

    Raises:
        OSError: They can not be written.
    """
    archive = Archive(folder / "cluster=example")
    archive.open()
    given = list(records)
    kinds = {type(record) for record in given}
    held = Buffer({kind.contract.topic: arrow_schema(kind) for kind in kinds})
    offsets: Counter[str] = Counter()
    for record in given:
        topic, fields = type(record).contract.topic, record.__dict__
        time_ns = fields["ingest_time_ns" if "ingest_time_ns" in fields else "time_ns"]
        time_ms = time_ns // 10**6
        held.add(topic, Kept(0, offsets[topic], time_ms, 1, fields))
        offsets[topic] += 1
    for part, table in held.drain():
        archive.add(part, table)


def _measured(plant: Run, time_ns: int, number: int) -> Iterator[Measurement]:
    for tag, value in plant.values().items():
        yield Measurement(
            tag=tag,
            value=value,
            unit=plant.plant.tags[tag].unit,
            quality="good",
            source_time_ns=time_ns,
            server_time_ns=time_ns,
            ingest_time_ns=time_ns,
            origin="plant",
            sequence=number,
            late=False,
        )
