"""What a host application writes: commands and its own state."""

from __future__ import annotations

import json

from twin_plc_adapters.sparkplug.datatype import BOOLEAN, field_for
from twin_plc_adapters.sparkplug.wire import new_payload

_REBIRTH = "Node Control/Rebirth"


def command(name: str, alias: int | None, datatype: int, value: float, now_ms: int) -> bytes:
    """Payload of a DCMD or NCMD; it has no sequence number (Sparkplug 3.0, 6.4.24 and 6.4.25).

    The metric is named by its alias where its birth gave one, else by its name. The type goes
    along, as in the specification's own examples: receivers need not look it up.

    Raises:
        DoesNotFit: If the type cannot hold the value.
    """
    payload = new_payload()
    payload.timestamp = now_ms
    metric = payload.metrics.add(timestamp=now_ms, datatype=datatype)
    if alias is None:
        metric.name = name
    else:
        metric.alias = alias
    field, raw = field_for(value, datatype)
    setattr(metric, field, raw)
    return bytes(payload.SerializeToString())


def rebirth(now_ms: int) -> bytes:
    """Payload of the NCMD that asks an edge node for its births.

    By name, for the alias is not known before a birth, and in doubt when births are asked for.
    """
    return command(_REBIRTH, None, BOOLEAN, 1.0, now_ms)


def state(*, online: bool, since_ms: int) -> str:
    """Payload of STATE: whether the host application is there (Sparkplug 3.0, 6.4.28).

    Args:
        online: Whether it is.
        since_ms: When it connected; the will and what is published have the same time.
    """
    return json.dumps({"online": online, "timestamp": since_ms})
