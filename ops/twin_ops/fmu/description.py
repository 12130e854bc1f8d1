"""The parts of a model description that PythonFMU3 does not write by itself."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pythonfmu3.unit import Unit
from pythonfmu3.variable_types import EnumerationType

from twin_schemas.units import base_form

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from twin_ops.fmu.interface import Variable


def unit(name: str) -> Any:
    """A unit with its SI base units."""
    factor, offset, powers = base_form(name)
    return Unit(name, factor=factor, offset=offset, **powers)


def enumeration(variable: Variable) -> Any:
    """The type of a choice; None of what is none."""
    if variable.form != "choice":
        return None
    made = EnumerationType("/".join(variable.states), values=())
    for value, state in enumerate(variable.states):
        made.add_value(state, value, state)
    return made


def complete(root: Element, variables: Iterable[Variable], scan: float) -> Element:
    """Adds ranges, the step inside, the tool and that names are plain names."""
    root.set("variableNamingConvention", "flat")
    root.set("generationTool", f"twinbus {version('twinbus')}, {root.get('generationTool')}")
    for kind in root.iter("CoSimulation"):
        kind.set("fixedInternalStepSize", f"{scan:g}")
    by_name = {variable.name: variable for variable in variables}
    for element in root.iter("Float64"):
        variable = by_name.get(element.get("name", ""))
        if variable and variable.low is not None and variable.high is not None:
            element.set("min", repr(variable.low))
            element.set("max", repr(variable.high))
    return root
