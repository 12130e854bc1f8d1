"""Kinds of equipment of the utilities."""

from __future__ import annotations

from collections.abc import Mapping

from twin_schemas.plant.kind import Kind, branches

_STATE = {"temperature": "K", "pressure": "Pa"}


def utility_kinds(fractions: Mapping[str, str]) -> dict[str, Kind]:
    """Returns the kinds.

    Args:
        fractions: SI unit of the mole fraction of each component.
    """
    return {
        "header.water": Kind(
            title="header of cooling water or feed water",
            parameters={"volume": "m^3", "pressure": "Pa"},
            optional={"elasticity": ("kg/Pa", 0.01)},
            inlets=branches("inlet", 24),
            outlets=branches("outlet", 24),
            quantities=_STATE,
        ),
        "tower.cooling": Kind(
            title="cooling tower with its basin",
            parameters={
                "volume": "m^3",
                "level": "1",
                "outlet_pressure": "Pa",
                "nozzle_pressure": "Pa",
                "riser_area": "m^2",
                "transfer_units": "1",
                "wet_bulb": "K",
                "fan_time": "s",
            },
            inlets=("inlet", "make_up"),
            outlets=("outlet", "vapour"),
            quantities={
                "temperature": "K",
                "level": "1",
                "duty": "W",
                "fan": "1",
                "wet_bulb": "K",
            },
            actuator="fan",
        ),
        "header.gas": Kind(
            title="gas header of many lines",
            parameters={"volume": "m^3"},
            inlets=branches("inlet", 12),
            outlets=branches("outlet", 12),
            quantities={**_STATE, **fractions},
        ),
    }
