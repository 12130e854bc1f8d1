"""The slow parameters of a plant which the twin estimates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twin_schemas.estimation.prior import PRIORS, Prior
from twin_schemas.faults.adjustable import adjustable

if TYPE_CHECKING:
    from twin_schemas.plant import Plant


@dataclass(frozen=True)
class Estimable:
    """One parameter, by its name in the model, such as `R-101.activity`."""

    name: str
    prior: Prior


def estimable(plant: Plant) -> Iterator[Estimable]:
    """Yields every parameter of a plant that is estimated, in the order of its equipment."""
    for name in adjustable(plant):
        prior = PRIORS.get(name.rpartition(".")[2])
        if prior is not None:
            yield Estimable(name, prior)
