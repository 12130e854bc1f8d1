"""Requests to Modbus devices on one connection, one after the other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any

from pymodbus.client import AsyncModbusTcpClient
from pymodbus.exceptions import ConnectionException, ModbusException

from twin_bus.errors import TwinError
from twin_plc_adapters.cancelled import is_cancelled
from twin_plc_adapters.modbus.address import Address
from twin_plc_adapters.modbus.blocks import Block

TIMEOUT_S = 2.0
_EXCEPTIONS = {
    1: "illegal function",
    2: "illegal data address",
    3: "illegal data value",
    4: "server device failure",
    5: "acknowledge: still at work",
    6: "server device busy",
    8: "memory parity error",
    10: "gateway path unavailable",
    11: "gateway target device failed to respond",
}


class ModbusRefuses(TwinError):
    """A device answered with an exception code."""


class NoAnswer(TwinError):
    """A device did not answer in time, or not in Modbus."""


class Requests:
    """One TCP connection; nothing is ever sent twice.

    Args:
        host: Where the server is.
        port: Its port, usually 502.
    """

    def __init__(self, host: str, port: int) -> None:
        self._client = AsyncModbusTcpClient(
            host, port=port, timeout=TIMEOUT_S, retries=0, reconnect_delay=0
        )
        self._turn = asyncio.Lock()
        self._read = {
            "holding": self._client.read_holding_registers,
            "input": self._client.read_input_registers,
            "coil": self._client.read_coils,
            "discrete": self._client.read_discrete_inputs,
        }

    @property
    def connected(self) -> bool:
        """Whether the connection is there."""
        return bool(self._client.connected)

    async def open(self) -> None:
        """Connects.

        Raises:
            ConnectionError: If nobody answers there.
        """
        if not await self._client.connect():
            raise ConnectionError("nobody answers there in time")

    async def read(self, block: Block) -> list[int]:
        """The registers, or bits, of a block.

        Raises:
            ModbusRefuses, NoAnswer, ConnectionError: If they cannot be had.
        """
        async with self._turn:
            answer = await self._asked(
                self._read[block.table](block.first, count=block.size, device_id=block.unit)
            )
        found = answer.bits if block.table in {"coil", "discrete"} else answer.registers
        if len(found) < block.size:
            raise NoAnswer(f"the device answered {len(found)} of {block.size} registers")
        return [int(word) for word in found[: block.size]]

    async def write(self, place: Address, registers: Sequence[int], deadline: float) -> None:
        """Writes once.

        Args:
            place: Where.
            registers: What.
            deadline: Time of the monotonic clock after which it is not sent any more.

        Raises:
            ModbusRefuses, NoAnswer, ConnectionError: If the device does not say that it has it.
            TimeoutError: If it was not sent in time.
        """
        async with self._turn:
            if time.monotonic() > deadline:
                raise TimeoutError("its time was over before the line was free; it was not sent")
            await self._asked(self._writing(place, registers))

    def _writing(self, place: Address, registers: Sequence[int]) -> Any:
        where, unit = place.address, place.unit
        if place.is_bit:
            return self._client.write_coil(where, bool(registers[0]), device_id=unit)
        if len(registers) == 1:
            return self._client.write_register(where, registers[0], device_id=unit)
        return self._client.write_registers(where, list(registers), device_id=unit)

    async def _asked(self, request: Any) -> Any:
        try:
            answer = await request
        except ConnectionException as error:
            raise ConnectionError(str(error)) from error
        except ModbusException as error:
            if is_cancelled():  # pymodbus turns a cancellation into this
                raise asyncio.CancelledError from error
            if not self.connected:
                raise ConnectionError("the server closed the connection") from error
            raise NoAnswer(f"no answer within {TIMEOUT_S:g} s: {error}") from error
        if answer.isError():
            code = getattr(answer, "exception_code", 0)
            raise ModbusRefuses(f"Modbus exception {code}, {_EXCEPTIONS.get(code, 'unknown')}")
        return answer

    def close(self) -> None:
        """Disconnects."""
        self._client.close()
