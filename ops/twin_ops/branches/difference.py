"""Two branches beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from twin_ops.branches.branch import Branch


def trends(one: Branch, other: Branch) -> list[dict[str, Any]]:
    """A row for each tag that both show, over the time that both run.

    `end` of each, `difference` of the other from the one where it is largest, and `after_s`, when
    that is. Times are counted from where each branch begins.
    """
    first, second = np.array(one.answer["times"]), np.array(other.answer["times"])
    times = first[first <= second[-1]]
    return [_trend(tag, one, other, times, second) for tag in common(one, other)]


def common(one: Branch, other: Branch) -> list[str]:
    """Tags that both show."""
    return [tag for tag in one.answer["tags"] if tag in other.answer["tags"]]


def _trend(tag: str, one: Branch, other: Branch, times: Any, second: Any) -> dict[str, Any]:
    mine, theirs = one.answer["tags"][tag], other.answer["tags"][tag]
    here = np.array(mine["changed"][: len(times)], dtype=float)
    there = np.interp(times, second, np.array(theirs["changed"], dtype=float))
    apart = there - here
    place = int(np.argmax(np.abs(apart)))
    return {
        "tag": tag,
        "end": float(here[-1]),
        "other_end": float(there[-1]),
        "difference": float(apart[place]),
        "after_s": float(times[place]),
        "unit": mine["unit"],
    }


def events(one: Branch, other: Branch) -> list[dict[str, Any]]:
    """A row for each limit or interlock that comes up in one of the two only, or at another time.

    `after_s` and `other_after_s` are None where it does not come up.
    """
    return [
        {"event": kind, "name": name, "after_s": here, "other_after_s": there}
        for kind, name, here, there in _events(one, other)
        if here != there
    ]


def _events(one: Branch, other: Branch) -> Iterator[tuple[str, str, float | None, float | None]]:
    for kind in ("alarms", "interlocks"):
        mine, theirs = (_up(branch, kind) for branch in (one, other))
        for name in dict.fromkeys([*mine, *theirs]):
            yield kind.removesuffix("s"), name, mine.get(name), theirs.get(name)
    here, there = _settled(one), _settled(other)
    for name in dict.fromkeys([*here, *there]):
        yield "settled", name, here.get(name), there.get(name)


def _up(branch: Branch, kind: str) -> dict[str, float]:
    """What comes up with the writes: only with them, or anyway."""
    found: dict[str, dict[str, float]] = branch.answer[kind]
    return found["caused"] | found["anyway"]


def _settled(branch: Branch) -> dict[str, float | None]:
    return {move["shows"]: move["settled_s"] for move in branch.answer["set"]}


def doubts(one: Branch, other: Branch) -> list[str]:
    """What speaks against comparing the two."""
    found = []
    if one.answer["at"] != other.answer["at"]:
        moments = f"{one.answer['at']} and {other.answer['at']}"
        found.append(f"they begin at different moments, {moments}")
    elif one.answer["run_id"] != other.answer["run_id"]:
        found.append("they branch from different runs of the twin")
    if one.version != other.version:
        found.append(f"twinbus {one.version} and {other.version} made them")
    if one.answer["for_s"] != other.answer["for_s"]:
        shorter = min(one.answer["for_s"], other.answer["for_s"])
        found.append(f"only the first {shorter:g} s are compared: one of them ends there")
    if not common(one, other):
        found.append("they show no tag in common; ask again with --tag")
    return found
