"""Where in a scenario file something stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twin_schemas.plant.entry import Entry
from twin_schemas.plant.problems import Problem
from twin_schemas.plant.read_yaml import Lines
from twin_schemas.units import UnitError, convert, dimension_of, same_dimension

Path = tuple[str | int, ...]


def line_of(data: Any, path: Path) -> int:
    """The line of the deepest part of a path which is there, counted from one."""
    line = 1
    for part in path:
        if isinstance(data, Lines):
            line = data.lines.get(str(part), line)
        if isinstance(data, Mapping) and part in data:
            data = data[part]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
            line = min(data.lines.values(), default=line) if isinstance(data, Lines) else line
        else:
            break
    return line


class Place:
    """The content of a file; notes what is wrong in it.

    Args:
        file: its name.
        data: what was read from it.
    """

    def __init__(self, file: str, data: Any) -> None:
        self.file, self.problems = file, list[Problem]()
        self._data = data

    def note(self, path: Path, what: str, remedy: str) -> None:
        """Notes a mistake."""
        line = line_of(self._data, path)
        self.problems.append(Problem(file=self.file, line=line, what=what, remedy=remedy))

    def entry(self, path: Path) -> Entry:
        """The mapping at a path, for readers of parts of a description."""
        data = self._data
        for part in path:
            data = data[part]
        name = ".".join(map(str, path))
        return Entry(data, self.file, self.problems, name, line_of(self._data, path))

    def quantity(self, path: Path, written: str | float, unit: str) -> float:
        """Converts a written quantity; a bare number has the unit already."""
        number, _, own = str(written).strip().partition(" ")
        try:
            value = float(number)
        except ValueError:
            self.note(path, f"'{written}' is not a number with a unit", f"write '12 {unit}'")
            return 0.0
        own = own.strip()
        if not own:
            return value
        try:
            dimension_of(own)
        except UnitError as error:
            self.note(path, f"{error}", "correct the unit")
            return value
        if not same_dimension(own, unit):
            what = f"'{written}' does not measure the same as '{unit}'"
            self.note(path, what, f"give it in a unit like '{unit}'")
            return value
        return convert(value, own, unit)

    def span(self, path: Path, written: str | float) -> float:
        """A time in seconds, at least 0."""
        if not str(written).strip().partition(" ")[2]:
            number = f"{written:g}" if isinstance(written, float) else written
            self.note(path, f"'{number}' is no time", "write 90 s or 5 min")
            return 0.0
        seconds = self.quantity(path, written, "s")
        if seconds < 0:
            self.note(path, f"'{written}' is before the beginning", "give at least 0 s")
        return max(seconds, 0.0)
