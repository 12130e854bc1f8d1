"""Commands and their stages, newest last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from twin_agents.exchange.value_text import iso
from twin_schemas.messages import SetpointProgressed

_KEPT = 1_000


def shown(step: SetpointProgressed) -> dict[str, Any]:
    """One stage as JSON, with the stable fields of a command."""
    return {
        "request_id": step.request_id,
        "tag": step.tag,
        "value": step.value,
        "unit": step.unit,
        "state": step.state,
        "reason": step.reason,
        "author": step.author,
        "time": iso(step.time_ns),
    }


@dataclass
class CommandLog:
    """The last commands."""

    _commands: OrderedDict[str, list[SetpointProgressed]] = field(default_factory=OrderedDict)

    def add(self, step: SetpointProgressed) -> None:
        """Appends a stage to its command."""
        self._commands.setdefault(step.request_id, []).append(step)
        if len(self._commands) > _KEPT:
            self._commands.popitem(last=False)

    def stages(self, request_id: str) -> list[SetpointProgressed]:
        """Stages of a command; empty if it is not known."""
        return self._commands.get(request_id, [])

    def latest(self, limit: int, tags: Container[str]) -> list[dict[str, Any]]:
        """Commands to these tags with their stages, newest first."""
        wanted = [steps for steps in self._commands.values() if steps[0].tag in tags]
        newest = wanted[-limit:][::-1]
        return [
            {
                "request_id": steps[0].request_id,
                "tag": steps[0].tag,
                "value": steps[0].value,
                "unit": steps[0].unit,
                "author": steps[0].author,
                "stages": [
                    {"state": s.state, "reason": s.reason, "time": iso(s.time_ns)} for s in steps
                ],
            }
            for steps in newest
        ]
