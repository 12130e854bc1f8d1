"""What a list of alarms, or the model of today, would have told of a past that is kept."""

from twin_ops.backtest.change import Change, change_of
from twin_ops.backtest.judged import Judged, judge

__all__ = ["Change", "Judged", "change_of", "judge"]
