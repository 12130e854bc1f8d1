"""Times as they are written in a notebook."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from twin_ops.cli.chosen import nanoseconds
from twin_ops.cli.span import SECONDS
from twin_ops.errors import Usage

_SPAN = re.compile(r"(\d+(?:\.\d+)?)([smhd])")
When = datetime | str


def when_ns(when: When | None, now: datetime | None = None) -> int:
    """A time in ns since 1970-01-01 UTC.

    >>> noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    >>> when_ns("10m", noon) == when_ns("2026-01-01T11:50Z") == when_ns(noon) - 600 * 10**9
    True

    Args:
        when: A time (without a zone: of this machine's), an ISO time, or a span such as `10m`
            before now; None is now.
        now: The time now; the clock's without.

    Raises:
        Usage: It is none of these.
    """
    now = now or datetime.now(UTC)
    if when is None:
        return nanoseconds(now)
    if isinstance(when, str):
        if match := _SPAN.fullmatch(when):
            return nanoseconds(now - timedelta(seconds=float(match[1]) * SECONDS[match[2]]))
        try:
            when = datetime.fromisoformat(when)
        except ValueError as error:
            raise Usage(f"{when!r} is no time; write 10m, 2h or 2026-11-23T12:00Z") from error
    return nanoseconds(when if when.tzinfo else when.astimezone())
