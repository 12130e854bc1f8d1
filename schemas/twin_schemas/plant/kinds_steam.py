"""Kinds of equipment of the steam cycle."""

from __future__ import annotations

from collections.abc import Mapping

from twin_schemas.plant.kind import METAL, Kind, branches

_STATE = {"temperature": "K", "pressure": "Pa"}


STEAM: Mapping[str, Kind] = {
    "header.steam": Kind(
        title="header of saturated steam, with drain and spray",
        parameters={"volume": "m^3", "pressure": "Pa", "level": "1"},
        inlets=("spray", *branches("inlet", 6)),
        outlets=("drain", *branches("outlet", 8)),
        quantities={**_STATE, "level": "1"},
    ),
    "tank.deaerator": Kind(
        title="deaerator with feed water tank",
        parameters={"volume": "m^3", "pressure": "Pa", "level": "1"},
        inlets=("make_up", "steam", *branches("condensate", 8)),
        outlets=branches("outlet", 2),
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
