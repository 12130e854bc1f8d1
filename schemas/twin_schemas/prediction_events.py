"""Contracts about what a setpoint would do, tried on a branch of the model."""

from __future__ import annotations

from twin_schemas.quantities import Nanoseconds, Seconds
from twin_schemas.record import Record


class PredictionRequested(
    Record, topic="model.prediction_requested", owner="simulation", key="tag", request=True
):
    """Somebody wants to know what a value of a writable tag would do; nothing is written.

    Attributes:
        request_id: Of the command that it is for, or a number of its own.
        tag: Writable tag.
        value: Value to try, in the tag's unit.
        horizon_s: How far to look ahead; 0 takes what the tag may need to settle.
        author: User who asks.
        time_ns: When it was asked.
    """

    request_id: str
    tag: str
    value: float
    horizon_s: Seconds = 0.0
    author: str
    time_ns: Nanoseconds


class BranchTaken(Record, topic="model.branch_taken", owner="simulation", key="tag"):
    """The model as it is now, for somebody else to run ahead.

    Attributes:
        request_id: Which request; empty if it is for the plant's own course.
        tag: Writable tag; empty if it is for the plant's own course, and nothing is written.
        value: Value to try, in the tag's unit.
        horizon_s: How far to look ahead; 0 takes what the tag may need to settle.
        author: User who asks.
        run_id: Run that it branches from.
        state: Snapshot of the run, compressed with zlib.
        doubt: Why the model may be off now; empty if nothing speaks against it.
        time_ns: When the snapshot was taken.
    """

    request_id: str
    tag: str
    value: float
    horizon_s: Seconds
    author: str
    run_id: str
    state: bytes
    doubt: str
    time_ns: Nanoseconds


class SetpointPredicted(Record, topic="model.setpoint_predicted", owner="predictor", key="tag"):
    """What a value of a writable tag would do, as the model has it.

    Attributes:
        request_id: Which request.
        tag: Writable tag.
        value: Value that was tried, in the tag's unit.
        author: User who asked.
        failure: Why there is no prediction; empty if there is one, else the fields below are void.
        doubt: Why the model may be off now; empty if nothing speaks against it.
        shows: Tag that shows the effect: for a setpoint what its controller reads.
        horizon_s: How far the model looked ahead.
        settles: Whether the effect stays at the wanted value, within the tag's tolerance.
        settled_s: After how long it does; 0 unless it settles.
        final: Value of `shows` at the end.
        crossed: Alarm limits that are crossed and were not before, as `<tag>.<limit>`.
        crossed_s: After how long each is crossed.
        tripped: Interlocks that trip, the first in front.
        tripped_s: After how long each trips.
        curve_s: Times of the curve.
        curve: Values of `shows` at these times.
        run_id: Run that the model branched from.
        base_ns: When it branched.
        time_ns: When the prediction was made.
    """

    request_id: str
    tag: str
    value: float
    author: str
    failure: str = ""
    doubt: str = ""
    shows: str = ""
    horizon_s: Seconds = 0.0
    settles: bool = False
    settled_s: Seconds = 0.0
    final: float = 0.0
    crossed: list[str]
    crossed_s: list[float]
    tripped: list[str]
    tripped_s: list[float]
    curve_s: list[float]
    curve: list[float]
    run_id: str
    base_ns: Nanoseconds
    time_ns: Nanoseconds


class CoursePredicted(Record, topic="model.course_predicted", owner="predictor", key="run_id"):
    """Where the plant goes if nobody does anything, as the model has it.

    Attributes:
        run_id: Run that the model branched from.
        failure: Why there is no prediction; empty if there is one, else the fields below are void.
        doubt: Why the model may be off now; empty if nothing speaks against it.
        horizon_s: How far the model looked ahead.
        complete: Whether that is as far as was asked for.
        tags: Tags with alarm limits.
        lowest: Lowest value of each in the time ahead, in its unit.
        highest: Highest value of each in the time ahead, in its unit.
        crossed: Alarm limits that are crossed and were not before, as `<tag>.<limit>`.
        crossed_s: After how long each is crossed.
        tripped: Interlocks that trip, the first in front.
        tripped_s: After how long each trips.
        base_ns: When it branched.
        time_ns: When the prediction was made.
    """

    run_id: str
    failure: str = ""
    doubt: str = ""
    horizon_s: Seconds = 0.0
    complete: bool = True
    tags: list[str]
    lowest: list[float]
    highest: list[float]
    crossed: list[str]
    crossed_s: list[float]
    tripped: list[str]
    tripped_s: list[float]
    base_ns: Nanoseconds
    time_ns: Nanoseconds
