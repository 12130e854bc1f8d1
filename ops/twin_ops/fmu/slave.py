"""What an FMU of a plant does when an importer calls it: PythonFMU3 finds this class in the FMU.

It runs in the importer's process. PythonFMU3's own modules come with the FMU; twinbus does not.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pythonfmu3 import (
    Boolean,
    DefaultExperiment,
    Enumeration,
    Float64,
    Fmi3Causality,
    Fmi3Initial,
    Fmi3Slave,
    Fmi3Status,
    Fmi3StepResult,
    Fmi3Variability,
)

from twin_ops.fmu import outliving as outliving  # as an importer's process ends
from twin_ops.fmu.content import Content
from twin_ops.fmu.description import complete, enumeration, unit
from twin_ops.fmu.instance import Instance
from twin_schemas.plant import load_plant
from twin_simulator import ProcessModel, SnapshotError
from twin_simulator.cosimulation.python_inside import let_go_at_exit
from twin_simulator.run import SCAN

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from twin_ops.fmu.interface import Variable

_HOUR = 3600.0


class Choice(Enumeration):  # type: ignore[misc]
    """An enumeration; PythonFMU3 0.3.4 asks each variable for its size, and its own has none."""

    dimensions = ()

    def size(self, _: Any) -> int:
        """A single value."""
        return 1


class PlantSlave(Fmi3Slave):  # type: ignore[misc]
    """A plant as the slave of an importer."""

    def __init__(self, **given: Any) -> None:
        """Takes what PythonFMU3 gives: the name of the instance and the folder of resources."""
        super().__init__(**given)
        content = Content.read(Path(self.resources))
        for library in Path(self.resources).parent.glob("binaries/*-linux/*.so"):
            let_go_at_exit(str(library))
        model = _model(content)
        self.guid, self.author = content.token, "twinbus"
        self.description = f"{model.plant.title}; needs a Python with twinbus {content.version}"
        self.version = content.digest
        self.default_experiment = DefaultExperiment(0.0, _HOUR, SCAN)
        self._instance = Instance(model, self._refused)
        self._lost = ""
        self._register()
        if difference := content.difference():
            self.log(difference, Fmi3Status.warning)

    def to_xml(self, model_options: Any = None) -> Element:
        """The model's description, with what PythonFMU3 leaves out."""
        root = super().to_xml(model_options or {})
        return complete(root, self._instance.variables, SCAN)

    def setup_experiment(self, start_time: float) -> None:
        """Takes the importer's time."""
        self._instance.begin(start_time)

    def do_step(self, current_time: float, step_size: float) -> Fmi3StepResult:
        """Steps; what goes wrong is logged, and the importer may reset or restore a state."""
        wrong = self._lost
        if not wrong:
            try:
                self._instance.step(current_time, step_size)
            except (ValueError, RuntimeError) as error:  # PythonFMU3 takes none: the process ends
                wrong = str(error)
        if wrong:
            self.log(wrong, Fmi3Status.error)
        return Fmi3StepResult(status=Fmi3Status.error if wrong else Fmi3Status.ok)

    def _get_fmu_state(self) -> dict[str, Any]:
        return self._instance.state()

    def _set_fmu_state(self, state: dict[str, Any]) -> None:
        """Goes back; after a state of another plant steps are errors, until it gets its own."""
        self._lost = ""
        try:
            self._instance.restore(state)
        except SnapshotError as error:
            self._lost = str(error)

    def _refused(self, why: str) -> None:
        self.log(why, Fmi3Status.warning)

    def _register(self) -> None:
        for number, variable in enumerate(self._instance.variables):
            self.register_variable(
                self._variable(number, variable), nested=False, var_type=enumeration(variable)
            )
        self.register_units([unit(name) for name in sorted({"s", *self._units()})])
        clock = Float64(
            "time",
            causality=Fmi3Causality.independent,
            variability=Fmi3Variability.continuous,
            unit="s",
            description="Time",
            getter=lambda: self._instance.time,
        )
        self.register_variable(clock, nested=False)

    def _units(self) -> set[str]:
        return {v.unit for v in self._instance.variables if v.unit}

    def _variable(self, number: int, variable: Variable) -> Any:
        told: dict[str, Any] = {
            "name": variable.name,
            "description": variable.description,
            "causality": Fmi3Causality[variable.causality],
            "variability": Fmi3Variability.discrete,
            "getter": partial(self._instance.get, number),
        }
        if variable.causality == "output":
            told["initial"] = Fmi3Initial.calculated
        else:
            told["setter"] = partial(self._instance.set, number)
        if variable.form == "choice":
            return Choice(**told)
        if variable.form == "flag":
            return Boolean(**told)
        told["variability"] = Fmi3Variability.continuous
        return Float64(unit=variable.unit, **told)


_BUILT: dict[str, ProcessModel] = {}


def _model(content: Content) -> ProcessModel:
    """The model, built once in a process for all instances of the same plant.

    One with FMUs of its own looks for them in the folder it was read from, which is another one
    for each FMU that is unpacked.
    """
    made = _BUILT.get(content.digest)
    if made is None or made.coupling.files:
        made = _BUILT[content.digest] = ProcessModel.build(load_plant(content.root))
    return made
