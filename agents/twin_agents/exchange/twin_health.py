"""How well the twin follows its plant, as clients see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from twin_agents.exchange.value_text import iso
from twin_schemas.behind import behind_words
from twin_schemas.following_events import FaultSuspected, ParameterEstimated, TwinRated
from twin_schemas.messages import SimulatedValue
from twin_schemas.plant import Tag

_NS = 1_000_000_000
_PERIOD_S = 1.0  # of the model's values


@dataclass
class TwinHealthBoard:
    """The latest of what the twin says of itself and of the plant.

    Attributes:
        tags: Of the plant description.
    """

    tags: Mapping[str, Tag]
    rated: TwinRated | None = field(default=None, init=False)
    _parameters: dict[str, ParameterEstimated] = field(default_factory=dict, init=False)
    _suspected: dict[str, FaultSuspected] = field(default_factory=dict, init=False)
    _modelled: SimulatedValue | None = field(default=None, init=False)
    _took_s: float = field(default=0.0, init=False)

    def take_simulated(self, simulated: SimulatedValue) -> None:
        """Sees how far the model is in plant time."""
        last = self._modelled
        if last is None or simulated.time_ns > last.time_ns:
            self._took_s = (simulated.time_ns - last.time_ns) / _NS if last else 0.0
            self._modelled = simulated

    def take_rating(self, rated: TwinRated) -> None:
        """Keeps the newest rating."""
        if self.rated is None or rated.time_ns >= self.rated.time_ns:
            self.rated = rated

    def take_parameter(self, estimated: ParameterEstimated) -> None:
        """Keeps the newest estimate of each parameter."""
        self._parameters[estimated.parameter] = estimated

    def take_suspicion(self, suspected: FaultSuspected) -> None:
        """Keeps what is suspected, until it no longer is."""
        if suspected.present:
            self._suspected[suspected.target] = suspected
        else:
            self._suspected.pop(suspected.target, None)

    def behind_s(self, now_ns: int) -> float | None:
        """Seconds that the model is behind plant time; None if it has not told any value yet."""
        if self._modelled is None:
            return None
        silent_s = (now_ns - self._modelled.time_ns) / _NS
        return max(0.0, max(silent_s, self._took_s) - _PERIOD_S)

    def held(self, now_ns: int) -> str:
        """Why residuals are not judged and raise no alarm; empty while they are."""
        if self._modelled is None:
            return "the model has not told any value yet"
        return behind_words(self.behind_s(now_ns) or 0.0) or self._modelled.reason

    def shown(self, readable: Collection[str], now_ns: int) -> dict[str, Any]:
        """Returns it as JSON, with what belongs to tags that somebody may read."""
        seen = {self.tags[tag].equipment for tag in readable}
        behind_s = self.behind_s(now_ns)
        return {
            "behind_s": None if behind_s is None else round(behind_s, 1),
            "held": self.held(now_ns),
            "rating": _rating(self.rated),
            "parameters": [
                _parameter(one)
                for name, one in sorted(self._parameters.items())
                if name.partition(".")[0] in seen
            ],
            "faults": [
                _suspicion(one, self.tags)
                for target, one in sorted(self._suspected.items())
                if target in readable or target.partition(".")[0] in seen
            ],
        }


def _rating(rated: TwinRated | None) -> dict[str, Any] | None:
    if rated is None:
        return None
    parts = ("score", "within", "consistent", "seen", "bounded", "run_id")
    return {part: getattr(rated, part) for part in parts} | {"time": iso(rated.time_ns)}


def _parameter(one: ParameterEstimated) -> dict[str, Any]:
    parts = ("parameter", "value", "deviation", "nominal", "prior")
    return {part: getattr(one, part) for part in parts} | {"time": iso(one.time_ns)}


def _suspicion(one: FaultSuspected, tags: Mapping[str, Tag]) -> dict[str, Any]:
    parts = ("target", "place", "fault", "size", "significance")
    unit = tags[one.target].unit if one.target in tags else "1"
    found = {part: getattr(one, part) for part in parts}
    return found | {"unit": unit, "since": iso(one.since_ns), "time": iso(one.time_ns)}
