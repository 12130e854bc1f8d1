"""Messages of one contract, and parts of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Protocol, Self, TypeVar

import numpy as np
import numpy.typing as npt


class Rows(Protocol):
    """Messages in any form of which a part can be taken, such as a table."""

    def slice(self, begin: int, count: int, /) -> Self:
        """So many of them from one on."""


Times = npt.NDArray[np.int64]
P = TypeVar("P", bound=Rows)


@dataclass(frozen=True)
class Lane(Generic[P]):
    """What is played of one contract.

    Attributes:
        times: When, in their order, ns since 1970-01-01 UTC.
        rows: What.
    """

    times: Times
    rows: P
