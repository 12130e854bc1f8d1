"""Reads a drawing with pydexpi: the one place that knows it.

pydexpi parses XML with Python's own parser, so a text comes here only after `markup.parse` has
refused what would expand. Its objects have no place in the file; they are told by identifier.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from twin_ops.dexpi.drawing import Drawing, Ends, Pipe
from twin_ops.dexpi.markup import Element, parse
from twin_ops.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_drawing(content: bytes, name: str) -> Drawing:
    """What is in a file of DEXPI's exchange format (Proteus XML, DEXPI 1.2 and 1.3).

    Raises:
        Usage: It is something else, or says contradictory things; names the line.
    """
    if not find_spec("pydexpi"):
        raise Usage("DEXPI needs pydexpi: pip install 'twinbus[dexpi]'")
    root = parse(content, name)
    if root.tag != "PlantModel":
        remedy = "export it as Proteus XML, DEXPI 1.2 or 1.3"
        raise Usage(f"{name}:{root.line}: <{root.tag}> begins no drawing in DEXPI; {remedy}")
    told = next(root.all("PlantInformation"), None)
    if told is None or "ApplicationVersion" not in told.attributes:
        what = "does not say its version of DEXPI in <PlantInformation ApplicationVersion>"
        raise Usage(f"{name}:{(told or root).line}: {what}; export it again")
    elements = _by_id(root, name)
    return _drawing(root, elements, *_objects(content, name))


def _by_id(root: Element, name: str) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for element in root.walk():
        if element.id and element.id in found:
            first = found[element.id].line
            what = f"ID {element.id} is there twice, first in line {first}"
            raise Usage(f"{name}:{element.line}: {what}; export it again")
        if element.id:
            found[element.id] = element
    return found


def _objects(content: bytes, name: str) -> tuple[Mapping[str, Any], list[Any]]:
    """Objects of pydexpi by identifier, and what it had to say."""
    from pydexpi.loaders.proteus_serializer.core import ProteusLoader
    from pydexpi.loaders.proteus_serializer.parser_factory import ParserFactory

    loader = ProteusLoader(ParserFactory())
    try:
        loader.load_xmlstring(content)
    except Exception as error:  # it raises whatever its modules meet
        text = " ".join(str(error).split())[:200]
        raise Usage(f"{name}:1: is no drawing in DEXPI: {text}; export it again") from error
    return loader.object_registry.objects, loader.error_registry.errors


def _drawing(
    root: Element, elements: Mapping[str, Element], objects: Mapping[str, Any], said: list[Any]
) -> Drawing:
    at = {id(thing): elements[key] for key, thing in objects.items() if key in elements}
    pairs = [(elements[key], thing) for key, thing in objects.items() if key in elements]
    doubts = [note for note in said if note.level.value in {"error", "critical"}]
    return Drawing(
        root=root,
        classes={e: tuple(each.__name__ for each in type(o).__mro__) for e, o in pairs},
        owners={
            at[id(nozzle)]: owner
            for owner, thing in pairs
            for nozzle in getattr(thing, "nozzles", ())
            if id(nozzle) in at
        },
        chambers=dict(_refers(pairs, at, "chamber")),
        pipes=tuple(_pipes(pairs, at)),
        signals=dict(_signals(pairs, at)),
        locations=dict(_refers(pairs, at, "sensingLocation")),
        valves=dict(_valves(pairs, at)),
        doubts={elements[d.proteus_id]: d.message for d in doubts if d.proteus_id in elements},
    )


def _refers(pairs: list[tuple[Element, Any]], at: dict[int, Element], name: str) -> Iterator[Ends]:
    for element, thing in pairs:
        if (there := at.get(id(getattr(thing, name, None)))) is not None:
            yield element, there


def _pipes(pairs: list[tuple[Element, Any]], at: dict[int, Element]) -> Iterator[Pipe]:
    for segment, thing in pairs:
        drawn = getattr(thing, "connections", ())
        whole = [] if drawn or not hasattr(thing, "sourceNode") else [thing]  # no line is drawn
        for pipe in (*drawn, *whole):
            ends = at.get(id(pipe.sourceItem)), at.get(id(pipe.targetItem))
            if ends[0] is not None and ends[1] is not None:
                yield ends[0], ends[1], segment


def _signals(
    pairs: list[tuple[Element, Any]], at: dict[int, Element]
) -> Iterator[tuple[Element, Ends]]:
    for element, thing in pairs:
        source, target = (at.get(id(getattr(thing, end, None))) for end in ("source", "target"))
        if source is not None and target is not None:
            yield element, (source, target)


def _valves(pairs: list[tuple[Element, Any]], at: dict[int, Element]) -> Iterator[Ends]:
    for element, thing in pairs:
        reference = getattr(getattr(thing, "systems", None), "operatedValveReference", None)
        if (valve := at.get(id(getattr(reference, "valve", None)))) is not None:
            yield element, valve
