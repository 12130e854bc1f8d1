"""What-ifs and branches as JSON, for a user who may not read every tag."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from twin_agents.exchange.value_text import iso

if TYPE_CHECKING:
    from twin_agents.exchange.whatif.desk import WhatIf
    from twin_agents.exchange.whatif.ports import Kept
    from twin_schemas.plant import Plant


def tags_of(answer: Mapping[str, Any]) -> set[str]:
    """Tags that it is about: who reads it has to be allowed to read them."""
    return {*answer["tags"], *(move["tag"] for move in answer["set"])}


def row_shown(kept: Kept) -> dict[str, Any]:
    """A branch without its curves."""
    return {
        "name": kept.name,
        "at": kept.answer["at"],
        "for_s": kept.answer["for_s"],
        "written": kept.written,
        "limits": kept.limits,
        "author": kept.author,
        "created": kept.created,
        "digest": kept.digest,
    }


def branch_shown(kept: Kept, plant: Plant, readable: Collection[str]) -> dict[str, Any]:
    """A branch with all that is known of it.

    `applies` is what a setpoint set of it would hold, or null, and then `applies_not` says why.
    """
    return row_shown(kept) | {
        "version": kept.version,
        "question": kept.question,
        "applies": kept.applies,
        "applies_not": kept.applies_not,
        "answer": answer_shown(kept.answer, plant, readable),
    }


def what_if_shown(asked: WhatIf, plant: Plant, readable: Collection[str]) -> dict[str, Any]:
    """How far a what-if is; with `answer` once it is done."""
    found = asked.answer
    return {
        "number": asked.number,
        "state": asked.state,
        "stage": asked.stage,
        "share": asked.share,
        "failure": asked.failure,
        "notes": list(asked.notes),
        "at": iso(asked.question.at_ns),
        "for_s": asked.question.seconds,
        "answer": None if found is None else answer_shown(found, plant, readable),
    }


def answer_shown(
    answer: Mapping[str, Any], plant: Plant, readable: Collection[str]
) -> dict[str, Any]:
    """An answer; limits and interlocks of tags that are not readable are counted in `left_out`."""
    alarms = {
        name: name.rpartition(".")[0] for events in answer["alarms"].values() for name in events
    }
    trips = {
        name: plant.interlocks[name].tag if name in plant.interlocks else ""
        for events in answer["interlocks"].values()
        for name in events
    }
    return {
        **answer,
        "alarms": _readable(answer["alarms"], alarms, readable),
        "interlocks": _readable(answer["interlocks"], trips, readable),
        "left_out": sum(tag not in readable for tag in (*alarms.values(), *trips.values())),
    }


def _readable(
    events: Mapping[str, Mapping[str, float]], tags: Mapping[str, str], readable: Collection[str]
) -> dict[str, dict[str, float]]:
    return {
        how: {name: after for name, after in found.items() if tags[name] in readable}
        for how, found in events.items()
    }
