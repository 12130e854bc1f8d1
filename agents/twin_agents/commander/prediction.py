"""Setpoints that wait for what the model says they would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from twin_agents.commander.approval import span
from twin_agents.commander.shown import shown
from twin_schemas.messages import SetpointRequested
from twin_schemas.plant import Plant
from twin_schemas.prediction_events import PredictionRequested, SetpointPredicted

_NS = 1_000_000_000
_NAMED = 3  # limits and interlocks in the words of a stage; the record has them all


@dataclass
class Outlook:
    """Requests for which the model is asked, and until when an answer is waited for.

    A model that is away or too slow must not keep an operator from the plant.

    Attributes:
        patience_s: Seconds to wait; 0 asks for no prediction.
    """

    patience_s: float
    _asked: dict[str, tuple[SetpointRequested, int]] = field(default_factory=dict, init=False)

    def ask(self, request: SetpointRequested, now_ns: int) -> PredictionRequested:
        """Has a request wait, and gives the question."""
        until = now_ns + int(self.patience_s * _NS)
        self._asked[request.request_id] = request, until
        return PredictionRequested(
            request_id=request.request_id,
            tag=request.tag,
            value=request.value,
            author=request.author,
            time_ns=now_ns,
        )

    def has(self, request_id: str) -> bool:
        """Whether the request waits."""
        return request_id in self._asked

    def of_tag(self, tag: str) -> list[SetpointRequested]:
        """Requests to a tag that wait."""
        return [request for request, _ in self._asked.values() if request.tag == tag]

    def leave(self, request_id: str) -> SetpointRequested | None:
        """Ends a request's wait; None if it does not wait."""
        request, _ = self._asked.pop(request_id, (None, 0))
        return request

    def overdue(self, now_ns: int) -> Iterator[SetpointRequested]:
        """Ends the wait of those that have waited long enough."""
        for request, until in list(self._asked.values()):
            if now_ns > until:
                del self._asked[request.request_id]
                yield request


def words(seen: SetpointPredicted, plant: Plant) -> str:
    """A prediction as an operator reads it."""
    final = shown(plant.tags[seen.shows], seen.final)
    effect = f"{seen.shows} is {final} after {span(round(seen.horizon_s))}"
    if seen.settles:
        effect = f"{seen.shows} settles within {span(round(seen.settled_s))}"
    told = [effect, _list("crosses", seen.crossed, seen.crossed_s)]
    told.append(_list("trips", seen.tripped, seen.tripped_s))
    if not seen.crossed and not seen.tripped:
        told.append(f"no limit is crossed within {span(round(seen.horizon_s))}")
    if seen.doubt:
        told.append(f"uncertain: {seen.doubt}")
    return "; ".join(part for part in told if part)


def _list(verb: str, names: list[str], after_s: list[float]) -> str:
    pairs = list(zip(names, after_s, strict=True))
    shown = ", ".join(f"{name} after {span(round(after))}" for name, after in pairs[:_NAMED])
    more = f" and {len(pairs) - _NAMED} more" if len(pairs) > _NAMED else ""
    return f"{verb} {shown}{more}" if pairs else ""
