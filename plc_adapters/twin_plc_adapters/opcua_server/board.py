"""The latest four values of every tag, and when each is too old to be live."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from twin_plc_adapters.opcua_server.names import SERIES, Series
from twin_plc_adapters.opcua_server.statuses import (
    NOBODY_COMMANDS_IT,
    STALE,
    WAITING,
    class_of,
    code_of,
)
from twin_schemas.messages import Measurement, Residual, SetpointProgressed, SimulatedValue
from twin_schemas.plant import Tag

_NS = 1_000_000_000
_SWEEP_NS = 500_000_000
_FOREVER = 2**63
Key = tuple[str, Series]


@dataclass(frozen=True, slots=True)
class Shown:
    """One value as a client sees it.

    Attributes:
        value: In the tag's unit; NaN where there is none.
        code: OPC UA status code.
        source_ns: When it was taken, computed or accepted; 0 before anything came.
        server_ns: When the server had it; 0 before anything came.
        fresh_until_ns: When a good value of it stops being live.
    """

    value: float
    code: int
    source_ns: int = 0
    server_ns: int = 0
    fresh_until_ns: int = _FOREVER

    def at(self, now_ns: int) -> Shown:
        """The same at a time: a good value that is too old is uncertain."""
        if now_ns <= self.fresh_until_ns or class_of(self.code) != "good":
            return self
        return replace(self, code=STALE)


_NOTHING_YET = Shown(math.nan, WAITING)
_NEVER = Shown(math.nan, NOBODY_COMMANDS_IT)


@dataclass
class Board:
    """What clients of the server are shown; it knows nothing of clients.

    A value is stale after three contract rates without a newer one, as everywhere in the twin. A
    command holds until the next one, so `Desired` has no age.

    Attributes:
        tags: Tags of the plant description; others are left out.
    """

    tags: Mapping[str, Tag]
    _known: dict[Key, Shown] = field(init=False)
    _changed: dict[Key, None] = field(default_factory=dict, init=False)
    _stale: set[Key] = field(default_factory=set, init=False)
    _swept_ns: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._known = {
            (tag.name, series): _NOTHING_YET if series != "Desired" or tag.writable else _NEVER
            for tag in self.tags.values()
            for series in SERIES
        }

    def shown(self, key: Key, now_ns: int) -> Shown:
        """One value as it is now."""
        return self._known[key].at(now_ns)

    def take_measured(self, measured: Measurement, now_ns: int) -> None:
        """What the plant reported; without a usable value there is no residual either."""
        code = code_of(measured.quality, measured.reason)
        if measured.late and class_of(code) == "good":
            code = STALE
        times = (measured.source_time_ns, now_ns, measured.ingest_time_ns)
        self._keep(measured.tag, "Reported", measured.value, code, times)
        if class_of(code) == "bad":
            self._keep(measured.tag, "Residual", math.nan, code, times)

    def take_simulated(self, simulated: SimulatedValue, now_ns: int) -> None:
        """What the model has."""
        code = code_of(simulated.quality, simulated.reason)
        times = (simulated.time_ns, now_ns, simulated.time_ns)
        self._keep(simulated.tag, "Simulated", simulated.value, code, times)

    def take_residual(self, residual: Residual, now_ns: int) -> None:
        """The difference of the two."""
        code = code_of(residual.quality, "")
        times = (residual.time_ns, now_ns, now_ns)
        self._keep(residual.tag, "Residual", residual.residual, code, times)

    def take_progress(self, step: SetpointProgressed, now_ns: int) -> None:
        """A step of a command; from `accepted` on its value is the desired one."""
        if step.state == "accepted":
            code = code_of("good", "")
            self._keep(step.tag, "Desired", step.value, code, (step.time_ns, now_ns, None))

    def _keep(
        self, tag: str, series: Series, value: float, code: int, times: tuple[int, int, int | None]
    ) -> None:
        known = self.tags.get(tag)
        if known is None:
            return
        source_ns, server_ns, since_ns = times
        lasts_ns = int(known.stale_s * _NS)
        if not math.isfinite(value):
            value, code = math.nan, code if class_of(code) == "bad" else code_of("bad", "")
        fresh_until_ns = _FOREVER if since_ns is None else since_ns + lasts_ns
        key = (tag, series)
        self._known[key] = Shown(value, code, source_ns, server_ns, fresh_until_ns)
        self._changed[key] = None
        self._stale.discard(key)

    def changes(self, now_ns: int) -> Iterable[Key]:
        """What changed since this was asked last, and what has become stale since."""
        if not 0 <= now_ns - self._swept_ns < _SWEEP_NS:
            self._sweep(now_ns)
        changed, self._changed = self._changed, {}
        return changed

    def _sweep(self, now_ns: int) -> None:
        self._swept_ns = now_ns
        for key, known in self._known.items():
            if now_ns > known.fresh_until_ns and key not in self._stale:
                self._stale.add(key)
                self._changed[key] = None
