"""An answer as plain content, for JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from twin_simulator.watch import shown_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twin_ops.whatif.answer import Answer
    from twin_schemas.plant import Plant
    from twin_simulator import Move


def content(answer: Answer, plant: Plant) -> dict[str, Any]:
    """The same for the same answer, to the last digit.

    `caused` has the limits and interlocks that come up with the writes only, `anyway` those that
    come up without them, `averted` those that come up without them only. Of writes in phases `set`
    has those that were written, when they were, `unwritten` the rest, and `missed` what was not
    reached in its time, after which a restoring would go back.
    """
    changed, unchanged = answer.branches.changed, answer.branches.unchanged
    return {
        "at": _iso(answer.at_ns),
        "run_id": answer.run_id,
        "snapshot": _iso(answer.snapshot_ns),
        "doubt": answer.doubt,
        "for_s": changed.times[-1],
        "set": [_move(answer, plant, move, after) for move, after in _written(answer)],
        **_phases(answer),
        "times": list(changed.times),
        "tags": {
            tag: {
                "unit": plant.tags[tag].unit,
                "changed": list(changed.curves[tag]),
                "unchanged": list(unchanged.curves[tag]),
                "history": list(answer.history[tag]),
            }
            for tag in changed.curves
        },
        "alarms": _events(changed.crossed, unchanged.crossed),
        "interlocks": _events(changed.tripped, unchanged.tripped),
    }


def _written(answer: Answer) -> Sequence[tuple[Move, float]]:
    moves = answer.question.moves
    if any(move.phase for move in moves):
        return answer.branches.changed.written
    return [(move, move.after) for move in moves]


def _phases(answer: Answer) -> dict[str, Any]:
    changed = answer.branches.changed
    if not any(move.phase for move in answer.question.moves):
        return {}
    missed = changed.missed
    return {
        "unwritten": [{"tag": move.tag, "value": move.value} for move in changed.unwritten],
        "missed": None if missed is None else {"tag": missed.tag, "value": missed.value},
    }


def _move(answer: Answer, plant: Plant, move: Move, after: float) -> dict[str, Any]:
    return {
        "tag": move.tag,
        "value": move.value,
        "after_s": after,
        "shows": shown_by(plant, plant.tags[move.tag]),
        "settled_s": answer.branches.settled[move.tag],
    }


def _events(
    changed: Mapping[str, float], unchanged: Mapping[str, float]
) -> dict[str, dict[str, float]]:
    return {
        "caused": {name: after for name, after in changed.items() if name not in unchanged},
        "anyway": {name: after for name, after in unchanged.items() if name in changed},
        "averted": {name: after for name, after in unchanged.items() if name not in changed},
    }


def _iso(time_ns: int) -> str:
    return datetime.fromtimestamp(time_ns / 1e9, UTC).isoformat("T", "milliseconds")
