"""Which clients watch a tag: by patterns and rights, worked out once and not for every update."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fnmatch import translate

from twin_agents.exchange.picked import Picked

_WILD = re.compile(r"[*?\[]")


@dataclass(eq=False)
class Selection:
    """Tags that one or more clients watch with the same patterns and the same rights.

    Attributes:
        tags: Of the plant, in its order.
        updates: How many updates of these tags there were.
        idle: Clients that wait for the next update.
        clients: How many watch it.
    """

    tags: Picked
    updates: int = 0
    idle: set[asyncio.Event] = field(default_factory=set)
    clients: int = 0

    def wake(self) -> None:
        """Wakes who waits for an update."""
        for woken in self.idle:
            woken.set()
        self.idle.clear()


_Key = tuple[tuple[str, ...], frozenset[str]]


@dataclass
class Selections:
    """All selections that somebody watches.

    Attributes:
        names: All tags, in the order of the plant.
    """

    names: Sequence[str]
    _known: dict[_Key, Selection] = field(default_factory=dict, init=False)
    _of_tag: dict[str, set[Selection]] = field(default_factory=lambda: defaultdict(set), init=False)

    def join(self, patterns: Sequence[str], readable: frozenset[str]) -> Selection:
        """The selection of a client; it has to leave it when it goes.

        Args:
            patterns: What the client wants, with `*` and `?`.
            readable: What its user may read.
        """
        key = tuple(patterns), readable
        if key not in self._known:
            wanted = matching(patterns, self.names) & readable
            tags = Picked([n for n in self.names if n in wanted])
            made = self._known[key] = Selection(tags)
            for name in tags.names:
                self._of_tag[name].add(made)
        self._known[key].clients += 1
        return self._known[key]

    def leave(self, patterns: Sequence[str], readable: frozenset[str]) -> None:
        """Ends what `join` began; what nobody watches is forgotten."""
        key = tuple(patterns), readable
        left = self._known[key]
        left.clients -= 1
        if not left.clients:
            del self._known[key]
            for name in left.tags.names:
                self._of_tag[name].discard(left)

    def update(self, tag: str) -> None:
        """Tells all selections that have this tag."""
        for selection in self._of_tag.get(tag, ()):
            selection.updates += 1
            if selection.idle:
                selection.wake()


def matching(patterns: Iterable[str], names: Iterable[str]) -> frozenset[str]:
    """Names that fit one of the patterns; a name without wildcards is looked up, not matched."""
    exact, wild = set(), []
    for pattern in patterns:
        if _WILD.search(pattern):
            wild.append(re.compile(translate(pattern)))
        else:
            exact.add(pattern)
    return frozenset(n for n in names if n in exact or any(w.match(n) for w in wild))
