"""The numbers a contract allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twin_schemas.avro import bounds
from twin_schemas.record import Record

Fields = dict[str, Any]


class Ranges:
    """Ranges of one contract's numbers.

    Attributes:
        hold: Whether every number of these fields is inside its range; NaN never is.
    """

    hold: Callable[[Fields], bool]

    def __init__(self, record: type[Record]) -> None:
        """Compiles the comparisons into one expression, for it is evaluated for each message."""
        self._limits = bounds(record)
        terms = [f"{b.low!r} <= fields[{name!r}] <= {b.high!r}" for name, b in self._limits.items()]
        self.hold = eval(f"lambda fields: {' and '.join(terms) or True}")  # noqa: S307

    def complaint(self, fields: Fields) -> ValueError:
        """The error that names every number outside its range."""
        wrong = [n for n, b in self._limits.items() if not b.low <= fields[n] <= b.high]
        return ValueError(f"outside its range: {', '.join(f'{n} = {fields[n]}' for n in wrong)}")
