"""Rights: whatever is asked, what is limited stays limited."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin_schemas.access import ROLES, BadRight, Demand, Grant, Right, grants_of, judge
from twin_schemas.access.right import OWN
from twin_schemas.access.shift import Shift
from twin_schemas.vocabulary import Action

ACTIONS = st.sampled_from(get_args(Action))
TAGS = st.sampled_from(["FIC-101.SP", "FIC-102.SP", "TIC-201.SP", "laboratory.sample_taken"])
PATTERNS = st.sampled_from(["*", "FIC-*", "FIC-10?.SP", "TIC-201.SP", "laboratory.*", OWN])
ORIGINS = st.sampled_from(["operator", "instructor"])
NUMBERS = st.floats(-1e6, 1e6)
TIMES = st.integers(1_767_225_600, 1_798_761_600).map(lambda s: datetime.fromtimestamp(s, UTC))
CLOCK = st.integers(0, 24 * 60 - 1).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")
SHIFTS = st.tuples(CLOCK, CLOCK).filter(lambda ends: ends[0] != ends[1]).map("-".join)


@st.composite
def rights(draw: st.DrawFn) -> Right:
    """Any right that can be written."""
    action = draw(ACTIONS)
    of_values = action in {"command", "approve"}
    low, high = sorted(draw(st.tuples(NUMBERS, NUMBERS)))
    since, until = sorted(draw(st.lists(TIMES, min_size=2, max_size=2, unique=True)))
    limited = draw(st.lists(st.booleans(), min_size=4, max_size=4))
    return Right(
        action=action,
        tags="*" if action in {"audit", "users", "train"} else draw(PATTERNS),
        origin=draw(st.sampled_from(["*", "operator", "instructor"])) if of_values else "*",
        low=low if limited[0] and of_values else None,
        high=high if limited[1] and of_values else None,
        since=since if limited[2] else None,
        until=until if limited[3] else None,
        daily=draw(st.one_of(st.just(""), SHIFTS)),
    )


DEMANDS = st.builds(
    Demand,
    action=ACTIONS,
    at=TIMES,
    subject=st.one_of(st.just(""), TAGS),
    origin=st.one_of(st.just(""), ORIGINS),
    value=st.one_of(st.none(), NUMBERS),
    own=st.booleans(),
)


@given(rights())
def test_a_right_comes_back_from_its_text_as_it_was(right: Right):
    assert Right.from_json(right.to_json()) == right


def _holds(right: Right, demand: Demand) -> bool:
    """The meaning of each limit, written down a second time and plainly."""
    limits = [demand.action == right.action]
    if demand.subject:
        matches = demand.own if right.tags == OWN else fnmatchcase(demand.subject, right.tags)
        limits.append(matches)
    if demand.origin:
        limits.append(right.origin in {"*", demand.origin})
    if demand.value is not None:
        limits.append(right.low is None or demand.value >= right.low)
        limits.append(right.high is None or demand.value <= right.high)
    limits.append(right.since is None or demand.at >= right.since)
    limits.append(right.until is None or demand.at < right.until)
    limits.append(not right.daily or Shift.parse(right.daily).includes(demand.at))
    return all(limits)


@given(rights(), DEMANDS, st.booleans())
def test_what_is_covered_is_within_every_limit(right: Right, demand: Demand, same: bool):
    wanted = replace(demand, action=right.action) if same else demand
    assert right.covers(wanted) == _holds(right, wanted)


@given(rights(), rights(), DEMANDS)
def test_a_limit_more_never_allows_more(right: Right, other: Right, demand: Demand):
    wide = replace(right, low=None, high=None, since=None, until=None, daily="", origin="*")
    limits = {"low": other.low, "high": other.high, "since": other.since, "until": other.until}
    narrow = replace(wide, **limits, daily=other.daily, origin=other.origin)
    wanted = replace(demand, action=right.action)
    assert wide.covers(wanted) or not narrow.covers(wanted)


@given(st.lists(rights(), max_size=6), rights(), DEMANDS)
def test_a_right_more_never_allows_less(known: list[Right], more: Right, demand: Demand):
    before = judge(grants_of([], known), demand)
    after = judge(grants_of([], [*known, more]), demand)
    assert after.allowed >= before.allowed


@given(st.lists(rights(), max_size=6), DEMANDS)
def test_one_right_alone_allows_it_or_a_reason_is_given(known: list[Right], demand: Demand):
    found = judge(grants_of([], known), demand)
    assert found.allowed == any(right.covers(demand) for right in known)
    assert found.allowed != bool(found.reason)
    assert found.grant is None or found.grant.right.covers(demand)


@given(SHIFTS, TIMES)
def test_a_shift_and_its_reverse_share_the_day(text: str, at: datetime):
    begin, end = text.split("-")
    shift, other = Shift.parse(text), Shift.parse(f"{end}-{begin}")
    assert shift.includes(at) != other.includes(at)
    assert shift.includes(at) == shift.includes(at + timedelta(days=1))


@given(st.sampled_from(sorted(ROLES)), DEMANDS)
def test_nobody_but_admin_changes_users_and_no_viewer_changes_anything(role: str, demand: Demand):
    found = judge(grants_of([role]), demand)
    if demand.action == "users":
        assert found.allowed == (role == "admin")
    if role == "viewer" and found.allowed:
        assert found.grant == Grant(Right(action="read"), "viewer")


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({}, "action None is none of read"),
        ({"action": "fly"}, "action 'fly'"),
        ({"action": "read", "colour": "red"}, "no colour"),
        ({"action": "command", "low": "x"}, "low 'x' is no number"),
        ({"action": "command", "low": 2, "high": 1}, "low 2 is above high 1"),
        ({"action": "command", "low": float("nan")}, "no number"),
        ({"action": "command", "origin": "eve"}, "origin 'eve'"),
        ({"action": "read", "tags": ""}, "pattern"),
        ({"action": "read", "daily": "6-14"}, "HH:MM-HH:MM"),
        ({"action": "read", "daily": "06:00-24:00"}, "HH:MM-HH:MM"),
        ({"action": "read", "daily": "06:00-06:00"}, "no hours"),
        ({"action": "read", "from": "today"}, "from 'today' is no time"),
        ({"action": "read", "from": "2026-02-01", "until": "2026-01-01"}, "not before"),
        ({"action": "users", "tags": "ann"}, "as a whole"),
        ({"action": "read", "high": 1}, "no low and high"),
        ({"action": "read", "origin": "operator"}, "no origin"),
    ],
)
def test_what_is_no_right_is_refused_with_the_part(parts: dict[str, object], why: str):
    with pytest.raises(BadRight, match=why):
        Right.from_dict(parts)
