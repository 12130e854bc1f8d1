"""Which variables a plant shows as an FMU."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from twin_schemas.plant.kinds import KINDS

if TYPE_CHECKING:
    from twin_schemas.plant import Plant, Tag
    from twin_simulator import ProcessModel

_FIRST = ("mode", "goal", "setpoint", "output")  # a mode decides whether the others are taken


@dataclass(frozen=True, kw_only=True)
class Variable:
    """A variable of an FMU.

    Attributes:
        form: a number, one of `states`, or true and false.
        source: what it is in the run: a parameter, a tag, or an interlock.
        low, high: range of the value; None where it has none.
        states: names of the values 0, 1, ...
    """

    name: str
    causality: Literal["input", "output"]
    form: Literal["number", "choice", "flag"]
    source: Literal["parameter", "tag", "interlock"]
    unit: str
    description: str
    low: float | None = None
    high: float | None = None
    states: tuple[str, ...] = ()


def variables_of(model: ProcessModel) -> tuple[Variable, ...]:
    """Every variable, in the order in which inputs are written.

    Inputs are boundary conditions and other adjustable parameters of the model, in SI, and the
    tags that may be written, in their units. Outputs are all other tags, and interlocks. Resets are
    outputs, too: an input is written when it changes, and a reset takes nothing but 0.
    """
    plant = model.plant
    tags = plant.tags.values()
    ordered = sorted((t for t in tags if t.kind in _FIRST), key=lambda tag: _FIRST.index(tag.kind))
    interlocks = plant.interlocks.items()
    return (
        *_parameters(model),
        *(_tag(tag, "input") for tag in ordered),
        *(_tag(tag, "output") for tag in tags if tag.kind not in _FIRST),
        *(_flag(name, i.description) for name, i in interlocks),
    )


def _parameters(model: ProcessModel) -> Iterator[Variable]:
    for name in model.variables.parameters:
        owner, _, parameter = name.partition(".")
        yield Variable(
            name=name,
            causality="input",
            form="number",
            source="parameter",
            unit=_unit(model.plant, owner, parameter),
            description=f"{model.plant.equipment[owner].description}: {parameter}",
        )


def _unit(plant: Plant, owner: str, parameter: str) -> str:
    """The SI unit of a parameter; factors such as an activity have none."""
    kind = KINDS[plant.equipment[owner].kind]
    optional = {key: unit for key, (unit, _) in kind.optional.items()}
    return {**optional, **kind.parameters}.get(parameter, "1")


def _tag(tag: Tag, causality: Literal["input", "output"]) -> Variable:
    return Variable(
        name=tag.name,
        causality=causality,
        form="choice" if tag.states else "number",
        source="tag",
        unit="" if tag.states else tag.unit,
        description=tag.description,
        low=tag.low if tag.writable and not tag.states else None,
        high=tag.high if tag.writable and not tag.states else None,
        states=tag.states,
    )


def _flag(name: str, description: str) -> Variable:
    return Variable(
        name=f"{name}.TRIPPED",
        causality="output",
        form="flag",
        source="interlock",
        unit="",
        description=description,
    )
