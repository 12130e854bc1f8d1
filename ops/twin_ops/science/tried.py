"""A what-if as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from twin_ops.science.form import Form, formed

if TYPE_CHECKING:
    from twin_ops.whatif import Answer
    from twin_schemas.plant import Plant

_NS = 1_000_000_000


@dataclass(frozen=True)
class Tried:
    """Writes that were tried from a moment on.

    Attributes:
        answer: With the branches, and what was measured.
        plant: Its plant.
    """

    answer: Answer
    plant: Plant

    @property
    def summary(self) -> dict[str, Any]:
        """As `twin whatif --json` prints it: settling, limits, interlocks, doubt."""
        from twin_ops.whatif.content import content

        return content(self.answer, self.plant)

    def table(self, form: Form = "pandas") -> Any:
        """A row for each tag and time: `time after_s tag unit changed unchanged history`.

        `history` is empty where nothing good was measured.
        """
        changed, unchanged = self.answer.branches.changed, self.answer.branches.unchanged
        rows: list[dict[str, Any]] = [
            {
                "time": self.answer.at_ns + round(after * _NS),
                "after_s": after,
                "tag": tag,
                "unit": self.plant.tags[tag].unit,
                "changed": changed.curves[tag][place],
                "unchanged": unchanged.curves[tag][place],
                "history": self.answer.history[tag][place],
            }
            for tag in changed.curves
            for place, after in enumerate(changed.times)
        ]
        return formed(pa.Table.from_pylist(rows, _SCHEMA), form)


_SCHEMA = pa.schema({
    "time": pa.timestamp("ns", tz="UTC"),
    "after_s": pa.float64(),
    "tag": pa.string(),
    "unit": pa.string(),
    "changed": pa.float64(),
    "unchanged": pa.float64(),
    "history": pa.float64(),
})
