"""Contracts about how well the twin follows its plant, and what it has found out about it."""

from __future__ import annotations

from typing import Annotated

from twin_schemas.annotations import Bounds, Unit
from twin_schemas.quantities import Nanoseconds
from twin_schemas.record import Record
from twin_schemas.vocabulary import FaultPlace, SuspectedFault

Share = Annotated[float, Unit("1"), Bounds(0, 1)]


class ParameterEstimated(
    Record, topic="model.parameter_estimated", owner="simulation", key="parameter", compacted=True
):
    """What the twin has learned of a slow parameter of the plant, once a minute.

    Attributes:
        parameter: Name in the model, such as `R-101.activity`; `FV-101.travel` is how far an
            actuator is from where it is told to be, as a share of its whole travel.
        value: Estimate; a factor on what is described.
        deviation: Its standard deviation.
        nominal: Value of the description.
        prior: Standard deviation before anything was measured; one that is as large as that is of
            a parameter that no instrument tells anything about.
        run_id: Run of the model that it belongs to.
        time_ns: When it was estimated.
    """

    parameter: str
    value: Annotated[float, Unit("1")]
    deviation: Annotated[float, Unit("1")]
    nominal: Annotated[float, Unit("1")]
    prior: Annotated[float, Unit("1")]
    run_id: str
    time_ns: Nanoseconds


class FaultSuspected(
    Record, topic="model.fault_suspected", owner="simulation", key="target", compacted=True
):
    """What the twin thinks is wrong with a sensor or has changed in the plant; or is no longer.

    Attributes:
        target: Tag of the sensor, or parameter of the plant.
        place: Whether the sensor lies or the plant has changed.
        fault: `bias`, `drift` or `freeze` of a sensor, `change` of the plant.
        present: Whether it is still so.
        size: Of the error in the tag's unit; of a parameter, how far it is from where it was.
        significance: Size in standard deviations; 0 of a frozen sensor.
        since_ns: When it began to show.
        run_id: Run of the model that found it.
        time_ns: When this was said.
    """

    target: str
    place: FaultPlace
    fault: SuspectedFault
    present: bool
    size: float
    significance: float
    since_ns: Nanoseconds
    run_id: str
    time_ns: Nanoseconds


class TwinRated(Record, topic="model.twin_rated", owner="simulation", key="run_id", compacted=True):
    """How far the twin can be believed, every ten seconds.

    Attributes:
        run_id: Run of the model.
        score: Product of the shares below.
        within: Of the compared readings, those within three standard deviations of the expected.
        consistent: 1 where readings are as near as the twin expects, less where they are not.
        seen: Of the instruments, those with a good, fresh reading.
        bounded: Of the boundary conditions, those with one.
        time_ns: When it was rated.
    """

    run_id: str
    score: Share
    within: Share
    consistent: Share
    seen: Share
    bounded: Share
    time_ns: Nanoseconds
