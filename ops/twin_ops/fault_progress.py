"""How far the emulated plant has come with its faults, as its state file tells."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twin_schemas.faults import Fault


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What the plant knew when it last saved.

    Attributes:
        time: Of the run in s.
        since: When each fault was injected.
        known: The faults as plain data.
    """

    time: float = 0.0
    since: Mapping[str, float] = field(default_factory=dict)
    known: Mapping[str, Any] = field(default_factory=dict)

    def of(self, fault: Fault) -> dict[str, object]:
        """State and age in s of a fault."""
        plain = vars(fault) | {"parameters": dict(fault.parameters)}
        if self.known.get(fault.name) != plain:
            return {"state": "waiting", "age_s": None}
        age = self.time - self.since[fault.name] - fault.start
        state = "coming" if age < 0 else "growing" if age < fault.ramp else "there"
        return {"state": state, "age_s": age}


def progress(state_file: Path) -> Progress:
    """What the state file tells; nothing if there is none, or one of another version."""
    try:
        content = json.loads(state_file.read_bytes())
        staged = content["field"]["staged"]
        return Progress(
            time=content["scans"] * content["scan"],
            since={one["fault"]["name"]: one["since"] for one in staged},
            known={one["fault"]["name"]: one["fault"] for one in staged},
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Progress()
