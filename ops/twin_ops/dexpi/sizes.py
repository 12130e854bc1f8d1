"""Parameters of equipment that follow from what the drawing says of it."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi, sqrt
from typing import TYPE_CHECKING

from twin_ops.dexpi.attribute_units import value_of
from twin_ops.dexpi.drawing import attribute

if TYPE_CHECKING:
    from twin_ops.dexpi.markup import Element

GRAVITY = 9.81  # m/s^2
SURPLUS = 0.25  # of the design head that a pump has more when nothing flows; usual for centrifugal
HEAT_TRANSFER = 500.0  # W/m^2/K; between two liquids, VDI Heat Atlas gives 150 to 1200

Size = tuple[str, str, str, tuple["Element", ...]]
"""Parameter, its value as it is written, what was assumed with it, and the attributes it is of."""


def sizes(element: Element, kind: str) -> Iterator[Size]:
    """Yields what a kind needs and the drawing says."""
    if kind == "tank.liquid":
        yield from _tank(element)
    elif kind == "pump":
        yield from _pump(element)
    elif kind.startswith("exchanger."):
        yield from _exchanger(element)
    elif kind == "compressor":
        yield from _same(element, "DesignRotationalSpeed", "rated_speed", "rpm")
        yield from _same(element, "DesignVolumeFlowRate", "rated_flow", "m^3/s")
    else:
        for name in ("NominalCapacity(Volume)", "NominalCapacityVolume"):
            yield from _same(element, name, "volume", "m^3")


def _same(element: Element, name: str, parameter: str, unit: str) -> Iterator[Size]:
    value, of = _value(element, name, unit)
    if value is not None and of is not None:
        yield parameter, f"{value:.6g} {unit}", "", (of,)


def _tank(element: Element) -> Iterator[Size]:
    yield from _same(element, "CylinderLength", "height", "m")
    yield from _same(element, "NominalDiameter", "diameter", "m")
    height, of = _value(element, "CylinderLength", "m")
    for name in ("NominalCapacity(Volume)", "NominalCapacityVolume"):
        volume, by = _value(element, name, "m^3")
        if of and by and height and volume and not attribute(element, "NominalDiameter"):
            yield "diameter", f"{sqrt(4 * volume / pi / height):.6g} m", "", (of, by)


def _pump(element: Element) -> Iterator[Size]:
    yield from _same(element, "DesignRotationalSpeed", "full_speed", "rpm")
    head, of = _value(element, "DesignPressureHead", "m")
    if not head or of is None:
        return
    work = (1 + SURPLUS) * GRAVITY * head
    yield "shut_off_work", f"{work:.6g} J/kg", "a quarter above the design head", (of,)
    flow, by = _value(element, "DesignVolumeFlowRate", "m^3/s")
    if flow and by is not None:
        area = flow / sqrt(2 * SURPLUS * GRAVITY * head) * 1e4
        yield "flow_area", f"{area:.6g} cm^2", "the design flow at the design head", (by,)


def _exchanger(element: Element) -> Iterator[Size]:
    area, of = _value(element, "DesignHeatTransferArea", "m^2")
    if area and of is not None:
        reason = f"{HEAT_TRANSFER:g} W/m^2/K on the design area"
        yield "conductance", f"{area * HEAT_TRANSFER:.6g} W/K", reason, (of,)


def _value(element: Element, name: str, unit: str) -> tuple[float | None, Element | None]:
    found = attribute(element, name)
    value = value_of(found, unit) if found else None
    return (value, found) if value is not None and value > 0 else (None, None)
