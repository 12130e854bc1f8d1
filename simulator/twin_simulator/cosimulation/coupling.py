"""Which FMUs a model has, and what they and the equations tell each other."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import casadi as ca
import numpy as np

from twin_schemas.units import base_form
from twin_simulator.cosimulation.error import FmuError
from twin_simulator.cosimulation.fmu_file import NUMBERS, FmuFile, FmuVariable
from twin_simulator.network import FlowsheetError
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_schemas.plant import Equipment, FmuLink, Plant
    from twin_simulator.flowsheet import Flowsheet

_CAUSALITIES = {"inputs": ("input",), "outputs": ("output",), "set": ("parameter", "input")}


@dataclass(frozen=True, kw_only=True)
class Coupling:
    """The FMUs of a model by equipment.

    Attributes:
        files: their descriptions. links: what goes in and out.
        given: of x, u and p, what all inputs are, in SI; None where there are none.
        mark: of the files' content, for the model's fingerprint; empty without FMUs.
    """

    files: Mapping[str, FmuFile]
    links: Mapping[str, FmuLink]
    given: ca.Function | None
    mark: str

    @classmethod
    def of(cls, flowsheet: Flowsheet, plant: Plant) -> Coupling:
        """Reads the FMUs of a plant; none of them is run.

        Raises:
            FlowsheetError: A file is no FMU that can be run here, or has not what the description
                asks of it.
        """
        files, links, digest = {}, {}, hashlib.sha256()
        for name, equipment in plant.equipment.items():
            if equipment.fmu is not None:
                files[name], links[name] = _checked(equipment, equipment.fmu, flowsheet)
                digest.update(name.encode() + equipment.fmu.file.read_bytes())
        sources = [source for link in links.values() for source in link.inputs.values()]
        return cls(
            files=files,
            links=links,
            given=_function(flowsheet, sources) if sources else None,
            mark=digest.hexdigest()[:16] if files else "",
        )

    def inputs(self, point: tuple[Array, Array, Array]) -> dict[str, dict[str, float]]:
        """What each FMU is given at x, u and p, in SI."""
        values = iter([] if self.given is None else np.asarray(self.given(*point)).ravel().tolist())
        return {
            name: {variable: next(values) for variable in link.inputs}
            for name, link in self.links.items()
        }


def _checked(equipment: Equipment, link: FmuLink, flowsheet: Flowsheet) -> tuple[FmuFile, FmuLink]:
    try:
        file = FmuFile.read(link.file)
        file.check()
        for section, names in (
            ("inputs", link.inputs),
            ("outputs", link.outputs),
            ("set", link.parameters),
        ):
            for variable in names:
                _check_variable(file, section, variable, link.units.get(variable))
    except FmuError as error:
        raise FlowsheetError(f"{equipment.id}: {error}", "", equipment.place) from error
    for parameter in link.outputs.values():
        if f"{equipment.id}.{parameter}" not in flowsheet.parameters:
            what = f"{equipment.id}: {parameter} can not change while the model runs"
            raise FlowsheetError(what, "map the output to another parameter", equipment.place)
    return file, link


def _check_variable(file: FmuFile, section: str, name: str, unit: str | None) -> None:
    variable = file.variables.get(name)
    allowed = _CAUSALITIES[section]
    if variable is None or variable.causality not in allowed:
        there = [v.name for v in file.variables.values() if v.causality in allowed]
        has = ", ".join(there[:10]) + (" ..." if len(there) > 10 else "") or "none"
        kind = f"{allowed[0]} {name}"
        raise FmuError(f"{file.path} has no {kind}; it has: {has}")
    if variable.type not in NUMBERS or variable.array:
        raise FmuError(f"{name} of {file.path} is no single number but {variable.type}")
    if unit is not None:
        _check_unit(file, variable, unit)


def _check_unit(file: FmuFile, variable: FmuVariable, unit: str) -> None:
    """Whether the unit measures the same as an SI unit; what has no unit counts as SI."""
    if variable.unit and variable.powers is None:
        raise FmuError(f"{file.path} does not say what {variable.unit}, of {variable.name}, is")
    if variable.powers is not None and variable.powers != base_form(unit)[2]:
        what = f"{variable.name} of {file.path} is in {variable.unit}"
        raise FmuError(f"{what}, which does not measure the same as {unit}")


def _function(flowsheet: Flowsheet, sources: list[str]) -> ca.Function:
    for source in sources:
        if source not in flowsheet.quantities:
            raise FlowsheetError(f"an FMU reads {source}, which the model does not know there")
    column = ca.vertcat(*(flowsheet.quantities[source] for source in sources))
    return ca.Function("given", [flowsheet.x, flowsheet.u, flowsheet.p], [ca.densify(column)])
