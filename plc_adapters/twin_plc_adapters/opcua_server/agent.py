"""The agent that shows the twin's values to other systems by OPC UA."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

from twin_bus.agent import Outbox, Source, on
from twin_bus.clock import Clock, SystemClock
from twin_plc_adapters.opcua_server.board import Board
from twin_plc_adapters.opcua_server.door import Door
from twin_plc_adapters.opcua_server.readers import Readers
from twin_plc_adapters.opcua_server.server import TwinServer
from twin_schemas.access_events import UserChanged
from twin_schemas.messages import Measurement, Residual, SetpointProgressed, SimulatedValue
from twin_schemas.plant import Plant
from twin_schemas.record import Record

NAME = "opcua_server"
_TELL_SECONDS = 0.25


@dataclass(kw_only=True)
class OpcUaServer(Source):
    """Reads the bus and offers, for each tag, what is desired, reported, simulated and residual.

    Guarantees: nothing can be written to it, whoever asks; no value is good that is not so on the
    bus, or that is older than three contract rates; nobody reads without a name, a password and an
    encrypted channel, nor what a user of the exchange has no right to read there.

    Attributes:
        plant: Tags to offer.
        url: Endpoint to listen on.
        door: Who comes in.
        clock: Tells what is stale.
        tell_s: How often subscribers are told of changes.
    """

    name = NAME
    emits = ()

    plant: Plant
    url: str
    door: Door
    clock: Clock = field(default_factory=SystemClock)
    tell_s: float = _TELL_SECONDS
    _board: Board = field(init=False)
    _readers: Readers = field(init=False)
    _trouble: str = field(default="not listening yet", init=False)

    def __post_init__(self) -> None:
        self._board = Board(self.plant.tags)
        self._readers = Readers(self.door.passwords, [*self.plant.tags], self.clock)
        self.door.readers.append(self._readers)

    @on(UserChanged, start="replay")
    def take_user(self, changed: UserChanged) -> Iterator[Record]:
        self._readers.directory.take(changed)
        yield from ()

    @on(Measurement, start="live")
    def take_measured(self, measured: Measurement) -> Iterator[Record]:
        self._board.take_measured(measured, self.clock.now_ns())
        yield from ()

    @on(SimulatedValue, start="live")
    def take_simulated(self, simulated: SimulatedValue) -> Iterator[Record]:
        self._board.take_simulated(simulated, self.clock.now_ns())
        yield from ()

    @on(Residual, start="live")
    def take_residual(self, residual: Residual) -> Iterator[Record]:
        self._board.take_residual(residual, self.clock.now_ns())
        yield from ()

    @on(SetpointProgressed, start="replay")
    def take_progress(self, step: SetpointProgressed) -> Iterator[Record]:
        self._board.take_progress(step, self.clock.now_ns())
        yield from ()

    def unwell(self) -> str:
        return self._trouble

    async def run(self, out: Outbox) -> None:
        """Serves until cancelled."""
        server = TwinServer(self.plant, self.url, self.door, self._board, self._readers, self.clock)
        await server.start()
        self._trouble = ""
        try:
            while True:
                await asyncio.sleep(self.tell_s)
                await server.tell(self._board.changes(self.clock.now_ns()))
        finally:
            await server.stop()
