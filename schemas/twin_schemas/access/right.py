"""A right: an action, and what it is limited to."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Any, cast, get_args

from twin_schemas.access.shift import Shift
from twin_schemas.vocabulary import Action, Origin

OWN = "@own"
"""Pattern of a right that covers what the user owns, whatever its name."""
_ORIGINS = ("*", *get_args(Origin))


class BadRight(ValueError):
    """What was given is no right; the message says which part, and what it may be."""


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What somebody wants to do.

    Attributes:
        action: What it is.
        at: When, with a time zone.
        subject: To which tag, contract or user; empty for the action as such.
        origin: As what; empty where it does not matter.
        value: Wanted value in the tag's unit; None where there is none.
        own: Whether the subject belongs to the user.
    """

    action: Action
    at: datetime
    subject: str = ""
    origin: str = ""
    value: float | None = None
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class Right:
    """Allows an action where all of its limits hold.

    Attributes:
        action: What may be done.
        tags: Pattern of tags or contracts with `*` and `?`, or `@own` for what the user owns.
        origin: As what it may be done; `*` for any.
        low: Least value in the tag's unit; None for no limit.
        high: Greatest value in the tag's unit; None for no limit.
        since: When it begins; None for always.
        until: When it has ended; None for never.
        daily: Hours of each day in UTC, as `06:00-14:00`; empty for all.
    """

    action: Action
    tags: str = "*"
    origin: str = "*"
    low: float | None = None
    high: float | None = None
    since: datetime | None = None
    until: datetime | None = None
    daily: str = ""

    def covers(self, demand: Demand) -> bool:
        """Whether it allows what is wanted."""
        return not self.objection(demand)

    def objection(self, demand: Demand) -> str:
        """Which of its limits forbids what is wanted; empty if none does."""
        if demand.action != self.action:
            return f"it is for {self.action}"
        return self._subject(demand) or self._value(demand) or self._time(demand.at)

    def _subject(self, demand: Demand) -> str:
        if demand.subject and not self._matches(demand):
            return f"it is for {self.tags}"
        if demand.origin and self.origin not in {"*", demand.origin}:
            return f"it is for the origin {self.origin}"
        return ""

    def _matches(self, demand: Demand) -> bool:
        return demand.own if self.tags == OWN else fnmatchcase(demand.subject, self.tags)

    def _value(self, demand: Demand) -> str:
        if demand.value is None or (self.low is None and self.high is None):
            return ""
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        if low <= demand.value <= high:
            return ""
        return f"{demand.value:g} is outside {low:g} to {high:g}"

    def _time(self, at: datetime) -> str:
        if self.since is not None and at < self.since:
            return f"it begins at {self.since:%Y-%m-%d %H:%M} UTC"
        if self.until is not None and at >= self.until:
            return f"it ended at {self.until:%Y-%m-%d %H:%M} UTC"
        if self.daily and not Shift.parse(self.daily).includes(at):
            return f"it is for {self.daily} UTC"
        return ""

    @property
    def timed(self) -> bool:
        """Whether it depends on the time."""
        return bool(self.since or self.until or self.daily)

    def to_dict(self) -> dict[str, Any]:
        """Its parts as JSON; those without a limit are left out."""
        parts = {
            "action": self.action,
            "tags": self.tags,
            "origin": self.origin,
            "low": self.low,
            "high": self.high,
            "from": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "daily": self.daily or None,
        }
        return {name: part for name, part in parts.items() if part is not None}

    def to_json(self) -> str:
        """The same as text."""
        return json.dumps(self.to_dict(), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Right:
        """The right that `to_json` made the text of.

        Raises:
            BadRight: If it is none.
        """
        try:
            parts = json.loads(text)
        except ValueError as error:
            raise BadRight(f"a right is JSON, not {text[:60]!r}") from error
        if not isinstance(parts, dict):
            raise BadRight(f"a right is a JSON object, not {text[:60]!r}")
        return cls.from_dict(parts)

    @classmethod
    def from_dict(cls, parts: dict[str, Any]) -> Right:
        """The right with these parts, as `to_dict` gives them.

        Raises:
            BadRight: If a part is not known or can not be used; names it.
        """
        if strange := set(parts) - _PARTS:
            raise BadRight(f"a right has no {', '.join(sorted(strange))}")
        right = cls(
            action=_action(parts.get("action")),
            tags=_pattern(parts.get("tags", "*")),
            origin=_origin(parts.get("origin", "*")),
            low=_number("low", parts),
            high=_number("high", parts),
            since=_moment("from", parts),
            until=_moment("until", parts),
            daily=_hours(parts.get("daily") or ""),
        )
        right._check_order()
        right._check_fit()
        return right

    def _check_fit(self) -> None:
        """Refuses limits that nothing would ask for: they would look narrower than they are."""
        if self.action in _WHOLE and self.tags != "*":
            raise BadRight(f"{self.action} has no pattern: it is allowed as a whole or not at all")
        if self.action not in _OF_VALUES and (self.low, self.high) != (None, None):
            raise BadRight(f"{self.action} has no low and high; {' and '.join(_OF_VALUES)} have")
        if self.action not in _OF_VALUES and self.origin != "*":
            raise BadRight(f"{self.action} has no origin; {' and '.join(_OF_VALUES)} have")

    def _check_order(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise BadRight(f"low {self.low:g} is above high {self.high:g}")
        if self.since is not None and self.until is not None and self.since >= self.until:
            raise BadRight("from is not before until")


_WHOLE: tuple[Action, ...] = ("audit", "users", "train")
_OF_VALUES: tuple[Action, ...] = ("command", "approve")
_PARTS = {"action", "tags", "origin", "low", "high", "from", "until", "daily"}


def _action(given: object) -> Action:
    for action in get_args(Action):
        if given == action:
            return cast("Action", action)
    raise BadRight(f"action {given!r} is none of {', '.join(get_args(Action))}")


def _origin(given: object) -> str:
    if given not in _ORIGINS:
        raise BadRight(f"origin {given!r} is none of {', '.join(_ORIGINS)}")
    return str(given)


def _pattern(given: object) -> str:
    if not isinstance(given, str) or not 0 < len(given) <= 200:
        raise BadRight("tags is a pattern such as FIC-1* or laboratory.*, of at most 200 letters")
    return given


def _number(name: str, parts: dict[str, Any]) -> float | None:
    given = parts.get(name)
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or not math.isfinite(given):
        raise BadRight(f"{name} {given!r} is no number")
    return float(given)


def _moment(name: str, parts: dict[str, Any]) -> datetime | None:
    given = parts.get(name)
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(given)
    except (ValueError, TypeError) as error:
        raise BadRight(f"{name} {given!r} is no time such as 2026-12-01T06:00Z") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _hours(given: object) -> str:
    if given == "":
        return ""
    try:
        return str(Shift.parse(str(given)))
    except ValueError as error:
        raise BadRight(str(error)) from error
