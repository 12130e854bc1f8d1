"""Which registers are read together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from twin_plc_adapters.modbus.address import Address, Table

MOST_REGISTERS, MOST_BITS = 125, 2_000
"""Largest reads of the specification (6.1 to 6.4)."""
_WIDEST_HOLE = 8  # reading a few registers for nothing is cheaper than one more request


@dataclass(frozen=True)
class Block:
    """Contiguous registers or bits of one device.

    Attributes:
        tags: What is in it, by tag.
        first: Lowest address.
        size: How many registers or bits.
    """

    tags: Mapping[str, Address]
    first: int
    size: int

    @property
    def unit(self) -> int:
        """The device."""
        return next(iter(self.tags.values())).unit

    @property
    def table(self) -> Table:
        """The table."""
        return next(iter(self.tags.values())).table

    def apart(self) -> list[Block]:
        """A block for each tag."""
        return [_block({tag: place}) for tag, place in self.tags.items()]


def blocks_of(addresses: Mapping[str, Address]) -> list[Block]:
    """Few blocks that have all of these addresses."""
    return [_block(tags) for tags in _runs(addresses)]


def _block(tags: Mapping[str, Address]) -> Block:
    first = min(place.address for place in tags.values())
    end = max(place.address + place.size for place in tags.values())
    return Block(tags, first, end - first)


def _runs(addresses: Mapping[str, Address]) -> Iterator[dict[str, Address]]:
    run: dict[str, Address] = {}
    first = end = 0
    last: Address | None = None
    for tag, place in sorted(addresses.items(), key=_order):
        most = MOST_BITS if place.is_bit else MOST_REGISTERS
        is_same = last is not None and (last.unit, last.table) == (place.unit, place.table)
        until = max(end, place.address + place.size)
        if is_same and place.address - end <= _WIDEST_HOLE and until - first <= most:
            end = until
        else:
            if run:
                yield run
            run, first, end = {}, place.address, place.address + place.size
        run[tag], last = place, place
    if run:
        yield run


def _order(item: tuple[str, Address]) -> tuple[int, str, int]:
    return item[1].unit, item[1].table, item[1].address
