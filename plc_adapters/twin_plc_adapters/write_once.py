"""Which writes an adapter may do: none twice, whenever it is killed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from twin_schemas.messages import WriteBegun, WriteRequested

_REMEMBERED = 10_000


@dataclass
class WriteOnce:
    """Has a write announced on the bus before it is done.

    A process that is killed between the two leaves a request unwritten; the commander then fails
    it. The other way round, a request that is delivered again would be written again.
    """

    _taken: dict[str, WriteRequested] = field(default_factory=dict, init=False)
    _begun: dict[str, None] = field(default_factory=dict, init=False)

    def take(self, request: WriteRequested, now_ns: int) -> Iterator[WriteBegun]:
        """Announces a write, unless it was announced before by this process or another."""
        if request.request_id in self._begun or request.request_id in self._taken:
            return
        self._taken[request.request_id] = request
        yield WriteBegun(
            request_id=request.request_id, tag=request.tag, value=request.value, time_ns=now_ns
        )

    def due(self, begun: WriteBegun) -> WriteRequested | None:
        """The write to do now that the bus has its announcement; None if it is not this one's."""
        if begun.request_id in self._begun:
            return None
        self._begun[begun.request_id] = None
        if len(self._begun) > _REMEMBERED:
            self._begun.pop(next(iter(self._begun)))
        return self._taken.pop(begun.request_id, None)
