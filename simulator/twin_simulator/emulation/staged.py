"""A fault on a run: since when it is there, how far it has come and what it remembers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from twin_schemas.faults import FAULT_KINDS, Fault, Place


@dataclass(kw_only=True)
class Staged:
    """A staged fault; times are seconds of the run.

    Attributes:
        since: when it was injected.
        memory: what its law has to remember from scan to scan.
    """

    fault: Fault
    since: float
    memory: dict[str, float] = field(default_factory=dict)

    def age(self, time: float) -> float:
        """Seconds since it began; negative before."""
        return time - self.since - self.fault.start

    def share(self, time: float) -> float:
        """How much of it is there, from 0 to 1."""
        ramp = self.fault.ramp
        return 1.0 if ramp == 0 else min(1.0, self.age(time) / ramp)

    def number(self, name: str) -> float:
        """A parameter, or its default."""
        default = FAULT_KINDS[self.fault.kind].parameters[name].default
        return self.fault.parameters.get(name, default if default is not None else 0.0)

    def content(self) -> dict[str, Any]:
        """Plain JSON content."""
        fault = vars(self.fault) | {"parameters": dict(self.fault.parameters)}
        return {"fault": fault, "since": self.since, "memory": dict(self.memory)}

    @classmethod
    def of(cls, content: dict[str, Any]) -> Staged:
        """Rebuilds it from its content."""
        return cls(
            fault=Fault(**content["fault"]), since=content["since"], memory=content["memory"]
        )


def begun(staged: Iterable[Staged], place: Place, time: float) -> Iterator[Staged]:
    """Yields those of a place which have begun."""
    for one in staged:
        if FAULT_KINDS[one.fault.kind].place == place and one.age(time) >= 0:
            yield one
