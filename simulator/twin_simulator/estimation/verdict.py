"""What the twin has found to be wrong, and where."""

from __future__ import annotations

from dataclasses import dataclass

from twin_schemas.vocabulary import FaultPlace, SuspectedFault


@dataclass(frozen=True)
class Finding:
    """One finding; it stands until it is no longer so.

    Attributes:
        kind: of a sensor, or of the plant itself.
        target: tag of the sensor; parameter or travel of the plant, such as `E-101.cleanness`.
        fault: `bias`, `drift` or `freeze` of a sensor; `change` of the plant.
        size: in the tag's unit; of a parameter, how far it is from where it was.
        significance: in standard deviations; 0 of a frozen sensor, which repeats itself exactly.
        since: plant time in s at which it began to show.
    """

    kind: FaultPlace
    target: str
    fault: SuspectedFault
    size: float
    significance: float
    since: float
