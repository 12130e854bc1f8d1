"""What the model says of a setpoint set as a whole, before any of it is written."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from twin_ops.cli.output import err
from twin_ops.errors import Unreachable

if TYPE_CHECKING:
    from twin_ops.exchange_client import ExchangeClient

_LOOK_SECONDS = 0.3


def ahead_of(
    client: ExchangeClient, steps: Sequence[dict[str, Any]], seconds: float
) -> dict[str, Any]:
    """Runs the twin ahead with all steps of a plan, phase by phase, as a restoring has them.

    Args:
        client: Of the exchange, which has it computed.
        steps: Of the plan.
        seconds: How far ahead.

    Raises:
        Unreachable: There is no answer; says why.
        TwinError: The exchange refuses; says why.
    """
    writes = [{name: step[name] for name in ("tag", "value", "unit", "phase")} for step in steps]
    asked = client.post("/v1/whatifs", {"set": writes, "minutes": seconds / 60})
    path = f"/v1/whatifs/{asked['number']}"
    try:
        with err.status("Rebuilding the twin, and running it ahead"):
            while asked["state"] == "running":
                time.sleep(_LOOK_SECONDS)
                asked = client.get(path)
    except KeyboardInterrupt:
        client.delete(path)
        raise
    if asked["state"] != "done":
        raise Unreachable(f"the model says nothing of it: {asked['failure'] or asked['state']}")
    found: dict[str, Any] = asked["answer"]
    return found
