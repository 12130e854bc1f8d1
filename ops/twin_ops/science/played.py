"""A scenario that was run, as tables."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from twin_ops.science.form import Form, formed

if TYPE_CHECKING:
    from twin_ops.scenario import Outcome
    from twin_schemas.plant import Plant

_TEXT, _NUMBER = pa.string(), pa.float64()


@dataclass(frozen=True)
class Played:
    """A run of a training scenario from its beginning to its end.

    Attributes:
        outcome: What came of it.
        plant: Its plant.
    """

    outcome: Outcome
    plant: Plant

    @property
    def passed(self) -> bool:
        """Whether it is passed."""
        return self.outcome.passed

    @property
    def score(self) -> float:
        """Percent of the points that could be had."""
        return self.outcome.score

    @property
    def digest(self) -> str:
        """The same for runs that are the same to the last bit."""
        return self.outcome.digest

    def verdicts(self, form: Form = "pandas") -> Any:
        """A row for each thing that was expected or forbidden, with its points and its reason."""
        rows = [asdict(one) for one in self.outcome.verdicts]
        return formed(pa.Table.from_pylist(rows, _VERDICTS), form)

    def events(self, form: Form = "pandas") -> Any:
        """A row for each event, `time_s kind name text`, from the beginning of the scenario on."""
        rows = [
            {"time_s": one.time, "kind": one.kind, "name": one.name, "text": one.text}
            for one in self.outcome.events
        ]
        return formed(pa.Table.from_pylist(rows, _EVENTS), form)

    def course(self, form: Form = "pandas") -> Any:
        """A row for each shown tag and time: `time_s tag unit truth read model`.

        `truth` is what only an emulated plant knows, `read` what its instruments said, and `model`
        is empty where the model beside it could not follow any more.
        """
        rows = [
            {
                "time_s": time,
                "tag": tag,
                "unit": self.plant.tags[tag].unit,
                "truth": curve.truth[place],
                "read": curve.read[place],
                "model": curve.model[place],
            }
            for tag, curve in self.outcome.curves.items()
            for place, time in enumerate(self.outcome.times)
        ]
        return formed(pa.Table.from_pylist(rows, _COURSE), form)

    def report(self, path: str | Path) -> None:
        """Writes the debrief: one file of HTML, or printed as PDF.

        Raises:
            Usage: It can not be written.
        """
        from twin_ops.cli import debrief_file
        from twin_ops.scenario.report import report

        debrief_file.check(Path(path))
        debrief_file.write(report(self.outcome, self.plant), Path(path))


_EVENTS = pa.schema([("time_s", _NUMBER), ("kind", _TEXT), ("name", _TEXT), ("text", _TEXT)])
_COURSE = pa.schema([
    ("time_s", _NUMBER),
    ("tag", _TEXT),
    ("unit", _TEXT),
    ("truth", _NUMBER),
    ("read", _NUMBER),
    ("model", _NUMBER),
])
_VERDICTS = pa.schema([
    ("name", _TEXT),
    ("result", _TEXT),
    ("points", _NUMBER),
    ("possible", _NUMBER),
    ("asked", _NUMBER),
    ("due", _NUMBER),
    ("time", _NUMBER),
    ("fails", pa.bool_()),
    ("reason", _TEXT),
])
