"""The report of losses: every element of the file is in one of its rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from twin_ops.dexpi.drawing import Drawing, said
from twin_ops.dexpi.ledger import Fate, Ledger
from twin_ops.dexpi.markup import Element

COLUMNS = ("line>", "id", "tag", "class", "outcome", "name", "reason")
_PARTS = frozenset({
    "Association",
    "Axis",
    "Connection",
    "ConnectionPoints",
    "Coordinate",
    "Extent",
    "GenericAttributes",
    "Location",
    "Max",
    "Min",
    "Node",
    "ObjectAttributesReference",
    "PlantInformation",
    "Position",
    "Presentation",
    "Reference",
    "Scale",
    "TextStringFormatSpecification",
    "UnitsOfMeasure",
})
"""Elements that say something of the one which they are in, and nothing by themselves."""
_GRAPHICS = frozenset({
    "BsplineCurve",
    "BSplineCurve",
    "CenterLine",
    "Circle",
    "CompositeCurve",
    "Ellipse",
    "Line",
    "PCurve",
    "PolyLine",
    "Shape",
    "Surface",
    "Text",
    "TrimmedCurve",
})
_REASONS = {
    "Drawing": "the sheet's frame: the twin draws its own canvas",
    "ActuatingSystem": "its valve is in the description, with its tag",
    "ActuatingSystemComponent": "its valve is in the description; write `fails` there",
    "DrawingBorder": "the sheet's frame: the twin draws its own canvas",
    "InstrumentationLoopFunction": "a loop is what its controller reads and moves",
    "InformationFlow": "one of its ends is not in the description",
    "Label": "the twin writes its own labels",
    "MetaData": "about the document: the description has a title only",
    "Nozzle": "no pipe is at it, or its pipe was not taken over",
    "PipeFlowArrow": "the twin draws its own arrows",
    "PipeSlopeSymbol": "a slope makes no difference to the equations",
    "PipingComponent": "on no pipe that was taken over",
    "PipingNetworkSegment": "one of its ends is at nothing, or at nothing that was taken over",
    "PipingNetworkSystem": "a line is its streams, which say its number and fluid",
    "ShapeCatalogue": "the twin draws a symbol by kind",
}
_IN_CATALOGUE = "a shape: the twin draws a symbol by kind"


def loss_rows(drawing: Drawing, ledger: Ledger) -> list[dict[str, Any]]:
    """What became of every element of the file, in its order.

    Returns:
        Rows with `line`, `id`, `tag`, `class`, `outcome`, `name`, `reason`, and `elements`: how
        many elements of the file a row stands for; 0 for an assumption, which is another row of
        an element that has one.
    """
    heads = {e: _head(e, ledger) for e in drawing.root.walk()}
    counts = Counter(heads.values())
    rows = [_row(fate, counts[fate.element]) for fate in ledger.fates if fate.element in counts]
    rows += _grouped(drawing, ledger, counts)
    return sorted(rows, key=lambda row: (row["line"], row["outcome"] == "assumed"))


def _head(element: Element, ledger: Ledger) -> Element:
    """The element in whose row this one is: itself, or what it is a part of."""
    while element.tag in _PARTS and element not in ledger.settled and element.parent is not None:
        element = element.parent
    return element


def _grouped(
    drawing: Drawing, ledger: Ledger, counts: Counter[Element]
) -> Iterator[dict[str, Any]]:
    """Rows of what nobody has decided on; attributes and lines of one owner share a row."""
    groups: dict[tuple[Element, str], list[Element]] = defaultdict(list)
    for element in counts:
        if element in ledger.settled:
            continue
        shared = element.tag == "GenericAttribute" or element.tag in _GRAPHICS
        key = (_owner(element), element.tag) if shared else (element, "")
        groups[key].append(element)
    for (owner, tag), elements in groups.items():
        number = sum(counts[element] for element in elements)
        reason = _shared(tag, elements) if tag else _reason(owner, drawing)
        row = _row(Fate(outcome="lost", element=owner, reason=reason), number)
        yield row | ({"class": tag, "line": elements[0].line} if tag else {})


def _owner(element: Element) -> Element:
    """The nearest element around one that has an identifier, or the outermost."""
    while (above := element.parent) is not None:
        element = above
        if element.id and element.tag not in _PARTS:
            break
    return element


def _shared(tag: str, elements: Iterable[Element]) -> str:
    if tag != "GenericAttribute":
        return f"{sum(1 for _ in elements)} of them: lines and text of the picture"
    names = dict.fromkeys(_short(each) for each in elements)
    return f"nothing in the description says: {', '.join(names)}"


def _short(attribute: Element) -> str:
    name = attribute.attributes.get("Name", "an attribute without a name")
    return name.removesuffix("AssignmentClass").removesuffix("Specialization")


def _reason(element: Element, drawing: Drawing) -> str:
    if element in drawing.doubts:
        return f"could not be read: {' '.join(drawing.doubts[element].split())}"
    above = element.parent
    while above is not None:
        if above.tag == "ShapeCatalogue":
            return _IN_CATALOGUE
        above = above.parent
    if element.parent is None:
        return "the file itself: units and program that wrote it"
    return _REASONS.get(element.tag, "the description has nothing like it")


def _row(fate: Fate, elements: int) -> dict[str, Any]:
    element = fate.element
    return {
        "line": element.line,
        "id": element.id,
        "tag": _tag(element),
        "class": element.attributes.get("ComponentClass", element.tag),
        "outcome": fate.outcome,
        "name": fate.name,
        "reason": fate.reason,
        "elements": 0 if fate.outcome == "assumed" else elements,
    }


_TAGS = (
    *("TagName", "SubTagName", "LineNumber", "SegmentNumber", "PipingComponentName"),
    *("ActuatingSystemNumber", "ActuatingFunctionNumber", "ProcessSignalGeneratingFunctionNumber"),
    *("InstrumentationLoopFunctionNumber", "PipingComponentNumber"),
)
_CIRCLE = tuple(f"ProcessInstrumentationFunction{part}" for part in ("Category", "s", "Number"))


def _tag(element: Element) -> str:
    """What people call it: its tag, the text in its circle, its number, or the text of a label."""
    if element.tag == "ProcessInstrumentationFunction":
        category, functions, number = (said(element, name) for name in _CIRCLE)
        return f"{category}{functions} {number}".strip()
    own = next((text for name in _TAGS if (text := said(element, name))), "")
    texts = (text.attributes.get("String", "") for text in element.all("Text"))
    return own or element.attributes.get("TagName", "") or " ".join(texts)
