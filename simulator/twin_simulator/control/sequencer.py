"""Sequences which start and stop a unit, in the words of ISA-88 (IEC 61512-1).

idle -> starting -> running -> stopping -> idle. A start needs all permissives. A step that does
not come about in time leads to held; from there it goes on with what led to that step, or stops.
An interlock on the unit's actuator leads to aborted, and a person resets that by the goal idle.
While a unit is idle or aborted its actuator is kept at rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twin_schemas.plant.sequence import REASONS, STATES

if TYPE_CHECKING:
    from twin_schemas.plant.sequence import Condition, Sequence, Step
    from twin_schemas.vocabulary import RefusalCause

IDLE, RUNNING, HELD, ABORTED, STARTING, STOPPING = range(len(STATES))
_NOTHING, _SOMEBODY, _INTERLOCK = range(len(REASONS))


class GoalRefused(ValueError):
    """A sequence does not take up a goal now; the message says what is missing.

    Attributes:
        cause: Which kind of reason it is.
    """

    def __init__(self, reason: str, cause: RefusalCause) -> None:
        super().__init__(reason)
        self.cause = cause


@dataclass(kw_only=True)
class SequenceState:
    """What a sequence remembers.

    Attributes:
        goal: what was asked for last.
        step: the step it is at, counted from 0; `waited` for how many seconds.
        backwards: whether the steps are those to stop.
        led: its state is taken from a measured plant, so it takes no steps of its own.
        reason: why it is held or aborted, with what was measured; `why` is its number among
            the `reasons` of the sequence, which a tag shows.
        lacks: number of the first permissive that a start lacks, counted from 1; 0 if none.
    """

    state: int = RUNNING
    goal: int = RUNNING
    step: int = 0
    waited: float = 0.0
    backwards: bool = False
    led: bool = False
    reason: str = ""
    why: int = 0
    lacks: int = 0


def holds(condition: Condition, values: Mapping[str, float]) -> bool:
    """Whether a condition holds."""
    value = values[condition.tag]
    if condition.above is not None:
        return value > condition.above
    return condition.below is None or value < condition.below


def first_lacking(sequence: Sequence, values: Mapping[str, float], tripped: str = "") -> int:
    """Number of the first permissive that does not hold, from 1; 0 if a start lacks nothing.

    An interlock which holds the unit's actuator counts as the last permissive.
    """
    for number, condition in enumerate(sequence.permissives, 1):
        if not holds(condition, values):
            return number
    return len(sequence.permissives) + 1 if tripped else 0


def aim(
    sequence: Sequence,
    state: SequenceState,
    goal: int,
    values: Mapping[str, float],
    tripped: str = "",
) -> None:
    """Takes up a goal.

    Args:
        sequence: whose goal it is.
        state: its memory.
        goal: IDLE, RUNNING, HELD or ABORTED.
        values: of every measurement.
        tripped: an interlock which holds the unit's actuator; empty if none does.

    Raises:
        GoalRefused: it can not be taken up now.
    """
    at = STATES[state.state]
    if goal == ABORTED:
        _stand(state, ABORTED, _SOMEBODY, "somebody has aborted it")
    elif goal == HELD:
        if state.state not in {STARTING, STOPPING, HELD}:
            why = f"{sequence.name} is {at}; only what moves can be held"
            raise GoalRefused(why, "mode")
        _stand(state, HELD, _SOMEBODY, "somebody holds it")
    elif goal == RUNNING:
        _start(sequence, state, values, tripped)
    else:
        _stop(sequence, state, tripped)
    state.goal, state.led = goal, False


def _start(
    sequence: Sequence, state: SequenceState, values: Mapping[str, float], tripped: str
) -> None:
    if state.state == ABORTED:
        why = f"{sequence.name} is aborted: {state.reason}; set its goal to idle first"
        raise GoalRefused(why, "mode")
    if state.state not in {IDLE, HELD}:
        return
    missing = [_missing(c, values) for c in sequence.permissives if not holds(c, values)]
    missing += [f"{tripped} is tripped"] if tripped else []
    if missing:
        raise GoalRefused(f"{sequence.name} can not start: {'; '.join(missing)}", "permissive")
    going_on = state.state == HELD and not state.backwards
    state.step, state.backwards = _again(sequence.start, state.step) if going_on else 0, False
    _go(state, STARTING)


def _stand(state: SequenceState, at: int, why: int, reason: str) -> None:
    state.state, state.why, state.reason = at, why, reason


def _go(state: SequenceState, at: int) -> None:
    state.state, state.waited, state.why, state.reason = at, 0.0, _NOTHING, ""


def _stop(sequence: Sequence, state: SequenceState, tripped: str) -> None:
    if state.state == ABORTED and tripped:
        raise GoalRefused(f"{sequence.name} can not be reset: {tripped} is tripped", "interlock")
    if state.state in {ABORTED, IDLE}:
        _stand(state, IDLE, _NOTHING, "")
        return
    if state.state != STOPPING:
        going_on = state.state == HELD and state.backwards
        state.step = _again(sequence.stop, state.step) if going_on else 0
        state.backwards = True
        _go(state, STOPPING)


def _again(steps: tuple[Step, ...], step: int) -> int:
    """Where to go on after a hold: at the first write that led to what was waited for."""
    while step and steps[step - 1].write:
        step -= 1
    return step


def _missing(condition: Condition, values: Mapping[str, float]) -> str:
    side, limit = (
        ("above", condition.above) if condition.above is not None else ("below", condition.below)
    )
    return (
        f"{condition.name} ({condition.tag} is {values[condition.tag]:.4g}, not {side} {limit:g})"
    )


def advance(
    sequence: Sequence,
    state: SequenceState,
    values: Mapping[str, float],
    seconds: float,
    write: Callable[[str, float], None],
    tripped: str = "",
) -> None:
    """Goes on for one scan: a write, or a look at what is waited for.

    Args:
        sequence: which goes on.
        state: its memory.
        values: of every measurement.
        seconds: since the last scan.
        write: writes to a controller.
        tripped: an interlock which holds the unit's actuator; empty if none does.
    """
    if state.led:
        return
    if tripped and state.state not in {IDLE, ABORTED}:
        _stand(state, ABORTED, _INTERLOCK, f"{tripped} has tripped")
    if state.state not in {STARTING, STOPPING}:
        return
    steps = sequence.stop if state.backwards else sequence.start
    if state.step < len(steps):
        if _take(steps[state.step], state, values, seconds, write):
            return
        why = sequence.reason_of(state.step, backwards=state.backwards)
        _stand(state, HELD, why, _overdue(steps[state.step], values))
    else:
        state.state = IDLE if state.backwards else RUNNING


def _take(
    step: Step,
    state: SequenceState,
    values: Mapping[str, float],
    seconds: float,
    write: Callable[[str, float], None],
) -> bool:
    """Whether it goes on; what is waited for in vain has it held."""
    if step.write:
        write(step.write, step.value)
    elif step.wait is None:
        state.waited += seconds
        if state.waited < step.pause_s:
            return True
    elif not holds(step.wait, values):
        state.waited += seconds
        return state.waited <= step.within_s
    state.step, state.waited = state.step + 1, 0.0
    return True


def _overdue(step: Step, values: Mapping[str, float]) -> str:
    missing = _missing(step.wait, values) if step.wait else ""
    return f"not within {step.within_s:g} s: {missing}"
