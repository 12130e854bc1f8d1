"""Kinds of equipment of the utilities."""

from __future__ import annotations

from collections.abc import Mapping

from twin_schemas.plant.kind import METAL, Kind

_STATE = {"temperature": "K", "pressure": "Pa"}


def _branches(end: str, count: int) -> tuple[str, ...]:
    return tuple(f"{end}_{number:02d}" for number in range(1, count + 1))


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
            inlets=_branches("inlet", 24),
            outlets=_branches("outlet", 24),
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
            inlets=_branches("inlet", 12),
            outlets=_branches("outlet", 12),
            quantities={**_STATE, **fractions},
        ),
        "header.steam": Kind(
            title="header of saturated steam, with drain and spray",
            parameters={"volume": "m^3", "pressure": "Pa", "level": "1"},
            inlets=("spray", *_branches("inlet", 6)),
            outlets=("drain", *_branches("outlet", 8)),
            quantities={**_STATE, "level": "1"},
        ),
        "tank.deaerator": Kind(
            title="deaerator with feed water tank",
            parameters={"volume": "m^3", "pressure": "Pa", "level": "1"},
            inlets=("make_up", "steam", *_branches("condensate", 8)),
            outlets=_branches("outlet", 2),
            quantities={**_STATE, "level": "1"},
        ),
        "vessel.steam": Kind(
            title="header of superheated steam",
            parameters={"volume": "m^3"},
            optional=METAL,
            inlets=("inlet_a", "inlet_b", "inlet_c"),
            outlets=("outlet_a", "outlet_b", "outlet_c", "outlet_d"),
            quantities=_STATE,
        ),
        "exchanger.superheater": Kind(
            title="steam superheater, counter-current cells around a metal wall",
            parameters={
                "conductance": "W/K",
                "wall_heat_capacity": "J/K",
                "cold_flow_area": "m^2",
                "hot_flow_area": "m^2",
                "cells": "1",
            },
            inlets=("cold_inlet", "hot_inlet"),
            outlets=("cold_outlet", "hot_outlet"),
            quantities={
                "cold_outlet_temperature": "K",
                "hot_outlet_temperature": "K",
                "duty": "W",
            },
        ),
    }
