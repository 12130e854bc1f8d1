"""Training scenarios run without a screen: emulated plant, model and alarms in one process."""

from twin_ops.scenario.outcome import Outcome
from twin_ops.scenario.play import play
from twin_ops.scenario.session import Session

__all__ = ["Outcome", "Session", "play"]
