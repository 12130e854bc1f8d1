"""Tables of `twin scenario`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from twin_ops.cli.output import coloured, out, show_rows

if TYPE_CHECKING:
    from twin_ops.scenario.outcome import Outcome
    from twin_schemas.scenario import Expected, Forbidden, Scenario


def contents(scenario: Scenario) -> list[dict[str, object]]:
    """The parts of a scenario, a row each."""
    return [
        *_triggers(scenario),
        *map(_expected, scenario.expected),
        *map(_forbidden, scenario.forbidden),
    ]


def _triggers(scenario: Scenario) -> Iterator[dict[str, object]]:
    for one in scenario.triggers:
        faults = [f"{fault.kind} of {fault.target}" for fault in one.faults]
        ends = [f"end of {name}" for name in one.clear]
        when = [f"when {one.when.text}"] if one.when else []
        what = "; ".join([*faults, *ends, *when]) or one.message
        after = one.after or "the beginning"
        yield {"part": "trigger", "name": one.name, "what": what, "after": after, "until_s": one.at}


def _expected(one: Expected) -> dict[str, object]:
    return _wanted(one) | {"part": "expected", "until_s": one.within, "points": one.points}


def _forbidden(one: Forbidden) -> dict[str, object]:
    return _wanted(one) | {"part": "forbidden", "points": -one.points}


def _wanted(one: Expected | Forbidden) -> dict[str, object]:
    sought = one.do or one.see
    what = sought.text if sought else ""
    return {"name": one.name, "what": what, "after": one.after or "the beginning"}


def show_outcome(outcome: Outcome) -> None:
    """What was expected and forbidden and what came of it; then the result."""
    rows: list[dict[str, object]] = [
        {
            "what": one.name,
            "result": one.result,
            "at_s": one.time,
            "until_s": one.due,
            "points": one.points,
            "why": one.reason,
        }
        for one in outcome.verdicts
    ]
    show_rows(("what", "result", "at_s>", "until_s>", "points>", "why"), rows)
    word = "pass" if outcome.passed else "fail"
    out.print(coloured(word), f"{outcome.score:g} % of the points; {outcome.ended}")
