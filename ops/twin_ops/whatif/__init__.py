"""The twin at a moment that is kept, and where it would have gone."""

from twin_ops.whatif.answer import Answer, answer
from twin_ops.whatif.moment import ModelFailed, Moment, moment
from twin_ops.whatif.question import NotKept, Question

__all__ = ["Answer", "ModelFailed", "Moment", "NotKept", "Question", "answer", "moment"]
