"""The twin at a moment, from what is stored."""

from __future__ import annotations

import time
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twin_bus.errors import TwinError
from twin_ops.whatif.rebuilt import measured_until, rebuilt, snapshot_before

if TYPE_CHECKING:
    from twin_ops.stored import Stored
    from twin_simulator import ProcessModel


class ModelFailed(TwinError):
    """The equations can not be solved from there on."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Where the twin was.

    Attributes:
        at_ns: Until when it was rebuilt: the last whole scan before the time asked for.
        run_id: Run that it was part of.
        snapshot_ns: Time of the snapshot that it was rebuilt from.
        doubt: Why the model may be off there; empty if nothing speaks against it.
        state: Snapshot of the run, as `twin_simulator.Run.restore` takes it.
        took_s: Time that the rebuilding took, in s, without reading the files.
    """

    at_ns: int
    run_id: str
    snapshot_ns: int
    doubt: str
    state: bytes
    took_s: float = field(compare=False)


def moment(stored: Stored, model: ProcessModel, at_ns: int, *, newest: bool = False) -> Moment:
    """Rebuilds the twin at a moment.

    Args:
        stored: What was on the bus.
        model: Of its plant.
        at_ns: The moment, ns since 1970-01-01 UTC.
        newest: As of `snapshot_before`.

    Raises:
        NotKept: The history does not reach there.
        ModelFailed: The model can not go on from the snapshot.
        HistoryUnreadable: Files of the history go while they are read.
    """
    from twin_simulator import IntegrationError

    snapshot = snapshot_before(stored, at_ns, newest=newest)
    measured = measured_until(stored, model, snapshot.time_ns, at_ns)
    begun = time.perf_counter()
    try:
        base = rebuilt(model, snapshot, measured, at_ns)
    except IntegrationError as error:
        raise ModelFailed(f"the model can not go on: {error}") from error
    return Moment(
        at_ns=base.time_ns,
        run_id=base.run_id,
        snapshot_ns=snapshot.time_ns,
        doubt=base.doubt,
        state=zlib.decompress(base.state),
        took_s=time.perf_counter() - begun,
    )
