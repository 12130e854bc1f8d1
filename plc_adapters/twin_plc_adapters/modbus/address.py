"""Where a tag is in a Modbus device, and how its number is written there."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, cast, get_args

from twin_plc_adapters.tag_map import number, whole
from twin_schemas.plant.entry import Entry

Table = Literal["holding", "input", "coil", "discrete"]
Order = Literal["big", "little"]
T = TypeVar("T")
_FORMATS = {
    "int16": "h",
    "uint16": "H",
    "int32": "i",
    "uint32": "I",
    "int64": "q",
    "float32": "f",
    "float64": "d",
}
_KEYS = ("unit", "table", "address", "type", "byte_order", "word_order", "scale", "offset")


class DoesNotFit(ValueError):
    """A value cannot be written in an address's type."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """Place of one number.

    Attributes:
        unit: Device behind the address, 1 to 255.
        table: Which of the four tables.
        address: First register or bit, counted from 0 as on the wire.
        form: Type in the registers; `bool` in bits.
        byte_order: Of the bytes within a register; `big` is Modbus's own.
        word_order: Of the registers of a long number.
        scale: What the written number is multiplied by, to be in the tag's unit.
        offset: What is added then.
    """

    unit: int = 1
    table: Table = "holding"
    address: int
    form: str = "float32"
    byte_order: Order = "big"
    word_order: Order = "big"
    scale: float = 1.0
    offset: float = 0.0

    @property
    def is_bit(self) -> bool:
        """Whether it is in a table of bits."""
        return self.table in {"coil", "discrete"}

    @property
    def may_be_written(self) -> bool:
        """Whether Modbus lets this table be written."""
        return self.table in {"holding", "coil"}

    @property
    def size(self) -> int:
        """Registers, or bits."""
        return 1 if self.is_bit else struct.calcsize(f">{_FORMATS[self.form]}") // 2

    def value_in(self, registers: Sequence[int]) -> float:
        """The value, in the tag's unit, of what was read."""
        if self.is_bit:
            raw = float(registers[0])
        else:
            content = b"".join(self._bytes(word) for word in self._ordered(registers))
            raw = float(struct.unpack(f">{_FORMATS[self.form]}", content)[0])
        return raw * self.scale + self.offset

    def registers_of(self, value: float) -> list[int]:
        """What has to be written for a value in the tag's unit.

        Raises:
            DoesNotFit: If the type cannot hold it.
        """
        raw = (value - self.offset) / self.scale
        if self.is_bit:
            if raw not in {0.0, 1.0}:
                raise DoesNotFit(f"{value:g} is neither 0 nor 1")
            return [int(raw)]
        form = _FORMATS[self.form]
        try:
            packed = struct.pack(f">{form}", raw if form in "fd" else round(raw))
        except (struct.error, OverflowError, ValueError) as error:
            raise DoesNotFit(f"{value:g} does not fit in {self.form}: {error}") from error
        words = [packed[place : place + 2] for place in range(0, len(packed), 2)]
        return [int.from_bytes(word, self.byte_order) for word in self._ordered(words)]

    def holds(self, held: float, value: float) -> bool:
        """Whether `held` is what `value` becomes in this type."""
        return math.isclose(held, self.value_in(self.registers_of(value)), rel_tol=1e-6)

    def _ordered(self, words: Sequence[T]) -> list[T]:
        return list(words) if self.word_order == "big" else list(reversed(words))

    def _bytes(self, word: int) -> bytes:
        return word.to_bytes(2, self.byte_order)


def read_address(entry: Entry) -> Address:
    """One tag's entry of a map."""
    entry.check_keys(*_KEYS)
    table = cast("Table", entry.choice("table", get_args(Table), "holding"))
    is_bit = table in {"coil", "discrete"}
    form = entry.choice(
        "type", ("bool",) if is_bit else (*_FORMATS,), "bool" if is_bit else "float32"
    )
    scale = number(entry, "scale", 1.0)
    if scale == 0.0:
        entry.note("scale", f"scale of {entry.path} is 0", "write what a count is worth")
    return Address(
        unit=whole(entry, "unit", 0, 255, 1),
        table=table,
        address=whole(entry, "address", 0, 65_535),
        form=form,
        byte_order=cast("Order", entry.choice("byte_order", get_args(Order), "big")),
        word_order=cast("Order", entry.choice("word_order", get_args(Order), "big")),
        scale=scale,
        offset=number(entry, "offset", 0.0),
    )
