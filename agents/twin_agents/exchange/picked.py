"""Names whose entries are taken out of a dictionary, again and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar

_T = TypeVar("_T")


class Picked:
    """Takes the entries of the same names in one call: 500 clients watch 200 tags each.

    Attributes:
        names: The names, in their order.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        # of one name it would give the entry, of none it cannot be made
        self._get: Any = itemgetter(*names) if len(names) > 1 else None

    def of(self, entries: Mapping[str, _T]) -> tuple[_T, ...]:
        """The entries, in the order of the names.

        Raises:
            KeyError: If one is missing.
        """
        if self._get is None:
            return tuple(entries[name] for name in self.names)
        found: tuple[_T, ...] = self._get(entries)
        return found

    def __len__(self) -> int:
        return len(self.names)
