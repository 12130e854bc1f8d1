"""Numbers that many contracts have."""

from __future__ import annotations

from typing import Annotated

from twin_schemas.annotations import Bounds, Unit

Nanoseconds = Annotated[int, Unit("ns"), Bounds(0, 2**63 - 1)]
Seconds = Annotated[float, Unit("s"), Bounds(0, 86_400 * 7)]
Count = Annotated[int, Unit("1"), Bounds(0, 2**63 - 1)]
