"""A run as an FMU steps it: inputs that wait, whole scans, and a state that is kept."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Any

from twin_ops.fmu.interface import Variable, variables_of
from twin_simulator import ProcessModel, Run, WriteRefused

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUNDING = 1e-6  # of a scan


class StepBack(ValueError):
    """A step ends before the time where the run is."""


class Instance:
    """A run of a plant behind the variables of its FMU.

    An input is written when it differs from what was given last, so that an importer which gives
    every input at every step keeps no cascade from moving an inner setpoint. Inputs wait until a
    value is read or a step is made, and are then written in the order of the variables: what an
    importer sets first makes no difference.
    """

    def __init__(self, model: ProcessModel, tell: Callable[[str], None]) -> None:
        """Starts at the design point.

        Args:
            model: of the plant.
            tell: takes the reason why an input was refused.
        """
        self._run, self._tell = Run.at_design(model), tell
        self._begun = 0.0
        self._index = {name: k for k, name in enumerate(model.variables.parameters)}
        self._seen: dict[str, float] | None = None
        self._waiting: dict[int, float] = {}
        self.variables = variables_of(model)
        self._given = [self._now(v) for v in self.variables]

    def begin(self, time: float) -> None:
        """Says at which time the importer begins."""
        self._begun = time - self._run.time

    @property
    def time(self) -> float:
        """Time of the values, in s of the importer's."""
        return self._begun + self._run.time

    def get(self, number: int) -> float:
        """The value of a variable."""
        self._write()
        return self._now(self.variables[number])

    def set(self, number: int, value: float) -> None:
        """Gives an input a value."""
        if value != self._given[number]:
            self._given[number] = self._waiting[number] = value

    def step(self, time: float, seconds: float) -> None:
        """Goes on by all scans that are due until the end of the step.

        A step that is no whole number of scans leaves the values as they were at the last scan.

        Raises:
            StepBack: The run is already beyond.
            IntegrationError: The model can not go on.
        """
        self._write()
        scan = self._run.scan
        due = floor((time + seconds - self._begun) / scan + _ROUNDING)
        scans = due - round(self._run.time / scan)
        if scans < 0:
            raise StepBack(f"the step ends at {time + seconds} s, the run is at {self.time} s")
        self._run.step(scans * scan)
        self._seen = None

    def state(self) -> dict[str, Any]:
        """All that decides how it goes on, as plain JSON content."""
        self._write()
        return {"run": self._run.snapshot().decode(), "begun": self._begun, "given": self._given}

    def restore(self, state: dict[str, Any]) -> None:
        """Goes back to a state.

        Raises:
            SnapshotError: It is of another plant.
        """
        self._run = self._run.restored(state["run"].encode())
        self._begun, self._given = state["begun"], list(state["given"])
        self._waiting, self._seen = {}, None

    def _write(self) -> None:
        for number in sorted(self._waiting):
            self._seen = None
            name, value = self.variables[number].name, self._waiting.pop(number)
            if self.variables[number].source == "parameter":
                self._run.set_parameter(name, value)
                continue
            try:
                self._run.write(name, value)
            except WriteRefused as error:
                self._tell(f"{name} is not set: {error}")

    def _now(self, variable: Variable) -> float:
        if variable.source == "parameter":
            return float(self._run.point[2][self._index[variable.name]])
        if variable.source == "interlock":
            return float(variable.name.removesuffix(".TRIPPED") in self._run.holding)
        if self._seen is None:
            self._seen = self._run.values()
        return self._seen[variable.name]
