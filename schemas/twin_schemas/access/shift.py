"""Hours of each day, in UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time

_TIME = r"((?:[01]\d|2[0-3]):[0-5]\d)"
_FORM = re.compile(f"{_TIME}-{_TIME}")


@dataclass(frozen=True)
class Shift:
    """From `begin` up to, but not including, `end`; over midnight where the end comes first.

    Example:
        >>> from datetime import UTC, datetime
        >>> night = Shift.parse("22:00-06:00")
        >>> [night.includes(datetime(2026, 1, 1, hour, tzinfo=UTC)) for hour in (5, 6, 21, 22)]
        [True, False, False, True]
    """

    begin: time
    end: time

    @classmethod
    def parse(cls, text: str) -> Shift:
        """The shift written as `HH:MM-HH:MM`.

        Raises:
            ValueError: If it is none.
        """
        if (match := _FORM.fullmatch(text)) is None:
            raise ValueError(f"daily {text!r} is not HH:MM-HH:MM, such as 06:00-14:00")
        begin, end = map(time.fromisoformat, match.groups())
        if begin == end:
            raise ValueError(f"daily {text!r} has no hours; leave it out for the whole day")
        return cls(begin, end)

    def includes(self, at: datetime) -> bool:
        """Whether a time with a time zone is in the shift."""
        now = at.astimezone(UTC).time()
        if self.begin < self.end:
            return self.begin <= now < self.end
        return now >= self.begin or now < self.end

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"
