"""Equipment, control valves and connectors of a drawing as equipment of the description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin_ops.dexpi.drawing import Drawing, attribute, said
from twin_ops.dexpi.kinds import kind_of
from twin_ops.dexpi.naming import equipment_name
from twin_ops.dexpi.phases import Phases
from twin_ops.dexpi.positions import position
from twin_ops.dexpi.sizes import sizes
from twin_ops.dexpi.sketch import Sketch

if TYPE_CHECKING:
    from twin_ops.dexpi.markup import Element

CONNECTORS = ("FlowInPipeOffPageConnector", "FlowOutPipeOffPageConnector")


def add_equipment(sketch: Sketch, drawing: Drawing, phases: Phases) -> None:
    """Puts in what has a kind; says of the rest why it has none."""
    for element in drawing.of("TaggedPlantItem"):
        nozzles = [n for n, owner in drawing.owners.items() if owner is element]
        gas = [phases.at(n) for n in nozzles if phases.is_known(n)]
        phase = gas[0] if gas and len(set(gas)) == 1 else phases.otherwise
        kind, remark = kind_of(drawing, element, phase)
        if not kind:
            sketch.ledger.lose(element, remark)
            continue
        _add(sketch, element, kind, said(element, "TagName"), remark)


def add_valves(sketch: Sketch, drawing: Drawing, phases: Phases) -> None:
    """Puts in the valves that a controller or a switch moves; the others stay open."""
    for function, valve in drawing.valves.items():
        if valve in sketch.names:
            sketch.ledger.lose(function, f"{sketch.names[valve]} is moved by another function")
            continue
        tag = said(function, "ActuatingFunctionNumber") or said(valve, "PipingComponentName")
        _add(sketch, valve, f"valve.{phases.at(valve)}", tag, "")
        sketch.ledger.take(function, sketch.names[valve])


def add_connectors(sketch: Sketch, drawing: Drawing, phases: Phases) -> None:
    """Puts in a boundary where a pipe goes on in another drawing."""
    for element in drawing.of(*CONNECTORS):
        into = drawing.is_a(element, CONNECTORS[0])
        name = add_boundary(sketch, phases.at(element), "From" if into else "To", position(element))
        sketch.names[element] = name
        sketch.ledger.change(element, name, "the pipe goes on in another drawing: a boundary here")
        sketch.ledger.assume(element, name, "pressure, temperature and composition there")


def add_boundary(
    sketch: Sketch, phase: str, way: str, place: tuple[float, float] | None, what: str = ""
) -> str:
    """Puts in a supply (`From`) or a receiver (`To`) and returns its name."""
    name = sketch.fresh("X")
    kind = f"boundary.{phase}" if way == "From" else "boundary.sink"
    sketch.add(name, kind, what or f"{way} another drawing", place)
    return name


def _add(sketch: Sketch, element: Element, kind: str, tag: str, remark: str) -> None:
    dexpi = element.attributes.get("ComponentClass", element.tag)
    tag = tag or element.attributes.get("TagName", "")
    name = equipment_name(tag or element.id, sketch.equipment)
    like = sketch.add(name, kind, dexpi, position(element))
    sketch.names[element] = name
    if name != tag:
        why = f"tag '{tag}' is taken or can be no name" if tag else "it has no tag"
        remark = f"{why}; {remark}" if remark else why
    if remark:
        sketch.ledger.change(element, name, remark)
    else:
        sketch.ledger.take(element, name)
    _size(sketch, element, name, kind, like)


def _size(sketch: Sketch, element: Element, name: str, kind: str, like: str) -> None:
    """Writes what the drawing says of sizes; the rest stays as the kind's usual ones."""
    entry, given = sketch.equipment[name], set()
    for parameter, value, assumed, attributes in sizes(element, kind):
        if parameter in entry:
            entry[parameter] = value
            given.add(parameter)
            for each in attributes:
                sketch.ledger.take(each, f"{name}.{parameter}")
            if assumed:
                sketch.ledger.assume(element, f"{name}.{parameter}", f"{assumed}")
    for tag in ("TagName", "ActuatingFunctionNumber"):
        if (found := attribute(element, tag)) is not None:
            sketch.ledger.take(found, name)
    rest = [key for key in entry if key not in {"kind", "description"} and key not in given]
    if rest:
        values = ", ".join(f"{key} {entry[key]}" for key in rest)
        sketch.ledger.assume(element, name, f"as {like} of the shipped plant: {values}")
