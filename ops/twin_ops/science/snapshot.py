"""The twin at a moment, to look at and to run on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from twin_ops.errors import Usage
from twin_ops.science.form import Form, formed

if TYPE_CHECKING:
    from twin_ops.whatif import Moment
    from twin_simulator import ProcessModel, Run


@dataclass(frozen=True)
class Snapshot:
    """The twin as it was at a moment that is kept.

    Attributes:
        moment: Where it was, and why it may be off.
        model: Its equations.
    """

    moment: Moment
    model: ProcessModel

    @property
    def time(self) -> datetime:
        """The moment: the last whole scan before the time that was asked for."""
        return datetime.fromtimestamp(self.moment.at_ns / 1e9, UTC)

    @property
    def doubt(self) -> str:
        """Why the model may be off there; empty if nothing speaks against it."""
        return self.moment.doubt

    @property
    def data(self) -> bytes:
        """All of it; `twin_simulator.Run.restore` goes on from there."""
        return self.moment.state

    @cached_property
    def digest(self) -> str:
        """SHA-256 of `data`: the same for snapshots that are the same to the last bit."""
        return hashlib.sha256(self.data).hexdigest()

    def values(self, form: Form = "pandas") -> Any:
        """A row for each tag of the model, `tag value unit quality reason`.

        The quality is `uncertain` where the model is outside the range of its equations. What was
        measured then is `history`.
        """
        run = self.run()
        tags, reasons = self.model.plant.tags, run.qualities()
        rows = [
            {
                "tag": tag,
                "value": value,
                "unit": tags[tag].unit,
                "quality": "uncertain" if tag in reasons else "good",
                "reason": reasons.get(tag, ""),
            }
            for tag, value in run.values().items()
        ]
        return formed(pa.Table.from_pylist(rows, _SCHEMA), form)

    def run(self, scan: float | None = None) -> Run:
        """A run of the model from there on: step it, write to it, read it.

        It is a process model in this program and nothing else: no way leads to the plant.

        Args:
            scan: As of `twin_simulator.Run.restore`.
        """
        from twin_simulator import Run

        return Run.restore(self.model, self.data, scan)

    def save(self, path: str | Path) -> None:
        """Writes `data` into a file.

        Raises:
            Usage: It can not be written.
        """
        try:
            Path(path).write_bytes(self.data)
        except OSError as error:
            raise Usage(f"{path} can not be written: {error}") from error


_SCHEMA = pa.schema([
    ("tag", pa.string()),
    ("value", pa.float64()),
    ("unit", pa.string()),
    ("quality", pa.string()),
    ("reason", pa.string()),
])
