"""One connection to a Modbus server: every block is polled at the rate of its tags."""

from __future__ import annotations

import asyncio
import math
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from twin_bus.clock import Clock
from twin_plc_adapters.cancelled import is_cancelled
from twin_plc_adapters.link import Heard, WriteRefused, WriteUnconfirmed
from twin_plc_adapters.modbus.address import Address, DoesNotFit
from twin_plc_adapters.modbus.blocks import Block, blocks_of
from twin_plc_adapters.modbus.requests import ModbusRefuses, NoAnswer, Requests
from twin_plc_adapters.reading import Reading
from twin_schemas.plant import Tag


class ModbusLink:
    """Reads the tags' registers for as long as the connection is there.

    Args:
        requests: The connection, not yet open.
        addresses: Where each tag is.
        tags: The tags, with their rates.
        heard: Takes every value.
        clock: Our own clock: Modbus tells no time, so a value has the one at which it came.
    """

    def __init__(
        self,
        requests: Requests,
        addresses: Mapping[str, Address],
        tags: Mapping[str, Tag],
        heard: Heard,
        clock: Clock,
    ) -> None:
        self._requests = requests
        self._addresses = addresses
        self._tags = tags
        self._heard = heard
        self._clock = clock
        self._polls: list[asyncio.Task[None]] = []
        self._lost = asyncio.Event()
        self._why: BaseException | None = None

    async def open(self) -> None:
        """Connects and begins to poll.

        Raises:
            ConnectionError: If nobody answers.
        """
        await self._requests.open()
        for rate_s, blocks in self._by_rate().items():
            poll = asyncio.create_task(self._poll(rate_s, blocks))
            poll.add_done_callback(self._ended)
            self._polls.append(poll)

    def _by_rate(self) -> dict[float, list[Block]]:
        at_rate: dict[float, dict[str, Address]] = defaultdict(dict)
        for tag, place in self._addresses.items():
            at_rate[self._tags[tag].rate_s][tag] = place
        return {rate_s: blocks_of(places) for rate_s, places in at_rate.items()}

    async def _poll(self, rate_s: float, blocks: Iterable[Block]) -> None:
        due = time.monotonic()
        while not is_cancelled():  # pymodbus may swallow the error of it
            blocks = [smaller for block in blocks for smaller in await self._look(block)]
            due = max(due + rate_s, time.monotonic())
            await asyncio.sleep(due - time.monotonic())

    async def _look(self, block: Block) -> list[Block]:
        """Reads a block; one that is refused is read tag by tag from then on."""
        try:
            values = await self._values(block)
        except ModbusRefuses as error:
            if len(block.tags) > 1:
                for single in block.apart():
                    await self._look(single)
                return block.apart()
            values = self._nothing(block, str(error))
        except NoAnswer as error:
            values = self._nothing(block, str(error))
        for tag, reading in values.items():
            self._heard(tag, reading)
        return [block]

    async def _values(self, block: Block) -> dict[str, Reading]:
        registers = await self._requests.read(block)
        now = self._clock.now_ns()
        found = {}
        for tag, place in block.tags.items():
            begin = place.address - block.first
            value = place.value_in(registers[begin : begin + place.size])
            found[tag] = Reading(value, source_ns=now, server_ns=now)
        return found

    def _nothing(self, block: Block, reason: str) -> dict[str, Reading]:
        now = self._clock.now_ns()
        return dict.fromkeys(block.tags, Reading(math.nan, "bad", reason, now, now))

    def _ended(self, poll: asyncio.Task[None]) -> None:
        if not poll.cancelled():
            self._why = poll.exception()
            self._lost.set()

    async def check(self) -> int:
        """Modbus tells no time; whether it answers is seen by the polls.

        Raises:
            ConnectionError: If the connection is gone.
        """
        if not self._requests.connected:
            raise ConnectionError("the server closed the connection")
        return 0

    async def lost(self) -> None:
        """Raises why the connection is gone, when it is."""
        await self._lost.wait()
        if self._why is not None:
            raise self._why

    async def read(self, tags: Sequence[str]) -> dict[str, Reading]:
        """Present values; what is refused is told as a bad value."""
        found: dict[str, Reading] = {}
        for tag in tags:
            for block in blocks_of({tag: self._addresses[tag]}):
                try:
                    found |= await self._values(block)
                except (ModbusRefuses, NoAnswer) as error:
                    found |= self._nothing(block, str(error))
        return found

    async def subscribe_anew(self, tags: Sequence[str]) -> None:
        """A poll that has fallen behind: the values read by hand take the place of one round.

        Raises:
            ConnectionError: If the connection is gone.
        """
        for tag, reading in (await self.read(tags)).items():
            self._heard(tag, reading)

    async def write(self, tag: str, value: float, within_s: float) -> None:
        """Writes once and reads back.

        Raises:
            WriteRefused: If the device refuses the value, or holds another one afterwards.
            WriteUnconfirmed: If it did not answer.
            ConnectionError: If the connection is gone.
            TimeoutError: If it could not be sent in time.
        """
        place = self._addresses[tag]
        if not place.may_be_written:
            raise WriteRefused(f"{tag} is in the table {place.table}, which nobody can write")
        try:
            registers = place.registers_of(value)
            await self._requests.write(place, registers, time.monotonic() + within_s)
        except (DoesNotFit, ModbusRefuses) as error:
            raise WriteRefused(f"the plant refuses {tag} = {value:g}: {error}") from error
        except NoAnswer as error:
            raise WriteUnconfirmed(f"{tag} = {value:g} was sent: {error}") from error
        held = (await self.read([tag]))[tag]
        if held.reason:
            raise WriteUnconfirmed(f"{tag} = {value:g} was taken, not read back: {held.reason}")
        if not place.holds(held.value, value):
            raise WriteRefused(f"the plant took {tag} = {value:g} and holds {held.value:g}")

    async def close(self) -> None:
        """Ends the polls and disconnects."""
        for poll in self._polls:
            poll.cancel()
        await asyncio.gather(*self._polls, return_exceptions=True)
        self._requests.close()
