"""Kinds of equipment of rectification and storage."""

from __future__ import annotations

from collections.abc import Mapping

from twin_schemas.plant.kind import Kind

_STATE = {"temperature": "K", "pressure": "Pa"}
_PURITY = {"methanol": "1", "water": "1"}  # mass fractions in the liquid
_VESSEL = {"volume": "m^3", "level": "1", "metal": "J/K"}
# mole fraction of methanol in methanol and water: first guess only
_START = {"start_methanol": ("1", None)}
_WATER = {
    "conductance": "W/K",
    "water_volume": "m^3",
    "water_flow_area": "m^2",
    "water_pressure": "Pa",
    "cells": "1",
}

DISTILLATION: Mapping[str, Kind] = {
    "drum.flash": Kind(
        title="let-down drum, gas and liquid in equilibrium",
        parameters=_VESSEL,
        inlets=("inlet", "recycle"),
        outlets=("gas", "liquid"),
        quantities={**_STATE, "level": "1"},
    ),
    "column.section": Kind(
        title="section of a tray column, equilibrium stages",
        parameters={
            "stages": "1",
            "area": "m^2",
            "spacing": "m",
            "weir_height": "m",
            "weir_length": "m",
            "hole_area": "m^2",
            "metal": "J/K",
        },
        optional={
            "start_methanol_top": ("1", None),
            "start_methanol_bottom": ("1", None),
            "start_boil_up": ("1", None),  # first guess: vapour for each mole of liquid
        },
        inlets=("liquid_inlet", "feed", "vapour_inlet"),
        outlets=("vapour_outlet", "liquid_outlet"),
        quantities={
            **{f"temperature_{depth:02d}": "K" for depth in (0, 25, 50, 75, 100)},
            "pressure": "Pa",
            "pressure_drop": "Pa",
            "methanol_top": "1",
            "methanol_bottom": "1",
        },
    ),
    "reboiler.steam": Kind(
        title="steam-heated reboiler with the sump of its column",
        parameters={
            **_VESSEL,
            "area": "m^2",
            "conductance": "W/K",
            "chest_volume": "m^3",
            "chest_pressure": "Pa",
            "trap_area": "m^2",
        },
        optional=_START,
        inlets=("liquid_inlet", "steam"),
        outlets=("vapour", "liquid", "condensate"),
        quantities={
            **_STATE,
            **_PURITY,
            "level": "1",
            "duty": "W",
            "chest_pressure": "Pa",
            "chest_temperature": "K",
            "chest_level": "1",
        },
    ),
    "condenser.drum": Kind(
        title="water-cooled condenser above its reflux drum",
        parameters={**_VESSEL, **_WATER, "flow_area": "m^2"},
        optional=_START,
        inlets=("vapour", "water_inlet"),
        outlets=("gas", "reflux", "product", "water_outlet"),
        quantities={
            **_STATE,
            **_PURITY,
            "level": "1",
            "duty": "W",
            "water_outlet_temperature": "K",
        },
    ),
    "pump": Kind(
        title="centrifugal pump with variable speed",
        parameters={
            "shut_off_work": "J/kg",
            "flow_area": "m^2",
            "full_speed": "rpm",
            "lift": "m",
            "efficiency": "1",
            "speed_time": "s",
        },
        inlets=("inlet",),
        outlets=("outlet",),
        quantities={"speed": "rpm", "power": "W"},
        actuator="speed",
    ),
    "line.liquid": Kind(
        title="line full of liquid",
        parameters={"volume": "m^3"},
        optional=_START,
        inlets=("inlet",),
        outlets=("outlet_a", "outlet_b", "outlet_c"),
        quantities=_STATE,
    ),
    "cooler.liquid": Kind(
        title="water-cooled liquid, well mixed",
        parameters={"volume": "m^3", **_WATER},
        optional=_START,
        inlets=("inlet", "water_inlet"),
        outlets=("outlet_a", "outlet_b", "outlet_c", "water_outlet"),
        quantities={**_STATE, "water_outlet_temperature": "K", "duty": "W"},
    ),
    "tank.liquid": Kind(
        title="storage tank under nitrogen, with breather valves and overflow",
        parameters={
            "diameter": "m",
            "height": "m",
            "level": "1",
            "metal": "J/K",
            "blanket_pressure": "Pa",
            "vent_pressure": "Pa",
            "breather_area": "m^2",
            "overflow_length": "m",
        },
        optional=_START,
        inlets=("inlet_a", "inlet_b", "nitrogen"),
        outlets=("outlet_a", "outlet_b", "vent", "overflow"),
        quantities={**_STATE, **_PURITY, "level": "1", "mass": "kg"},
    ),
    "tank.refrigerated": Kind(
        title="refrigerated tank of a boiling liquid, with relief valve",
        parameters={
            "diameter": "m",
            "height": "m",
            "level": "1",
            "metal": "J/K",
            "vent_pressure": "Pa",
            "breather_area": "m^2",
            "heat_leak": "W/K",
            "ambient_temperature": "K",
        },
        inlets=("inlet_a", "inlet_b", "inlet_c"),
        outlets=("outlet_a", "outlet_b", "vapour", "vent"),
        quantities={**_STATE, "level": "1", "mass": "kg", "heat_leak": "W"},
    ),
    "valve.loading": Kind(
        title="loading valve with a batch counter",
        parameters={"flow_area": "m^2", "rangeability": "1", "stroke_time": "s"},
        inlets=("inlet",),
        outlets=("outlet",),
        quantities={"position": "1", "total": "kg"},
        actuator="position",
    ),
}
