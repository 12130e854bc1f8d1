"""Puts copies into the store, each of which is read back before it counts."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from twin_agents.historian.checking import damage_in
from twin_agents.historian.part import Part, standing
from twin_agents.historian.store.copies import Copies
from twin_agents.historian.store.copy import Copy, copy_at, copy_of
from twin_agents.historian.store.store import Store, StoreAway

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Keeper:
    """Keeps joined hours of a cluster in a store too.

    Whenever it is killed, the next one goes on: a copy that is not on the list is made again, under
    the same name. So nothing is there twice, and what is on the list was read back.

    Attributes:
        folder: Of the cluster.
        store: Where copies go.
    """

    folder: Path
    store: Store

    @property
    def copies(self) -> Copies:
        """The list of them."""
        return Copies(self.folder, self.store.url)

    def begin(self) -> None:
        """Makes the list from what is in the store, if there is none: on a new disk.

        Raises:
            StoreAway: It can not be looked at now.
            OSError: The list can not be written.
        """
        if self.copies.path.exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        found: dict[Part, Copy] = {}
        for name, size in sorted(self.store.sizes(self.folder.name).items()):
            copy = copy_at(name)
            if copy is not None and copy.size == size and not self._is_here(copy.part):
                found[copy.part] = copy
        self.copies.begin_with(found[part] for part in standing(found))

    def _is_here(self, part: Part) -> bool:
        """Then it is copied again, as nobody knows whether the copy was read back."""
        return (self.folder / part.path).exists()

    def has(self, part: Part) -> bool:
        """Whether there is a copy that was read back."""
        return part in self.copies.known()

    def keep(self, part: Part, time: str) -> None:
        """Copies a joined hour, if it is sound, and removes copies that it replaces.

        Args:
            part: Which one.
            time: Its column with the times of its messages.

        Raises:
            FileNotFoundError: The file has gone.
            StoreAway: The store does not answer, or gives other bytes than it got.
            OSError: The file can not be read, or the list not be written.
        """
        path = self.folder / part.path
        if damage := damage_in(path):
            raise OSError(f"{path} is damaged and is not copied: {damage}")
        copy = copy_of(path, part, time)
        name = f"{self.folder.name}/{copy.name}"
        self.store.put(path, name)
        if self.store.size_and_crc(name) != (copy.size, copy.crc):
            raise StoreAway(f"{self.store.url} gives other bytes of {name} than it got")
        replaced = [one for one in self.copies.known().values() if _replaces(copy, one)]
        self.copies.put(copy)
        self._remove(replaced)

    def _remove(self, replaced: list[Copy]) -> None:
        if replaced:
            self.copies.take_off(replaced)
        for one in replaced:
            self.store.remove(f"{self.folder.name}/{one.name}")


def _replaces(copy: Copy, other: Copy) -> bool:
    return copy != other and copy.part.holds(other.part)
