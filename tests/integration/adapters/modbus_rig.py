"""A plant behind a Modbus server."""

from __future__ import annotations

import asyncio
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pymodbus.constants import ExcCodes
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice
from tests.integration.adapters.rig import TAGS, VALUES, Rig

from twin_ops.ports import free_port
from twin_plc_adapters.modbus.adapter import ModbusAdapter
from twin_plc_adapters.modbus.address import Address

_READ = {3: "holding", 4: "input"}
_SIZE = 2 * len(TAGS)


def address_of(place: int, *, writable: bool) -> Address:
    return Address(table="holding" if writable else "input", address=2 * place)


@dataclass
class ModbusRig(Rig):
    """A device that can also be slow, or hold something else than what is written.

    Attributes:
        stuck: Which function codes it does not answer until `freed` is set.
        most: No larger value is held, whatever is written.
    """

    can_be_silent = False
    unwell = "Modbus exception 4"
    port: int = field(default_factory=free_port)
    values: dict[str, float] = field(default_factory=lambda: dict(VALUES))
    failing: str = ""
    stuck: frozenset[int] = frozenset()
    freed: asyncio.Event = field(default_factory=asyncio.Event)
    most: float = math.inf
    requests: list[tuple[int, int, int]] = field(default_factory=list)
    server: ModbusTcpServer | None = None

    def __post_init__(self) -> None:
        self.addresses = {
            tag.name: address_of(place, writable=tag.writable)
            for place, tag in enumerate(TAGS.values())
        }

    def adapter(self) -> ModbusAdapter:
        return ModbusAdapter(tags=TAGS, addresses=self.addresses, host="127.0.0.1", port=self.port)

    async def start(self) -> None:
        registers = [SimData(0, count=_SIZE, values=0, datatype=DataType.REGISTERS)]
        bits = [SimData(0, count=16, values=False, datatype=DataType.BITS)]
        device = SimDevice(1, simdata=(bits, bits, registers, registers), action=self._action)
        self.server = ModbusTcpServer(device, address=("127.0.0.1", self.port))
        await self.server.serve_forever(background=True)

    async def stop(self) -> None:
        self.freed.set()
        if self.server is not None:
            await self.server.shutdown()
            self.server = None

    async def show(self, values: Mapping[str, float], unwell: str = "") -> None:
        self.values.update(values)
        self.failing = unwell

    async def _action(
        self,
        function: int,
        start: int,
        address: int,
        count: int,
        current: list[int],
        written: list[int] | list[bool] | None,
    ) -> ExcCodes | None:
        self.requests.append((function, address, count))
        if function in self.stuck:
            await self.freed.wait()
        if function in _READ:
            return self._fill(_READ[function], start, address, count, current)
        assert written is not None
        return self._take(address, written)

    def _fill(self, table: str, start: int, address: int, count: int, current: Any) -> Any:
        for tag, place in self.addresses.items():
            if place.table == table and address <= place.address < address + count:
                if tag == self.failing:
                    return ExcCodes.DEVICE_FAILURE
                words = struct.unpack(">HH", struct.pack(">f", self.values[tag]))
                current[place.address - start : place.address - start + 2] = words
        return None

    def _take(self, address: int, words: Any) -> ExcCodes | None:
        value = struct.unpack(">f", struct.pack(">HH", *words))[0]
        if value < 0:
            return ExcCodes.ILLEGAL_VALUE
        tag = next(
            t for t, p in self.addresses.items() if p.table == "holding" and p.address == address
        )
        self.values[tag] = min(value, self.most)
        self.written.append((tag, round(value, 6)))
        return None
