"""What came of a run of a scenario."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twin_ops.scenario.event import Event
    from twin_ops.scenario.judge import Verdict
    from twin_schemas.scenario import Scenario


@dataclass(frozen=True, kw_only=True)
class Curves:
    """What a tag was at the times of a run, in its unit: in truth, as read, and by the model.

    Attributes:
        model: None where it can not follow any more.
    """

    truth: Sequence[float]
    read: Sequence[float]
    model: Sequence[float | None]


@dataclass(frozen=True, kw_only=True)
class Released:
    """What came out of an opening: in kg and kg/s, and distances in m at its worst."""

    total: float
    worst: float
    flammable: float
    dangerous: Mapping[str, float]
    pain: float


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A finished run.

    Attributes:
        seconds: how long it was, of plant time.
        ended: why it ended.
        score: in percent of what could be had.
        state: snapshot of the plant at its end.
    """

    scenario: Scenario
    seconds: float
    ended: str
    score: float
    passed: bool
    verdicts: Sequence[Verdict]
    events: Sequence[Event]
    times: Sequence[float]
    curves: Mapping[str, Curves]
    released: Mapping[str, Released]
    state: bytes

    @property
    def digest(self) -> str:
        """The same for runs that are the same to the last bit."""
        return hashlib.sha256(json.dumps(self._content()).encode() + self.state).hexdigest()

    def content(self) -> dict[str, Any]:
        """Plain JSON content: what `--json` shows."""
        return {
            "scenario": self.scenario.name,
            "title": self.scenario.title,
            "passed": self.passed,
            "score": self.score,
            "pass_at": self.scenario.pass_at,
            "seconds": self.seconds,
            "ended": self.ended,
            "digest": self.digest,
            **self._content(),
        }

    def _content(self) -> dict[str, Any]:
        return {
            "verdicts": [asdict(one) for one in self.verdicts],
            "events": [asdict(one) for one in self.events],
            "released": {name: asdict(one) for name, one in self.released.items()},
            "times": list(self.times),
            "curves": {name: asdict(one) for name, one in self.curves.items()},
        }
