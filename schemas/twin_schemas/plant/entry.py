"""One mapping of a description file which notes every problem it meets, with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from twin_schemas.plant.problems import Problem
from twin_schemas.plant.read_yaml import Lines
from twin_schemas.units import UnitError, convert, dimension_of, same_dimension


class Entry:
    """Typed access to a YAML mapping; a missing or wrong value is noted and replaced."""

    def __init__(self, data: Any, file: str, problems: list[Problem], path: str, line: int) -> None:
        self.path = path
        self.file = file
        self.problems = problems
        self._line = line
        if not isinstance(data, Mapping):
            self.note(None, f"{path or 'the file'} is not a mapping", "write 'key: value' lines")
            data = {}
        self.data: Mapping[str, Any] = data

    @property
    def place(self) -> str:
        """File and line of the entry."""
        return f"{self.file}:{self._line}"

    def line(self, key: str | None) -> int:
        """Returns the line of a key, or of the entry itself."""
        if key and isinstance(self.data, Lines):
            return self.data.lines.get(key, self._line)
        return self._line

    def note(self, key: str | None, what: str, remedy: str) -> None:
        """Adds a problem at the line of `key`."""
        line = self.line(key) if key else self._line
        self.problems.append(Problem(file=self.file, line=line, what=what, remedy=remedy))

    def __contains__(self, key: object) -> bool:
        return key in self.data

    def check_keys(self, *allowed: str) -> None:
        """Notes every key that is not in `allowed`."""
        for key in self.data:
            if key not in allowed:
                known = ", ".join(sorted(allowed))
                self.note(str(key), f"unknown key '{key}' in {self.path}", f"use one of: {known}")

    def child(self, key: str) -> Entry:
        """Returns the mapping below `key`; an absent one is empty."""
        path = f"{self.path}.{key}" if self.path else key
        return Entry(self.data.get(key, {}), self.file, self.problems, path, self.line(key))

    def children(self, key: str) -> Iterator[tuple[str, Entry]]:
        """Yields name and mapping of everything below `key`."""
        section = self.child(key)
        for name in section.data:
            yield str(name), section.child(name)

    def text(self, key: str, default: str | None = None) -> str:
        """Returns a text; notes a missing one when there is no default."""
        value = self.data.get(key, default)
        if value is None:
            self.note(None, f"{self.path} lacks '{key}'", f"add '{key}: ...'")
            return ""
        return str(value)

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Returns a text out of `allowed`."""
        value = self.text(key, default)
        if value and value not in allowed:
            self.note(key, f"{key} '{value}' is unknown", f"use one of: {', '.join(allowed)}")
            return allowed[0]
        return value or allowed[0]

    def flag(self, key: str, *, default: bool) -> bool:
        """Returns true or false."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.note(key, f"{key} is not true or false", "write true or false")
            return default
        return value

    def quantity(self, key: str, unit: str, default: float | None = None) -> float:
        """Returns the value of `12 kg/s` converted to `unit`."""
        if key not in self.data:
            if default is None:
                self.note(None, f"{self.path} lacks '{key}'", f"add '{key}: <number> {unit}'")
            return default or 0.0
        return self.converted(key, self.data[key], unit)

    def difference(self, key: str, unit: str, default: float) -> float:
        """Returns a difference such as a noise or a step in `unit`; offsets do not count."""
        if key not in self.data:
            return default
        value = self.converted(key, self.data[key], unit)
        zero = self.converted(key, f"0 {self.parsed(key, self.data[key])[1]}", unit)
        return value - zero

    def converted(self, key: str, written: Any, unit: str) -> float:
        """Converts a written quantity to `unit`; notes one that does not fit."""
        number, own_unit = self.parsed(key, written)
        try:
            if same_dimension(own_unit, unit):
                return convert(number, own_unit, unit)
        except UnitError:
            return 0.0  # already noted where the unit was parsed
        what = f"{key} is in '{own_unit}', which does not measure the same as '{unit}'"
        self.note(key, what, f"give it in a unit like '{unit}'")
        return 0.0

    def parsed(self, key: str, written: Any) -> tuple[float, str]:
        """Splits `12 kg/s` into number and unit; a bare number has unit `1`."""
        number, _, unit = str(written).strip().partition(" ")
        try:
            value = float(number)
        except ValueError:
            self.note(key, f"{key} '{written}' is not a number with a unit", "write '12 kg/s'")
            return 0.0, "1"
        try:
            dimension_of(unit or "1")
        except UnitError as error:
            self.note(key, f"unit of {key}: {error}", "correct the unit")
        return value, unit or "1"
