"""Verdicts that outlive a follower: what it has found to be wrong, for the one that goes on.

How well the plant is known and what speaks against each sensor has to be found out anew; a sensor
that is not believed stays so until it has agreed for long, and a parameter that has moved until it
is back where it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from twin_simulator.estimation.isolation import Doubt

if TYPE_CHECKING:
    from twin_simulator.estimation.isolation import Isolation


def verdicts(isolation: Isolation, time: float) -> dict[str, Any]:
    """What an area has found, as plain JSON types; times are seconds ago.

    Args:
        isolation: of the area.
        time: of its follower in s.
    """
    state, tags = isolation.state, isolation.layout.tags
    frozen = state.frozen.since
    return {
        "doubts": {
            tags[k]: asdict(doubt) | {"since": time - doubt.since}
            for k, doubt in state.doubts.items()
        },
        "references": {name: float(value) for name, value in state.references.items()},
        "moved": {name: time - since for name, since in state.moved.items()},
        "frozen": {
            tag: {"last": state.frozen.last[tag], "since": time - since}
            for tag, since in frozen.items()
        },
    }


def take_up(isolation: Isolation, found: Mapping[str, Any], passed: float) -> None:
    """Goes on with what another one has found; what the plant does not have any more is left out.

    Args:
        isolation: of a follower whose time is 0.
        found: as `verdicts` gives it.
        passed: seconds since.
    """
    state, layout = isolation.state, isolation.layout
    places = {tag: k for k, tag in enumerate(layout.tags)}
    for tag, doubt in found["doubts"].items():
        if tag in places:
            state.doubts[places[tag]] = Doubt(**doubt | {"since": -doubt["since"] - passed})
    estimated = {*layout.names}
    state.references.update({n: v for n, v in found["references"].items() if n in estimated})
    moved = {n: -ago - passed for n, ago in found["moved"].items() if n in estimated}
    state.moved.update(moved)
    for tag, one in found["frozen"].items():
        if tag in places:
            state.frozen.last[tag] = one["last"]
            state.frozen.for_[tag] = one["since"] + passed
            state.frozen.since[tag] = -one["since"] - passed
