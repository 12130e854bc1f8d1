"""Which kind of equipment of the description stands for a class of DEXPI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin_ops.dexpi.drawing import Drawing

if TYPE_CHECKING:
    from twin_ops.dexpi.markup import Element

_EXCHANGERS = (
    *("PlateHeatExchanger", "TubularHeatExchanger"),
    *("SpiralHeatExchanger", "CustomHeatExchanger"),
)
_BY_CLASS = (
    (("ReciprocatingPump", "RotaryPump"), "pump", "pump", "a centrifugal pump stands for it"),
    (("Pump",), "pump", "pump", ""),
    (("Compressor", "Blower", "Fan"), "compressor", "compressor", ""),
    (_EXCHANGERS, "exchanger.liquid", "exchanger.feed_effluent", ""),
    (("Silo",), "", "", "no equipment kind holds solids"),
    (("Vessel",), "tank.liquid", "vessel.gas", ""),
)
_WHY_NOT = {
    "ProcessColumn": "a column needs its stages, trays and weirs; draw it of column.section",
    "HeatExchanger": "no equipment kind for it: it needs two sides with pipes",
    "Heater": "a heater needs a duty and what gives it",
    "CoolingTower": "a cooling tower needs its wet bulb and transfer units; draw tower.cooling",
    "Turbine": "no equipment kind for a turbine by itself",
    "Chamber": "part of its equipment",
    "Impeller": "part of its equipment",
    "Displacer": "part of its equipment",
    "TubeBundle": "part of its equipment",
}
FLOWS = ("pump", "compressor", "valve.liquid", "valve.gas", "pipe.gas")
"""Kinds that compute a flow from the pressures around; they stand between two that hold fluid."""


def kind_of(drawing: Drawing, element: Element, phase: str) -> tuple[str, str]:
    """Kind of a piece of equipment and what is to be said of it; the kind is empty if none fits."""
    for names, liquid, gas, remark in _BY_CLASS:
        if drawing.is_a(element, *names):
            return (gas if phase == "gas" else liquid), remark
    for name in drawing.classes.get(element, ()):
        if name in _WHY_NOT:
            return "", _WHY_NOT[name]
    return "", f"no equipment kind for {element.attributes.get('ComponentClass', element.tag)}"


def holds(kind: str) -> bool:
    """Whether a kind holds fluid at a pressure of its own."""
    return kind not in FLOWS and not kind.startswith("exchanger.")
