"""Moments as clients write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WRITTEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def _written(text: object) -> object:
    """A number is no time here: seconds and milliseconds would be taken for each other."""
    if not isinstance(text, str) or _WRITTEN.fullmatch(text) is None:
        raise ValueError("write it as RFC 3339 has it, such as 2026-01-31T08:30:00Z")
    return text


Instant = Annotated[AwareDatetime, BeforeValidator(_written)]


def nanoseconds(time: datetime) -> int:
    """Time since 1970-01-01 UTC in ns, from whole microseconds: floats would round them."""
    since = time - _EPOCH
    return ((since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds) * 1_000
