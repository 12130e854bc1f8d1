"""What would have happened, beside what did."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from twin_agents.historian.reading import Window
from twin_ops.errors import RefusedByRule
from twin_ops.whatif.beside import beside
from twin_ops.whatif.moment import ModelFailed, moment
from twin_ops.whatif.question import NotKept, Question
from twin_schemas.messages import Measurement

if TYPE_CHECKING:
    from twin_ops.stored import Stored
    from twin_simulator import ProcessModel
    from twin_simulator.what_if import WhatIf

_NS = 1_000_000_000
_HISTORY_MARGIN_NS = 60 * _NS


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Two branches and history.

    Attributes:
        question: That was asked.
        at_ns: Until when the twin was rebuilt: the last whole scan before the moment.
        run_id: Run that it branches from.
        snapshot_ns: Time of the snapshot that it was rebuilt from.
        doubt: Why the model may be off there; empty if nothing speaks against it.
        branches: With the writes and without.
        history: What was measured at the times of the branches, by tag; None where nothing good is
            known.
        took_s: Time that the rebuilding and the branches took, in s; no part of the answer.
    """

    question: Question
    at_ns: int
    run_id: str
    snapshot_ns: int
    doubt: str
    branches: WhatIf
    history: Mapping[str, Sequence[float | None]]
    took_s: tuple[float, float] = field(compare=False)


def _tells_nobody(_stage: str, _share: float | None) -> None:
    """Nobody waits."""


def answer(
    stored: Stored,
    model: ProcessModel,
    question: Question,
    tell: Callable[[str, float | None], None] = _tells_nobody,
) -> Answer:
    """Rebuilds the twin at a moment and runs it ahead, with the writes and without.

    Args:
        stored: What was on the bus.
        model: Of its plant.
        question: What is asked.
        tell: Is told which stage has begun, and which share of it is done where that is known.

    Raises:
        NotKept: The history does not reach there.
        RefusedByRule: The model does not take one of the values; says why.
        ModelFailed: It can not go on.
        HistoryUnreadable: Files of the history go while they are read.
    """
    from twin_simulator import IntegrationError, SnapshotError, WriteRefused
    from twin_simulator.what_if import SCAN, what_if

    tell("rebuilding the twin", None)
    base = moment(stored, model, question.at_ns, newest=question.newest)
    begun = time.perf_counter()
    seconds = max(1, ceil(question.seconds / SCAN)) * SCAN
    try:
        branches = what_if(
            model,
            base.state,
            question.moves,
            seconds,
            question.tags,
            tell=lambda share: tell("running it ahead", share),
        )
    except WriteRefused as error:
        raise RefusedByRule(f"the model does not take it: {error}") from error
    except IntegrationError as error:
        raise ModelFailed(f"the model can not go on: {error}") from error
    except SnapshotError as error:
        raise NotKept(f"the snapshot before that time can not be used: {error}") from error
    took = base.took_s, time.perf_counter() - begun
    return Answer(
        question=question,
        at_ns=base.at_ns,
        run_id=base.run_id,
        snapshot_ns=base.snapshot_ns,
        doubt=base.doubt,
        branches=branches,
        history=_history(stored, model, branches, base.at_ns),
        took_s=took,
    )


def _history(
    stored: Stored, model: ProcessModel, branches: WhatIf, at_ns: int
) -> dict[str, list[float | None]]:
    tags = {name: model.plant.tags[name] for name in branches.changed.curves}
    times = branches.changed.times
    window = Window(tuple(tags), at_ns - _HISTORY_MARGIN_NS, at_ns + round(times[-1] * _NS) + 1)
    return beside(stored.rows(Measurement, window), tags, at_ns, times)
