"""Plays a scenario with a script in the trainee's place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from twin_ops.scenario.held import Held
from twin_ops.scenario.outcome import Outcome
from twin_ops.scenario.session import Session
from twin_simulator import IntegrationError

if TYPE_CHECKING:
    from twin_schemas.scenario import Scenario, Scripted
    from twin_simulator import ProcessModel

_ALL = 100.0  # percent


class _Script:
    """Actions which are still to come, in their order."""

    def __init__(self, script: Sequence[Scripted]) -> None:
        self._pending = [(one, Held(one.when)) for one in script]

    def act(self, session: Session) -> None:
        for pair in list(self._pending):
            scripted, held = pair
            if session.time >= scripted.at - 1e-9 and held.look(session, session.time):
                self._pending.remove(pair)
                session.act(scripted.action)


def play(
    scenario: Scenario,
    model: ProcessModel,
    script: Sequence[Scripted],
    progress: Callable[[float], None] = lambda _: None,
) -> Outcome:
    """Runs a scenario to its end, as fast as it goes; the same arguments give the same bits.

    Args:
        scenario: what happens.
        model: of its plant.
        script: what the trainee does.
        progress: told the share of the time that has passed.

    Raises:
        Usage: it can not begin as it says.
    """
    session, actions = Session(scenario, model), _Script(script)
    while not (ended := session.is_over):
        session.fire()
        actions.act(session)
        try:
            session.advance()
        except IntegrationError as error:
            ended = f"the plant can not go on: {error}"
            break
        progress(session.time / scenario.duration)
    return outcome_of(session, ended)


def outcome_of(session: Session, ended: str) -> Outcome:
    """What came of a session that is over, or would have come of it if it were now."""
    verdicts = [one.verdict() for one in session.judged]
    possible = sum(one.possible for one in verdicts)
    points = sum(one.points for one in verdicts)
    score = max(0.0, _ALL * points / possible) if possible else 0.0
    fatal = any(one.fails for one in verdicts)
    return Outcome(
        scenario=session.scenario,
        seconds=session.time,
        ended=ended,
        score=round(score, 1),
        passed=score >= session.scenario.pass_at and not fatal,
        verdicts=verdicts,
        events=session.events,
        times=session.recorder.times,
        curves=session.recorder.curves(),
        released=session.recorder.releases(),
        state=session.plant.snapshot(),
    )
