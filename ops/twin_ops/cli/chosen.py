"""Which times and tags of the history a command line means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from fnmatch import fnmatchcase

from twin_ops.cli.streams import moment
from twin_ops.errors import Usage
from twin_ops.kept_plant import plant_of
from twin_ops.settings import Settings


def times_between(since: str, until: str) -> tuple[int, int]:
    """Times of `--from` and `--to`, ns since 1970-01-01 UTC; the second is now if nothing is given.

    Raises:
        Usage: One is no time, or the first is not before the second.
    """
    begin, end = moment(since), moment(until, "--to") or datetime.now(UTC)
    if begin is None or begin >= end:
        raise Usage(f"--from {since!r} is not before --to {until or 'now'!r}")
    return nanoseconds(begin), nanoseconds(end)


def tags_like(settings: Settings, patterns: Sequence[str]) -> list[str]:
    """Tags of the plant that match one of these, with `*` and `?`.

    Raises:
        Usage: None does.
    """
    known = plant_of(settings).tags
    found = [tag for tag in known if any(fnmatchcase(tag, p.upper()) for p in patterns)]
    if not found:
        raise Usage(f"no tag matches {' '.join(patterns)}; `twin watch --once` lists all tags")
    return found


def nanoseconds(time: datetime) -> int:
    """A time in ns since 1970-01-01 UTC, exact to the microsecond."""
    return round(time.timestamp() * 1e6) * 1_000
