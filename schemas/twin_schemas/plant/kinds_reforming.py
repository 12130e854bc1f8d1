"""Kinds of equipment which make synthesis gas of natural gas."""

from __future__ import annotations

from collections.abc import Mapping

from twin_schemas.plant.kind import Kind, bed_quantities

_STATE = {"temperature": "K", "pressure": "Pa"}
_BED = {
    "void_fraction": "1",
    "catalyst_density": "kg/m^3",
    "catalyst_heat_capacity": "J/kg/K",
    "flow_area": "m^2",
    "cells": "1",
}
_ADIABATIC = {"volume": "m^3", **_BED}


def _bed(title: str, **more: str) -> Kind:
    return Kind(
        title=title,
        parameters={**_ADIABATIC, **more},
        inlets=("feed",),
        outlets=("product",),
        quantities=bed_quantities(),
    )


REFORMING: Mapping[str, Kind] = {
    "pipe.gas": Kind(
        title="pipe, or a valve which stays open",
        parameters={"flow_area": "m^2"},
        inlets=("inlet",),
        outlets=("outlet",),
    ),
    "boiler.waste_heat": Kind(
        title="waste-heat boiler, gas in tubes in boiling water",
        parameters={"conductance": "W/K", "flow_area": "m^2", "circulation": "kg/s"},
        inlets=("inlet", "coolant_inlet"),
        outlets=("outlet", "coolant_outlet"),
        quantities={"outlet_temperature": "K", "duty": "W"},
    ),
    "bed.hydrogenation": Kind(
        title="cobalt-molybdenum bed which hydrogenates organic sulfur",
        parameters={**_ADIABATIC, "hydrogenation_rate": "1/s/Pa"},
        inlets=("feed",),
        outlets=("product",),
        quantities={**bed_quantities(), "slip": "1"},
    ),
    "bed.zinc_oxide": Kind(
        title="zinc oxide bed which takes up hydrogen sulfide",
        parameters={**_ADIABATIC, "sulfur_capacity": "mol", "uptake_rate": "1/s"},
        inlets=("feed",),
        outlets=("product",),
        quantities={**bed_quantities(), "spent": "1", "slip": "1"},
    ),
    "reformer.primary": Kind(
        title="primary steam reformer: catalyst tubes in a fired box",
        parameters={
            **_BED,
            "tubes": "1",
            "tube_diameter": "m",
            "tube_outer_diameter": "m",
            "tube_length": "m",
            "heat_transfer": "W/m^2/K",
            "wall_heat_capacity": "J/K",
            "exchange_factor": "1",
            "box_volume": "m^3",
            "box_temperature": "K",
            "refractory_heat_capacity": "J/K",
        },
        inlets=("feed", "fuel", "fuel_b", "air"),
        outlets=("product", "flue"),
        quantities={
            **bed_quantities(),
            "duty": "W",
            "skin_temperature_top": "K",
            "skin_temperature_middle": "K",
            "skin_temperature_bottom": "K",
            "box_temperature": "K",
            "box_pressure": "Pa",
        },
    ),
    "reformer.secondary": Kind(
        title="secondary reformer, blown with air",
        parameters=_ADIABATIC,
        inlets=("feed", "air"),
        outlets=("product",),
        quantities={**bed_quantities(), "air_ratio": "1"},
    ),
    "reactor.shift_high": _bed("high-temperature shift converter, iron catalyst"),
    "reactor.shift_low": _bed("low-temperature shift converter, copper/zinc catalyst"),
    "dryer.sieve": Kind(
        title="molecular sieve which takes out water and carbon oxides",
        parameters={"volume": "m^3", "uptake_rate": "1/s"},
        inlets=("inlet_a", "inlet_b", "inlet_c"),
        outlets=("outlet_a", "outlet_b", "outlet_c", "regeneration"),
        quantities=_STATE,
    ),
    "exchanger.liquid": Kind(
        title="liquid/liquid exchanger, counter-current cells around a metal wall",
        parameters={
            "conductance": "W/K",
            "wall_heat_capacity": "J/K",
            "heat_capacity": "J/kg/K",
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
    "reactor.methanation": _bed("methanator, nickel catalyst"),
}
